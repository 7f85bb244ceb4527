import { type Candidate, type DrawRules, kindOf, subsetsOf } from './rules.ts'

/** The smallest set of rules that no panel can satisfy together, as the refusal that names it. */
export interface Conflict {
  readonly code:
    | 'DRAW_TOO_FEW_STANDING'
    | 'DRAW_TOO_FEW_ADHOC'
    | 'DRAW_GROUP_CAP_STANDING'
    | 'DRAW_GROUP_CAP_ADHOC'
    | 'DRAW_GROUP_CAP_PANEL'
  /** `eligible`: how many can be drawn; `places`: how many of them the groups' cap lets sit together. */
  readonly params: Readonly<Record<'seats' | 'eligible' | 'places' | 'groupCap', number>>
}

/**
 * Looks for kinds of seat that cannot be filled, fewest kinds first: too few eligible officers, or too few of
 * them from different groups once the recommended experts sit. Null: a panel exists (Hall's condition for kinds × groups). Source: docs/draw.md §3.
 */
export function findConflict(rules: DrawRules, eligible: readonly Candidate[]): Conflict | null {
  const { groupCap } = rules
  for (const kinds of subsetsOf(rules)) {
    const members = eligible.filter((candidate) => kinds.has(kindOf(candidate)))
    const sizes = new Map<string, number>()
    for (const { group } of members) sizes.set(group, (sizes.get(group) ?? 0) + 1)
    const taken = eligible.filter((candidate) => candidate.recommended && !kinds.has(kindOf(candidate)))
    const room = (group: string) => groupCap - taken.filter((candidate) => candidate.group === group).length
    const places = [...sizes].reduce((sum, [group, size]) => sum + Math.min(size, room(group)), 0)
    const seats = rules.kinds.reduce((sum, kind) => (kinds.has(kind.kind) ? sum + kind.seats : sum), 0)
    if (places >= seats) continue
    const params = { seats, eligible: members.length, places, groupCap }
    if (kinds.size > 1) return { code: 'DRAW_GROUP_CAP_PANEL', params }
    const tooFew = members.length < seats
    return kinds.has('standing')
      ? { code: tooFew ? 'DRAW_TOO_FEW_STANDING' : 'DRAW_GROUP_CAP_STANDING', params }
      : { code: tooFew ? 'DRAW_TOO_FEW_ADHOC' : 'DRAW_GROUP_CAP_ADHOC', params }
  }
  return null
}
