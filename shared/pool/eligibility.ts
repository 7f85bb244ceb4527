import { type OfficerFacts, poolReasons } from '../draw/eligibility.ts'
import type { PoolOfficer } from '../meeting/context.ts'
import { absenceKey, groupOf, type Officer } from './officer.ts'
import type { PoolRules } from './rules.ts'
import { officersOf, type PoolState } from './state.ts'
import { isResting, weightsOn } from './workload.ts'

export type BarReason = (typeof poolReasons)[number]

/** Everything that bars an officer on a day ('YYYY-MM-DD', county's zone), in the order in which it prevails. */
export function barsOn(officer: Officer, day: string, rules: PoolRules): readonly BarReason[] {
  const { term, unavailable, trainingValidUntil } = officer
  const covers = (range: { readonly from: string; readonly until: string }) =>
    range.from <= day && day <= range.until
  const bars: Readonly<Record<BarReason, boolean>> = {
    suspended: officer.status !== 'active',
    unreviewed: !officer.reviewed,
    'term-ended': term ? !covers(term) : false,
    unavailable: unavailable.some(covers),
    // Without a recorded training nothing can lapse: whether a county requires one is its own rule.
    'training-lapsed': trainingValidUntil ? trainingValidUntil < day : rules.entry.trainingFirst === true,
    resting: isResting(officer, day, rules),
  }
  return poolReasons.filter((reason) => bars[reason])
}

/** What bars an officer on the day of the meeting; null when nothing does. */
export function barredOn(officer: Officer, day: string, rules: PoolRules): BarReason | null {
  return barsOn(officer, day, rules)[0] ?? null
}

/** Number of the commit since which the record has said that the officer is absent that day; null: it does not. */
function absentSince({ unavailable, absentSince: since }: Officer, day: string): number | null {
  const found = unavailable.filter(({ from, until }) => from <= day && day <= until)
  return found.length === 0 ? null : Math.min(...found.map((range) => since[absenceKey(range)] ?? 0))
}

/** The pool as a draw for a meeting on that day needs it. */
export function poolForDraw(state: PoolState, day: string): readonly PoolOfficer[] {
  const officers = officersOf(state)
  const weights = weightsOn(officers, day, state.rules)
  return officers.map((officer) => ({
    no: officer.no,
    name: officer.name,
    category: officer.category,
    unit: officer.unit,
    ...(officer.sector === '' ? {} : { sector: officer.sector }),
    languages: officer.languages,
    expertise: officer.expertise,
    group: groupOf(officer),
    standing: officer.standing,
    weight: weights.get(officer.no) ?? '1',
  }))
}

/** What eligibility looks at, for a meeting on that day. */
export function factsForDraw(state: PoolState, day: string): readonly OfficerFacts[] {
  return officersOf(state).map((officer) => ({
    no: officer.no,
    name: officer.name,
    unit: officer.unit,
    sector: officer.sector,
    barred: barredOn(officer, day, state.rules),
    absentSince: absentSince(officer, day),
    kin: officer.ties.kin.map(({ name }) => name),
    interests: officer.ties.units,
  }))
}
