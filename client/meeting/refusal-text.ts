import { refusalSentences } from '../../shared/i18n/refusals/index.ts'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { useLanguage } from '../ui/i18n.ts'

/** What is in the way, as one sentence, in the page's language. */
export function useRefusalText(): (refusal: Refusal) => string {
  const language = useLanguage()
  return (refusal) => refusalSentences(refusal, language).what
}
