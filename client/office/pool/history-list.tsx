import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import type { HistoryEntry } from '../../../shared/pool/history.ts'
import {
  leavingCauseSchema,
  outcomeSchema,
  reviewOutcomeSchema,
  routeSchema,
} from '../../../shared/pool/officer.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { useBecauseWords } from './facts.ts'
import { useRuleWords } from './rule-sentences.ts'

type Entry = HistoryEntry & { readonly byName: string }

/** An officer's history out of the ledger, line by line. */
export function HistoryList({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation(['officer', 'pool'])
  const language = useLanguage()
  const ruleWords = useRuleWords()
  const becauseWords = useBecauseWords()
  return (
    <ol className="office-list">
      {entries.map((entry) => (
        <li key={`${entry.seq} ${entry.type}`}>
          <span>
            <Line entry={entry} />
            {entry.text !== '' && <small>{entry.text}</small>}
            {entry.facts.because !== undefined && entry.facts.because !== '' && (
              <small>
                {t('history.because', {
                  rule: ruleWords(String(entry.facts.rule)),
                  because: becauseWords(String(entry.facts.because)),
                })}
              </small>
            )}
          </span>
          <small>
            {formatDate(dateOf(entry.at), language, { year: true })} {formatTime(entry.at)}{' '}
            {t('history.by', {
              name: entry.by === 'clock' ? t('history.clock') : entry.byName,
            })}{' '}
            <span className="mut">{t('history.line', { seq: entry.seq })}</span>
          </small>
        </li>
      ))}
    </ol>
  )
}

/** The sentence of one event, its codes put into words. */
function Line({ entry }: { entry: Entry }) {
  const { t } = useTranslation(['officer', 'pool', 'appraisal'])
  const { type, facts } = entry
  switch (type) {
    case 'officer-added':
    case 'officer-readmitted':
      return (
        <b>{t(`history.${type}`, { route: t(`route.${routeSchema.catch('list').parse(facts.route)}`) })}</b>
      )
    case 'officer-edited': {
      const keys = Array.isArray(facts.changed) ? facts.changed : []
      const names = keys.map((key) => (key === 'term' ? t('card.term') : t(`pool:column.${key as 'name'}`)))
      return <b>{t('history.officer-edited', { changed: names.join('、') })}</b>
    }
    case 'officer-removed':
      return (
        <b>
          {t('history.officer-removed', {
            cause: t(`pool:cause.${leavingCauseSchema.catch('other').parse(facts.cause)}`),
          })}
        </b>
      )
    case 'unavailability-recorded': {
      const ranges = Array.isArray(facts.ranges) ? facts.ranges : []
      return (
        <b>
          {ranges.length === 0
            ? t('history.unavailability-cleared')
            : t('history.unavailability-recorded', { ranges: ranges.join('、') })}
        </b>
      )
    }
    case 'hearing-served':
      return (
        <b>
          {t('history.hearing-served', {
            number: facts.number,
            on: facts.on,
            outcome: t(`outcome.${outcomeSchema.catch('sat').parse(facts.outcome)}`),
          })}
        </b>
      )
    case 'review-recorded':
      return (
        <b>
          {t('history.review-recorded', {
            outcome: t(
              `appraisal:review.outcomes.${reviewOutcomeSchema.catch('continue').parse(facts.outcome)}`,
            ),
          })}
        </b>
      )
    default:
      return <b>{t(`history.${type}`, facts)}</b>
  }
}
