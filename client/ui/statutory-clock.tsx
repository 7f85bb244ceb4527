import { useTranslation } from 'react-i18next'
import { formatDate } from '../../shared/i18n/format.ts'
import { useLanguage } from './i18n.ts'

export type StatutoryClockProps =
  | {
      readonly state: 'running' /** Days to the last day; negative when past. */
      readonly daysLeft: number
      readonly lastDay: string
    }
  | { readonly state: 'paused'; readonly why: string }
  | { readonly state: 'done'; readonly on: string }

const soonDays = 7

/** A period of law. Dates are 'YYYY-MM-DD'. */
export function StatutoryClock(props: StatutoryClockProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  switch (props.state) {
    case 'paused':
      return (
        <span className="sclock">
          <b>{t('statutory.paused')}</b>
          <span>{props.why}</span>
        </span>
      )
    case 'done':
      return (
        <span className="sclock" data-l="done">
          <b>{t('statutory.done')}</b>
          <span>{formatDate(props.on, language)}</span>
        </span>
      )
    case 'running': {
      const { daysLeft, lastDay } = props
      const level = daysLeft < 0 ? 'over' : daysLeft <= soonDays ? 'soon' : undefined
      return (
        <span className="sclock" data-l={level}>
          <b>
            {daysLeft < 0
              ? t('statutory.over', { days: -daysLeft })
              : daysLeft === 0
                ? t('statutory.today')
                : t('statutory.left', { days: daysLeft })}
          </b>
          <span>{formatDate(lastDay, language)}</span>
        </span>
      )
    }
  }
}
