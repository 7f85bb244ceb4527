import type { PoolOfficer } from '../meeting/context.ts'
import { groupOf, type Officer } from './officer.ts'
import { officersOf, type PoolState } from './state.ts'

/** Why the pool itself keeps an officer out of a draw, before anybody asks about the matter. */
export const barReasons = ['suspended', 'term-ended', 'unavailable', 'training-lapsed'] as const
export type BarReason = (typeof barReasons)[number]

/** What bars an officer on the day of the meeting ('YYYY-MM-DD', county's zone); null when nothing does. */
export function barredOn(officer: Officer, day: string): BarReason | null {
  const { term, unavailable = [], trainingValidUntil } = officer
  const covers = (range: { readonly from: string; readonly until: string }) =>
    range.from <= day && day <= range.until
  if (officer.status !== 'active') return 'suspended'
  if (term && !covers(term)) return 'term-ended'
  if (unavailable.some(covers)) return 'unavailable'
  // Without a recorded training nothing can lapse: whether a county requires one is its own rule.
  if (trainingValidUntil && trainingValidUntil < day) return 'training-lapsed'
  return null
}

/** The pool as a draw for a meeting on that day needs it, with equal weights. */
export function poolForDraw(state: PoolState, day: string): readonly PoolOfficer[] {
  return officersOf(state).map((officer) => ({
    no: officer.no,
    name: officer.name,
    category: officer.category,
    unit: officer.unit,
    ...(officer.sector === '' ? {} : { sector: officer.sector }),
    languages: officer.languages,
    expertise: officer.expertise,
    group: groupOf(officer),
    standing: officer.standing,
    weight: '1',
    barred: barredOn(officer, day),
  }))
}
