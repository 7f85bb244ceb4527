import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'

const patienceMs = 300
const widths = ['92%', '70%', '82%', '60%', '76%']

/** Grey lines while something is read: only after 300 ms, never over content that is already there. */
export function Skeleton({ title, lines = 3 }: { title?: string; lines?: number }) {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div
      className="message"
      aria-busy="true"
      role="status"
      style={{ visibility: late ? 'visible' : 'hidden' }}
    >
      <b>{title ?? t('loading')}</b>
      {Array.from({ length: lines }, (_, line) => widths[line % widths.length]).map((width, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all the same and never move
        <div key={line} className="skeleton-line" style={{ width }} />
      ))}
    </div>
  )
}

/** Nothing here: what is missing, what comes next, at most one action. */
export function Empty({
  title,
  next,
  action,
}: {
  title: string
  next?: React.ReactNode
  action?: React.ReactNode
}) {
  return (
    <div className="message">
      <b>{title}</b>
      {next !== undefined && <p>{next}</p>}
      {action}
    </div>
  )
}
