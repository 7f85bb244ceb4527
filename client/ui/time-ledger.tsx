import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../shared/i18n/format.ts'

const lowShare = 0.8

/** A side's budget of speaking time: same length, same scale for both sides. All times in milliseconds. */
export function TimeLedger({
  name,
  usedMs,
  budgetMs,
  speaking,
}: {
  name: string
  usedMs: number
  budgetMs: number
  speaking: boolean
}) {
  const { t } = useTranslation()
  const over = usedMs > budgetMs
  const low = !over && usedMs > budgetMs * lowShare
  const used = formatDuration(usedMs)
  return (
    <div className="ledger">
      <div className="row">
        <span>{name}</span>
      </div>
      <Meter
        share={usedMs / budgetMs}
        tone={over ? 'over' : low ? 'low' : speaking ? 'on' : 'plain'}
        label={`${name} ${t('ledger.meter', { used, budget: formatDuration(budgetMs) })}`}
      />
      <div className="row">
        <span>
          {t('ledger.used')} <b>{used}</b>
        </span>
        <span className={over ? 'stop' : low ? 'soon' : undefined}>
          {over
            ? t('ledger.over', { time: formatDuration(usedMs - budgetMs) })
            : low
              ? t('ledger.low')
              : t(speaking ? 'ledger.speaking' : 'ledger.silent')}
        </span>
      </div>
    </div>
  )
}

/** A filled bar; `share` from 0 to 1, more than 1 shows full. */
export function Meter({
  share,
  tone = 'plain',
  label,
}: {
  share: number
  tone?: 'plain' | 'on' | 'low' | 'over'
  label: string
}) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10
  return (
    <div className="meter" data-tone={tone} role="img" aria-label={label}>
      <i style={{ width: `${percent}%` }} />
    </div>
  )
}
