import { accept, refuse } from '../../ledger/aggregate.ts'
import { canonicalJson } from '../../ledger/canonical.ts'
import { changedSections, type PoolRules } from '../rules.ts'
import type { DecidePool } from './decide.ts'

/** What people with a slip were promised: which questions, and how few slips are never counted. */
const promised = ({ appraisal }: PoolRules): string =>
  canonicalJson([appraisal.parties, appraisal.leastBallots])

/**
 * The county's own rules, all of them at once. While slips are out, what they ask and how few of them are
 * counted stays as it was: somebody with a slip answered those questions and relied on that number.
 */
export const setRules: DecidePool<'set-rules'> = (state, { rules, reason }) => {
  if (changedSections(state.rules, rules).length === 0) return refuse('POOL_RULES_SAME')
  const until = Object.values(state.boxes)
    .flatMap((box) => (box.result === null ? [box.until] : []))
    .sort()
    .at(-1)
  if (until !== undefined && promised(state.rules) !== promised(rules))
    return refuse('POOL_RULES_SLIPS_OUT', { until })
  return accept({ type: 'rules-set', rules, reason })
}
