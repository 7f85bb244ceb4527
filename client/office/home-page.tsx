import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { poolReasons } from '../../shared/draw/eligibility.ts'
import { dateOf, formatDate, formatTime, formatWeekday } from '../../shared/i18n/format.ts'
import type { MeetingListItem } from '../../shared/meeting/answers.ts'
import { listProcedures } from '../../shared/procedures/index.ts'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { useBilingual, useLanguage } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { withSeat } from '../ui/seat.ts'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { BackupAge } from './backup-age.tsx'
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
  const toPublish = (meetings.data?.meetings ?? []).filter(
    (m) => m.phase === 'closed' && m.concluded && m.publishedAt === null,
  )
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
          {toPublish.length > 0 && (
            <Card title={t('home.closed')}>
              <MeetingRows meetings={toPublish} />
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
          <BackupAge />
        </div>
      </div>
    </main>
  )
}

function Now({ meeting }: { meeting: MeetingListItem | undefined }) {
  const { t } = useTranslation(['office', 'words'])
  const missingOf = useMissing()
  if (!meeting)
    return (
      <Empty
        title={t('home.nothing')}
        next={t('home.nothingNext')}
        action={
          <Link className="btn btn-primary btn-40" to="/matters/new">
            {t('home.register')}
          </Link>
        }
      />
    )
  const time = formatTime(meeting.startsAt)
  const live = meeting.phase === 'in-session'
  const { missing } = meeting
  const heading = live
    ? t('home.inSession')
    : missing.length === 0
      ? t('home.ready', { time })
      : t('home.missing', { time, count: missing.length })
  return (
    <section className="card office-now" aria-labelledby="now">
      <p className="top">
        <span>{t('home.now')}</span>
        <Clock />
      </p>
      <div className="body">
        <div>
          <h2 id="now">{heading}</h2>
          <p className="mut">
            {meeting.subject}·{meeting.number}·{meeting.place}·
            {t(meeting.open ? 'meetings.openMeeting' : 'meetings.closedMeeting')}
          </p>
          {missing.length > 0 && (
            <ul>
              {missing.map((id) => (
                <li key={id}>
                  <Icon name="alert" /> {missingOf(id)}
                </li>
              ))}
            </ul>
          )}
        </div>
        <div>
          {live || missing.length === 0 ? (
            <a className="btn btn-primary btn-48" href={withSeat(`/room/${meeting.id}`)}>
              {t('home.enter')}
            </a>
          ) : (
            <Link
              className="btn btn-primary btn-48"
              to={`/meetings/${meeting.id}${missing.every(ofTheDraw) ? '/draw' : ''}`}
            >
              {t('home.prepare', { count: missing.length })}
            </Link>
          )}
          <p>{t('home.after')}</p>
        </div>
      </div>
    </section>
  )
}

const ofTheDraw = (id: string) => id === 'draw' || id === 'seats'

/** What is missing, in words: an item of the procedure's checklist, the notice, the draw or a seat. */
function useMissing(): (id: string) => string {
  const { t } = useTranslation('office')
  const say = useBilingual()
  const items = listProcedures().flatMap(({ preparation }) => preparation)
  return (id) => {
    switch (id) {
      case 'notice':
      case 'draw':
      case 'seats':
        return t(`home.lacks.${id}`)
      default: {
        const item = items.find((each) => each.id === id)
        return item ? say(item.label) : id
      }
    }
  }
}

function Clock() {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000)
    return () => clearInterval(timer)
  }, [])
  return <span>{formatTime(now)}</span>
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
  const { t } = useTranslation(['office', 'pool'])
  const pool = usePool()
  const officers = pool.data?.officers ?? []
  const states = (['none', ...poolReasons] as const)
    .map((state) => ({
      state,
      count: officers.filter(({ barred }) => (barred ?? 'none') === state).length,
    }))
    .filter(({ state, count }) => state === 'none' || count > 0)
  return (
    <Card
      title={t('home.pool')}
      end={t('home.poolSummary', {
        count: officers.length,
        standing: officers.filter((o) => o.standing).length,
      })}
    >
      {pool.error && <ErrorBox error={pool.error} />}
      <div className="pool-bar" aria-hidden="true">
        {states.map(({ state, count }) => (
          <i key={state} style={{ flex: count }} />
        ))}
      </div>
      <ul className="office-list">
        {states.map(({ state, count }) => (
          <li key={state}>
            <span>{t(`pool:bar.${state}`)}</span>
            <b>{count}</b>
          </li>
        ))}
      </ul>
      <p className="office-foot">
        <Link to="/pool">{t('home.toPool')}</Link>
      </p>
    </Card>
  )
}
