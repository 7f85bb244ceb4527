import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dateOf, formatDate, formatTime } from '../../shared/i18n/format.ts'
import type { MeetingListItem } from '../../shared/meeting/answers.ts'
import { Chip } from '../ui/chip.tsx'
import { useLanguage } from '../ui/i18n.ts'
import { withSeat } from '../ui/seat.ts'

/** Meetings as a table: when, what, who, where, how far prepared. */
export function MeetingRows({ meetings }: { meetings: readonly MeetingListItem[] }) {
  const { t } = useTranslation('office')
  const language = useLanguage()
  return (
    <div className="register-scroll">
      <table className="office-rows">
        <thead>
          <tr>
            <th scope="col">{t('meetings.time')}</th>
            <th scope="col">{t('meetings.matter')}</th>
            <th scope="col">{t('meetings.chair')}</th>
            <th scope="col">{t('meetings.place')}</th>
            <th scope="col">{t('meetings.state')}</th>
            <th scope="col">
              <span className="vh">{t('meetings.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {meetings.map((meeting) => (
            <tr key={meeting.id}>
              <td className="nb">
                <b>{formatTime(meeting.startsAt)}</b>
                <small>{formatDate(dateOf(meeting.startsAt), language)}</small>
              </td>
              <td>
                {meeting.subject}
                <small>
                  {meeting.number}·{t(meeting.open ? 'meetings.openMeeting' : 'meetings.closedMeeting')}
                </small>
              </td>
              <td>{meeting.chair}</td>
              <td>{meeting.place}</td>
              <td>
                <Readiness meeting={meeting} />
              </td>
              <td className="nb">
                <Link to={`/meetings/${meeting.id}`}>{t('meetings.open')}</Link>{' '}
                <a href={withSeat(`/room/${meeting.id}`)}>{t('meetings.room')}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Readiness({ meeting }: { meeting: MeetingListItem }) {
  const { t } = useTranslation('office')
  if (meeting.phase === 'preparing')
    return meeting.missing.length === 0 ? (
      <Chip tone="ok" icon="tick">
        {t('meetings.ready')}
      </Chip>
    ) : (
      <Chip tone="soon" icon="alert">
        {t('meetings.missing', { count: meeting.missing.length })}
      </Chip>
    )
  if (meeting.publishedAt !== null)
    return (
      <Chip tone="ok" icon="tick">
        {t('meetings.published')}
      </Chip>
    )
  if (meeting.phase === 'closed' && meeting.concluded)
    return <Chip tone="soon">{t('meetings.toPublish')}</Chip>
  return (
    <Chip tone={meeting.phase === 'in-session' ? 'now' : 'plain'}>
      {t(`meetings.phase.${meeting.phase}`)}
    </Chip>
  )
}
