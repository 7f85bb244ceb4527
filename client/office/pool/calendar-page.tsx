import '../register.css'
import './pool.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../shared/i18n/format.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { daysOfMonth, monthOf, shiftMonth, weekdayOf } from './month.ts'
import { OfficerActDialog } from './officer-acts.tsx'
import { OfficerSelect } from './officer-select.tsx'
import { PoolTabs } from './tabs.tsx'
import { usePool } from './use-pool.ts'

const weekdays = ['1', '2', '3', '4', '5', '6', '0'] as const

const awayOn = (officers: readonly OfficerView[], day: string) =>
  officers.flatMap((officer) => {
    const range = officer.unavailable.find(({ from, until }) => from <= day && day <= until)
    return range ? [{ officer, range }] : []
  })

/** Who is away when: a month, and the people of one day. */
export default function CalendarPage() {
  const { t } = useTranslation('officer')
  const pool = usePool()
  const [month, setMonth] = useState<string>()
  const [day, setDay] = useState<string>()
  const officers = pool.data?.officers ?? []
  const today = pool.data?.today ?? ''
  const shown = month ?? monthOf(today)
  const [year, of] = shown.split('-')
  return (
    <main id="content" className="register">
      <PoolTabs />
      {pool.error && <ErrorBox error={pool.error} onRetry={() => void pool.refetch()} />}
      {pool.isPending && <Skeleton lines={8} />}
      {pool.data && (
        <>
          <div className="register-head">
            <h1>{t('calendar.title')}</h1>
            <b aria-live="polite">{t('calendar.month', { year, month: Number(of) })}</b>
            <div className="end">
              <Button onClick={() => setMonth(shiftMonth(shown, -1))}>{t('calendar.before')}</Button>
              <Button onClick={() => setMonth(shiftMonth(shown, 1))}>{t('calendar.after')}</Button>
            </div>
          </div>
          <div className="office-grid">
            <Month
              month={shown}
              today={today}
              chosen={day ?? today}
              awayOn={(each) => awayOn(officers, each).length}
              onChoose={setDay}
            />
            <Day day={day ?? today} officers={officers} />
          </div>
        </>
      )}
    </main>
  )
}

function Month({
  month,
  today,
  chosen,
  awayOn: countOn,
  onChoose,
}: {
  month: string
  today: string
  chosen: string
  awayOn: (day: string) => number
  onChoose: (day: string) => void
}) {
  const { t } = useTranslation('officer')
  const language = useLanguage()
  const days = daysOfMonth(month)
  const blanks = (weekdayOf(days[0] ?? '') + 6) % 7
  return (
    <Card>
      <ol className="pool-calendar">
        {weekdays.map((weekday) => (
          <li key={weekday} className="mut" aria-hidden="true">
            {t(`calendar.weekday.${weekday}`)}
          </li>
        ))}
        {days.map((each, index) => {
          const count = countOn(each)
          return (
            <li key={each} style={index === 0 ? { gridColumnStart: blanks + 1 } : undefined}>
              <button
                type="button"
                aria-pressed={each === chosen}
                aria-current={each === today ? 'date' : undefined}
                aria-label={t('calendar.dayLabel', { date: formatDate(each, language), count })}
                onClick={() => onChoose(each)}
              >
                <b>{Number(each.slice(8))}</b>
                <small>{count > 0 ? t('calendar.away', { count }) : ''}</small>
              </button>
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

function Day({ day, officers }: { day: string; officers: readonly OfficerView[] }) {
  const { t } = useTranslation('officer')
  const language = useLanguage()
  const [acted, setActed] = useState<OfficerView | null>(null)
  const [choice, setChoice] = useState(0)
  const away = awayOn(officers, day)
  return (
    <Card title={t('calendar.whoAway', { date: formatDate(day, language) })}>
      <ul className="office-list">
        {away.length === 0 && <li className="mut">{t('calendar.nobody')}</li>}
        {away.map(({ officer, range }) => (
          <li key={officer.no}>
            <span>
              <Link to={`/pool/${officer.no}`}>
                {officer.no} {officer.name}
              </Link>
              <small>
                {t('calendar.until', { date: formatDate(range.until, language) })} {range.note}
              </small>
            </span>
          </li>
        ))}
      </ul>
      <div className="office-foot">
        <OfficerSelect label={t('days.officer')} officers={officers} value={choice} onChange={setChoice} />
        <Button
          waiting={choice === 0}
          onClick={() => setActed(officers.find(({ no }) => no === choice) ?? null)}
        >
          {t('calendar.record')}
        </Button>
      </div>
      {acted && <OfficerActDialog act="unavailability" officer={acted} onClose={() => setActed(null)} />}
    </Card>
  )
}
