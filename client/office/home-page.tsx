import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dateOf, formatDate, formatTime, formatWeekday } from '../../shared/i18n/format.ts'
import type { MeetingListItem } from '../../shared/meeting/answers.ts'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { useLanguage } from '../ui/i18n.ts'
import { withSeat } from '../ui/seat.ts'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { MatterClock } from './matters/matter-clock.tsx'
import { useMatters } from './matters/use-matters.ts'
import { MeetingRows } from './meeting-rows.tsx'
import { usePool } from './pool/use-pool.ts'
import { useMeetings } from './use-meetings.ts'

const CLOCKS_SHOWN = 5

/** The day: what to do now, today's hearings, the periods of law, the state of the pool. */
export function HomePage() {
  const { t } = useTranslation(['office', 'words'])
  const language = useLanguage()
  const meetings = useMeetings()
  const today = dateOf(Date.now())
  const active = (meetings.data?.meetings ?? []).filter(
    (m) => m.phase === 'preparing' || m.phase === 'in-session',
  )
  const byTime = [...active].sort((a, b) => a.startsAt - b.startsAt)
  const todays = byTime.filter((m) => m.phase === 'in-session' || dateOf(m.startsAt) <= today)
  const later = byTime.filter((m) => !todays.includes(m))
  return (
    <main id="content" className="office-page">
      <div className="office-head">
        <h1>
          {formatDate(today, language)} {formatWeekday(today, language)}
        </h1>
        {meetings.data && <span className="mut">{t('home.summary', { count: todays.length })}</span>}
      </div>
      {meetings.error && <ErrorBox error={meetings.error} onRetry={() => void meetings.refetch()} />}
      <div className="office-grid">
        <div className="office-main">
          {meetings.isPending && <Skeleton lines={5} />}
          {meetings.data && <Now meeting={byTime[0]} />}
          {todays.length > 0 && (
            <Card title={t('home.today')}>
              <MeetingRows meetings={todays} />
            </Card>
          )}
          {later.length > 0 && (
            <Card title={t('home.upcoming')}>
              <MeetingRows meetings={later} />
            </Card>
          )}
        </div>
        <div className="office-aside">
          <Clocks />
          <PoolSummary />
        </div>
      </div>
    </main>
  )
}

function Now({ meeting }: { meeting: MeetingListItem | undefined }) {
  const { t } = useTranslation(['office', 'words'])
  if (!meeting) return <Empty title={t('home.nothing')} next={t('home.nothingNext')} />
  const time = formatTime(meeting.startsAt)
  const enter = meeting.phase === 'in-session' || meeting.missing.length === 0
  return (
    <section className="card office-now" aria-labelledby="now">
      <div className="body">
        <div>
          <p className="mut">{t('home.now')}</p>
          <h2 id="now">
            {meeting.phase === 'in-session'
              ? t('home.inSession')
              : enter
                ? t('home.ready', { time })
                : t('home.missing', { time, count: meeting.missing.length })}
          </h2>
          <p>
            {meeting.subject} <span className="mut">{meeting.number}</span>
          </p>
          <p className="mut">{t('home.after')}</p>
        </div>
        {enter ? (
          <a className="btn btn-primary btn-48" href={withSeat(`/room/${meeting.id}`)}>
            {t('home.enter')}
          </a>
        ) : (
          <Link className="btn btn-primary btn-48" to={`/meetings/${meeting.id}`}>
            {t('home.prepare')}
          </Link>
        )}
      </div>
    </section>
  )
}

function Clocks() {
  const { t } = useTranslation('office')
  const matters = useMatters()
  const running = (matters.data?.matters ?? [])
    .flatMap((matter) =>
      matter.clocks.filter((clock) => clock.doneOn === null).map((clock) => ({ matter, clock })),
    )
    .sort((a, b) => a.clock.daysLeft - b.clock.daysLeft)
    .slice(0, CLOCKS_SHOWN)
  return (
    <Card title={t('home.clocks')} end={t('home.clocksNote', { count: running.length })}>
      {matters.error && <ErrorBox error={matters.error} />}
      <ul className="office-list">
        {running.length === 0 && matters.data && <li className="mut">{t('home.noClocks')}</li>}
        {running.map(({ matter, clock }) => (
          <li key={`${matter.id} ${clock.due}`}>
            <Link to={`/matters/${matter.id}`}>
              {matter.number}
              <small>{matter.subject}</small>
            </Link>
            <MatterClock clock={clock} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function PoolSummary() {
  const { t } = useTranslation('office')
  const pool = usePool()
  const officers = pool.data?.officers ?? []
  const barred = officers.filter((officer) => officer.barred !== null).length
  return (
    <Card
      title={t('home.pool')}
      end={t('home.poolSummary', {
        count: officers.length,
        standing: officers.filter((o) => o.standing).length,
      })}
    >
      <ul className="office-list">
        <li>
          <span>{t('home.eligible')}</span>
          <b>{officers.length - barred}</b>
        </li>
        <li>
          <span>{t('home.barred')}</span>
          <b>{barred}</b>
        </li>
      </ul>
    </Card>
  )
}
