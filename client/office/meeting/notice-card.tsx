import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dateOf, formatDate, formatList, formatTime } from '../../../shared/i18n/format.ts'
import { isOutdated, peopleToTell } from '../../../shared/meeting/amendment.ts'
import { lastDayToServe } from '../../../shared/meeting/notice.ts'
import type { MeetingState, Participant, Service } from '../../../shared/meeting/state.ts'
import { useAct } from '../../meeting/act.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { shownName } from '../../meeting/people.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineField, SelectField } from '../../ui/field.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'

const methods = ['in-person', 'post', 'lien', 'phone', 'electronic'] as const
type Method = (typeof methods)[number]

/** People on whom notice and conclusion are served. */
export const servedPeople = (state: MeetingState): readonly Participant[] =>
  state.participants.filter((p) => p.side === 'petitioner' || p.side === 'unit')

/** Notice, announcement, and service recorded person by person. */
export function NoticeCard() {
  const { t } = useTranslation('office')
  const language = useLanguage()
  const { state, procedure, meetingId } = useMeeting()
  const may = useMay()
  const act = useAct()
  const day = (instant: number) => formatDate(dateOf(instant), language)
  const mustSay = (at: number | null) => at === null || isOutdated(state, at)
  const { daysBefore } = procedure.notice
  return (
    <Card
      title={t('prepare.notice')}
      end={t('prepare.serveBy', {
        date: formatDate(lastDayToServe(dateOf(state.startsAt), procedure.notice), language),
        days: daysBefore.value,
        source: daysBefore.source,
      })}
    >
      <ActError act={act} />
      <ToTell />
      <ul className="office-list">
        <li>
          <span>
            {state.noticeIssuedAt === null
              ? t('prepare.issueNotice')
              : t('prepare.noticeIssued', { date: day(state.noticeIssuedAt) })}
          </span>
          <Link className="btn btn-quiet" to={`/meetings/${meetingId}/print/notice`}>
            {t('prepare.printNotice')}
          </Link>
          {mustSay(state.noticeIssuedAt) && may('issue-notice') && (
            <Button waiting={act.busy} onClick={() => void act.send('issue-notice', {})}>
              {t(state.noticeIssuedAt === null ? 'prepare.issueNotice' : 'amend.issueAnew')}
            </Button>
          )}
        </li>
        {state.open && (
          <li>
            <span>
              {state.announcedAt === null
                ? t('prepare.announce')
                : t('prepare.announced', { date: day(state.announcedAt) })}
            </span>
            <Link className="btn btn-quiet" to={`/meetings/${meetingId}/print/announcement`}>
              {t('prepare.printAnnouncement')}
            </Link>
            {mustSay(state.announcedAt) && may('publish-announcement') && (
              <Button waiting={act.busy} onClick={() => void act.send('publish-announcement', {})}>
                {t(state.announcedAt === null ? 'prepare.announce' : 'amend.announceAnew')}
              </Button>
            )}
          </li>
        )}
      </ul>
      <ServiceList document="notice" />
    </Card>
  )
}

/** After an amendment: who was told otherwise and does not know yet. */
function ToTell() {
  const { t } = useTranslation(['office', 'words'])
  const language = useLanguage()
  const { state } = useMeeting()
  const people = peopleToTell(state)
  if (people.length === 0 || state.amendedAt === null) return null
  const date = formatDate(dateOf(state.amendedAt), language)
  return (
    <div className="office-foot" role="status">
      <b className="soon">
        <Icon name="alert" />{' '}
        {t('amend.toTell', { count: people.length, date, time: formatTime(state.amendedAt) })}
      </b>
      <span>
        {formatList(
          people.map((person) => `${shownName(person)} ${t(`words:kind.${person.kind}`)}`),
          language,
        )}
      </span>
      <small className="mut">{t('amend.toTellNext')}</small>
    </div>
  )
}

/** Service of one document on everybody who must have it. */
export function ServiceList({ document }: { document: Service['document'] }) {
  const { t } = useTranslation(['office', 'words'])
  const language = useLanguage()
  const { state, procedure } = useMeeting()
  const may = useMay()
  const [serving, setServing] = useState<Participant>()
  const lastDay = lastDayToServe(dateOf(state.startsAt), procedure.notice)
  return (
    <>
      <ul className="office-list">
        {servedPeople(state).map((person) => {
          const service = state.services
            .filter((s) => s.participantId === person.id && s.document === document)
            .at(-1)
          const method = methods.find((each) => each === service?.method)
          const isNotice = document === 'notice'
          const outdated = isNotice && isOutdated(state, service?.at)
          const late = isNotice && service !== undefined && service.servedOn > lastDay
          return (
            <li key={person.id}>
              <span>
                {shownName(person)} <span className="mut">{t(`words:kind.${person.kind}`)}</span>
                <small className={service && !outdated && !late ? 'ok' : 'soon'}>
                  {service
                    ? t('prepare.served', {
                        date: formatDate(service.servedOn, language),
                        method: method ? t(`prepare.methods.${method}`) : '',
                      })
                    : t('prepare.unserved')}
                  {late && <>·{t('prepare.servedLate')}</>}
                  {outdated && <>·{t('amend.outdated')}</>}
                </small>
              </span>
              {may('record-service') && (
                <Button kind="quiet" onClick={() => setServing(person)}>
                  {t('prepare.record')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {serving && <ServeDialog document={document} person={serving} onClose={() => setServing(undefined)} />}
    </>
  )
}

function ServeDialog({
  document,
  person,
  onClose,
}: {
  document: Service['document']
  person: Participant
  onClose: () => void
}) {
  const { t } = useTranslation('office')
  const [method, setMethod] = useState<Method>('in-person')
  const [servedOn, setServedOn] = useState(dateOf(Date.now()))
  const [proof, setProof] = useState('')
  const ready = proof.trim() !== '' && servedOn !== ''
  return (
    <ActDialog
      title={`${t('prepare.record')}: ${shownName(person)}`}
      confirm={t('prepare.record')}
      type="record-service"
      data={ready ? { participantId: person.id, document, method, servedOn, proof } : null}
      onClose={onClose}
    >
      <SelectField
        label={t('prepare.method')}
        value={method}
        onChange={setMethod}
        options={methods.map((each) => ({ value: each, label: t(`prepare.methods.${each}`) }))}
      />
      <LineField label={t('prepare.servedOn')} type="date" value={servedOn} onChange={setServedOn} />
      <LineField label={t('prepare.proof')} maxLength={4000} value={proof} onChange={setProof} />
    </ActDialog>
  )
}
