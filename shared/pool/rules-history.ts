import { z } from 'zod'
import type { Commit } from '../ledger/commit.ts'
import { seenEvents } from '../ledger/replay.ts'
import { poolAudiences } from './events.ts'
import { actorOf } from './history.ts'
import { changedSections, proposedRules, ruleSections } from './rules.ts'

/** One change of the rules: where in the ledger, by whom, why, and what was other than before. */
export const rulesChangeSchema = z.object({
  seq: z.int(),
  /** UTC milliseconds. */
  at: z.int(),
  /** Stable identity of who did it, as the ledger has it. */
  by: z.string(),
  reason: z.string(),
  sections: z.array(z.enum(ruleSections)),
})
export type RulesChange = z.infer<typeof rulesChangeSchema>

/** Every change of the rules, oldest first. The commits must be as staff read them, from the first on. */
export function rulesHistoryOf(commits: readonly Commit[]): readonly RulesChange[] {
  let before = proposedRules
  return commits.flatMap((commit) =>
    seenEvents(poolAudiences, commit).flatMap((event): RulesChange[] => {
      if (event.type !== 'rules-set' || event.rules === undefined) return []
      const sections = [...changedSections(before, event.rules)]
      before = event.rules
      return [{ seq: commit.seq, at: commit.at, by: actorOf(commit), reason: event.reason ?? '', sections }]
    }),
  )
}
