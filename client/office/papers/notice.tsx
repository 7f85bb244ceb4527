import { useTranslation } from 'react-i18next'
import type { Participant } from '../../../shared/meeting/state.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { shownName } from '../../meeting/people.ts'
import { useSessionAnswer } from '../../meeting/session.ts'
import { useBilingual } from '../../ui/i18n.ts'
import { servedPeople } from '../meeting/notice-card.tsx'
import { Paper, SignOff, useSheetWriting } from './paper.tsx'

/** When, where, how and by whom: the lines that notice and announcement share. */
function useFacts() {
  const { t } = useTranslation('papers')
  const write = useSheetWriting()
  const { state } = useMeeting()
  const seated = state.seats.filter((seat) => seat.officerNo !== null).map(({ name }) => name)
  return {
    when: [
      t('when'),
      `${write.date(state.startsAt)} ${write.weekday(state.startsAt)} ${write.time(state.startsAt)}`,
    ],
    where: [t('where'), state.place],
    staff: [
      t('staff'),
      t('staffIs', {
        chair: state.chair?.name ?? '',
        clerks: write.list(state.clerks.map(({ name }) => name)),
        panel: seated.length > 0 ? write.list(seated) : t('panelLater'),
      }),
    ],
  } as const
}

function Facts({ lines }: { lines: readonly (readonly [string, string])[] }) {
  return (
    <dl>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** 听证通知书: one sheet for everybody who must be served. Contents: domain rules of notices of hearing. */
export function Notices() {
  const { state } = useMeeting()
  return servedPeople(state).map((person) => <Notice key={person.id} person={person} />)
}

function Notice({ person }: { person: Participant }) {
  const { t } = useTranslation('papers')
  const say = useBilingual()
  const { state, procedure } = useMeeting()
  const facts = useFacts()
  return (
    <Paper paper="notice">
      <p>{t('to', { name: shownName(person) })}</p>
      <p className="indent">
        {t('ofSubject', { subject: state.subject ?? state.maskedSubject, matter: state.matterNumber ?? '' })}
      </p>
      <Facts
        lines={[
          facts.when,
          facts.where,
          [t('mode'), state.open ? t('openly') : t('notOpenly', { reason: state.closedReason })],
          facts.staff,
          [t('recusal'), t('recusalIs')],
          [t('agents'), t('agentsIs')],
          [t('rights'), procedure.rights.map(say).join('\n')],
          [t('coming'), t('comingIs')],
          [t('contact'), t('contactIs')],
        ]}
      />
      <SignOff at={state.noticeIssuedAt} />
      <div className="sheet-receipt">
        {t('receipt')} {shownName(person)}
        <br />
        {t('receiptLine')}
      </div>
    </Paper>
  )
}

/** 听证公告: hung up in public, so the parties' names are masked and the code that opens the record is not on it. */
export function Announcement() {
  const { t } = useTranslation('papers')
  const say = useBilingual()
  const { state, procedure } = useMeeting()
  const session = useSessionAnswer()
  const write = useSheetWriting()
  const facts = useFacts()
  return (
    <Paper paper="announcement" leads="home">
      <p className="indent">{t('announced', { office: session.data?.county.name ?? '' })}</p>
      <Facts
        lines={[
          [t('subject'), state.maskedSubject],
          [t('unit'), state.responsibleUnit],
          facts.when,
          facts.where,
          facts.staff,
          [t('observers'), t('observersIs')],
          [t('discipline'), write.list(procedure.discipline.map(say))],
        ]}
      />
      <SignOff at={state.announcedAt} />
    </Paper>
  )
}
