import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { dateOf, formatDate } from '../../../shared/i18n/format.ts'
import type { MatterView } from '../../../shared/matter/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DecisionCard } from './decision-card.tsx'
import { type MatterAct, MatterActDialog } from './matter-acts.tsx'
import { ClockRule, MatterClock } from './matter-clock.tsx'
import { PeopleCard } from './people-card.tsx'
import { ServiceCard } from './service-card.tsx'
import { useMatter } from './use-matters.ts'

/** One matter: what was asked, by whom, what runs, and what was decided and served. */
export default function MatterPage() {
  const { matterId = '' } = useParams()
  const { t } = useTranslation(['matter', 'words'])
  const matter = useMatter(matterId)
  const [act, setAct] = useState<MatterAct | null>(null)
  if (matter.error)
    return (
      <main id="content" className="register">
        <ErrorBox error={matter.error} onRetry={() => void matter.refetch()} />
      </main>
    )
  if (!matter.data)
    return (
      <main id="content" className="register">
        <Skeleton lines={8} />
      </main>
    )
  const { data } = matter
  return (
    <main id="content" className="register">
      <div className="register-head">
        <h1>{data.subject}</h1>
        <span className="mut">{data.number}</span>
        <Chip>{t(`stage.${data.stage}`)}</Chip>
        <div className="end">
          <Link className="btn btn-40" to="edit">
            {t('actions.edit')}
          </Link>
          <NextAct matter={data} onAct={setAct} />
        </div>
      </div>
      <div className="matter">
        <div>
          <RequestsCard matter={data} />
          <PeopleCard matter={data} />
          <DecisionCard matter={data} onAct={setAct} />
          <ServiceCard matter={data} onAct={setAct} />
        </div>
        <div>
          <ClocksCard matter={data} />
          <RemedyCard matter={data} />
          <MeetingsCard matter={data} />
          {data.corrections.length > 0 && <CorrectionsCard matter={data} />}
        </div>
      </div>
      {act && <MatterActDialog act={act} matter={data} onClose={() => setAct(null)} />}
    </main>
  )
}

/** The one thing that comes next: a hearing, then the decision, then its service. */
function NextAct({ matter, onAct }: { matter: MatterView; onAct: (act: MatterAct) => void }) {
  const { t } = useTranslation(['matter', 'words'])
  if (matter.decision)
    return (
      <Button
        kind={matter.services.length === 0 ? 'primary' : 'plain'}
        size={40}
        onClick={() => onAct({ act: 'service', service: null })}
      >
        {t('actions.recordService')}
      </Button>
    )
  return (
    <>
      {matter.meetings.length > 0 && (
        <Button kind="primary" size={40} onClick={() => onAct({ act: 'decision' })}>
          {t('actions.recordDecision')}
        </Button>
      )}
      <Link
        className={matter.meetings.length > 0 ? 'btn btn-40' : 'btn btn-primary btn-40'}
        to={`/meetings/new?matter=${matter.id}`}
      >
        {t('actions.schedule')}
      </Link>
    </>
  )
}

function RequestsCard({ matter }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  const { requests, maskedRequests, facts, earlierOpinion, maskedSubject } = matter
  const masked = (id: string) => maskedRequests.find((request) => request.id === id)?.text ?? ''
  return (
    <Card title={t('page.requests')}>
      <dl>
        <dt>{t('form.subject')}</dt>
        <dd>
          {matter.subject}
          <small>
            {t('page.shownAs')} {maskedSubject}
          </small>
        </dd>
        {requests.map(({ id, text }, index) => [
          <dt key={`${id} n`}>{t('form.request', { n: index + 1 })}</dt>,
          <dd key={id}>
            {text}
            <small>
              {t('page.shownAs')} {masked(id)}
            </small>
          </dd>,
        ])}
        <dt>{t('page.facts')}</dt>
        <dd style={{ whiteSpace: 'pre-wrap' }}>{facts === '' ? t('page.none') : facts}</dd>
        <dt>{t('page.complained')}</dt>
        <dd>
          {earlierOpinion ? (
            <>
              {earlierOpinion.unit} · {earlierOpinion.number} ·{' '}
              {formatDate(earlierOpinion.date, language, { year: true })}
              <small>{earlierOpinion.summary}</small>
            </>
          ) : (
            t('page.none')
          )}
        </dd>
      </dl>
    </Card>
  )
}

function ClocksCard({ matter }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <Card title={t('page.clocks')}>
      <ul className="lines">
        {matter.clocks.map((clock) => (
          <li key={clock.due}>
            <b>{t(`clock.${clock.due}`)}</b>
            <ClockRule clock={clock} />
            <span className="end">
              <MatterClock clock={clock} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function RemedyCard({ matter: { remedy } }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  if (remedy === null) return null
  if (remedy.kind === 'final')
    return (
      <Card title={t('remedy.title')}>
        <p className="body">{t('remedy.final')}</p>
      </Card>
    )
  const dates =
    remedy.state === 'awaiting-service'
      ? { days: remedy.days }
      : {
          servedOn: formatDate(remedy.servedOn, language),
          lastDay: formatDate(remedy.lastDay, language, { year: true }),
          daysLeft: remedy.daysLeft,
        }
  const sentence = remedy.state === 'awaiting-service' ? 'awaiting' : remedy.state
  return (
    <Card title={t('remedy.title')} end={t('clock.article', { article: remedy.source.article })}>
      <div className="body">
        <b>{t(`remedy.${remedy.kind}`)}</b>
        <p>{t(`remedy.${sentence}`, dates)}</p>
      </div>
    </Card>
  )
}

function MeetingsCard({ matter: { meetings } }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <Card title={t('page.meetings')}>
      {meetings.length === 0 ? (
        <p className="body mut">{t('page.noMeetings')}</p>
      ) : (
        <ul className="lines">
          {meetings.map(({ meetingId, number }) => (
            <li key={meetingId}>
              <Link to={`/meetings/${meetingId}`}>{number}</Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function CorrectionsCard({ matter: { corrections } }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  return (
    <Card title={t('page.corrections')}>
      <ul className="lines">
        {corrections.map(({ what, reason, at }) => (
          <li key={`${what} ${at}`}>
            <b>{t(`page.correctionOf.${what}`)}</b>
            <small>
              {formatDate(dateOf(at), language)} · {reason}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )
}
