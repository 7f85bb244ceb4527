import { fraction, mul } from '../fraction.ts'
import type { Candidate, DrawRules } from '../rules.ts'
import { smallestConflict } from './conflict.ts'
import { type BestComposition, fairestLottery } from './leximin.ts'
import { type Portfolio, portfolioOf } from './portfolio.ts'
import { compositionRules, type Limit, strataOf } from './strata.ts'

/**
 * Starts work on one pool: finds the composition within limits that is worth most; null only where there is none.
 * `best` throws SolverFailure where it cannot tell.
 * @param sizes of the strata: none gives more seats than it has members
 */
export type CompositionSolver = (
  sizes: readonly number[],
  limits: readonly Limit[],
) => { readonly best: BestComposition; readonly dispose: () => void }

export type PortfolioResult =
  | { readonly ok: true; readonly portfolio: Portfolio }
  /** Ids of the smallest set of rules that no panel keeps together; empty: too few people for the panel. */
  | { readonly ok: false; readonly conflict: readonly string[] }
  /** Not found out: the time was over, or the solver gave up. Says nothing about whether a panel exists. */
  | { readonly ok: false; readonly failure: 'time' | 'solver' }

/** The solver came to no answer: neither the best composition nor that there is none. */
export class SolverFailure extends Error {}

/** The fairest portfolio for a pool, or why there is none. Rules without quotas need no portfolio. */
export function buildPortfolio(
  rules: DrawRules,
  candidates: readonly Candidate[],
  solver: CompositionSolver,
): PortfolioResult {
  try {
    return searchPortfolio(rules, candidates, solver)
  } catch (error) {
    if (error instanceof SolverFailure) return { ok: false, failure: 'solver' }
    throw error
  }
}

function searchPortfolio(
  rules: DrawRules,
  candidates: readonly Candidate[],
  solver: CompositionSolver,
): PortfolioResult {
  const strata = strataOf(rules, candidates)
  const sizes = strata.map(({ members }) => members.length)
  const composition = compositionRules(rules, strata)
  const within = <T>(limits: readonly Limit[], work: (best: BestComposition) => T): T => {
    const { best, dispose } = solver(sizes, limits)
    try {
      return work(best)
    } finally {
      dispose()
    }
  }
  const conflict = smallestConflict(composition, (limits) =>
    within(limits, (best) => best(strata.map(() => 0)) !== null),
  )
  if (conflict) return { ok: false, conflict }
  const totals = strata.map(({ base, members }) =>
    base ? mul(base, fraction(BigInt(members.length))) : null,
  )
  const limits = composition.flatMap((rule) => rule.limits)
  const lottery = within(limits, (best) => fairestLottery(totals, best))
  return lottery ? { ok: true, portfolio: portfolioOf(strata, lottery) } : { ok: false, conflict: [] }
}
