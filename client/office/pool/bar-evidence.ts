import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../shared/i18n/format.ts'
import type { BarReason } from '../../../shared/pool/eligibility.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { usePool } from './use-pool.ts'

/** What the pool has to show for keeping an officer out on a day; empty where the word says it all. For staff. */
export function useBarEvidence(): (officer: OfficerView, reason: BarReason, day: string) => string {
  const { t } = useTranslation('pool')
  const language = useLanguage()
  const rest = usePool().data?.rules.rest
  const date = (day: string) => formatDate(day, language, { year: true })
  return ({ term, trainingValidUntil, unavailable, reason: suspendedFor }, reason, day) => {
    switch (reason) {
      case 'suspended':
        return suspendedFor
      case 'unreviewed':
        return ''
      case 'term-ended':
        return term ? t('barred.term-ended', { from: date(term.from), until: date(term.until) }) : ''
      case 'training-lapsed':
        return trainingValidUntil ? t('barred.training-lapsed', { date: date(trainingValidUntil) }) : ''
      case 'unavailable': {
        const range = unavailable.find(({ from, until }) => from <= day && day <= until)
        return range ? t('barred.unavailable', { until: date(range.until), note: range.note }) : ''
      }
      case 'resting':
        return rest ? t('barred.resting', { days: rest.days, hearings: rest.hearings }) : ''
    }
  }
}
