import { addDays, daysBetween } from '../matter/days.ts'
import { chairAverage, meanOf } from './appraisal.ts'
import type { Officer } from './officer.ts'
import type { EliminationRule, Ground } from './rules.ts'
import { officersOf, type PoolState } from './state.ts'
import { countOutcomes } from './workload.ts'

/** A rule that an officer meets, and the figures by which they do. */
export interface EliminationProposal {
  readonly no: number
  readonly rule: EliminationRule
  /** What was counted: marks and hearings, absences, refusals, or days since the training lapsed. */
  readonly facts: Readonly<Record<string, number>>
}

/** The figures by which an officer meets a ground on that day; null where they do not. */
function meets(officer: Officer, ground: Ground, day: string): Readonly<Record<string, number>> | null {
  switch (ground.kind) {
    case 'low-appraisal': {
      const from = addDays(day, -ground.days)
      const recent = officer.appraisals.filter(({ on }) => from <= on && on <= day)
      const mean = meanOf(chairAverage(recent))
      if (mean === null || recent.length < ground.hearings || mean >= ground.below) return null
      return { mean: Math.round(mean * 100) / 100, hearings: recent.length }
    }
    case 'absences': {
      const absences = countOutcomes(officer, ['absent'], addDays(day, -ground.days), day)
      return absences >= ground.count ? { absences } : null
    }
    case 'refusals': {
      const refusals = countOutcomes(officer, ['declined', 'silent'], addDays(day, -ground.days), day)
      return refusals >= ground.count ? { refusals } : null
    }
    case 'training-lapsed': {
      const lapsed = officer.trainingValidUntil ? daysBetween(officer.trainingValidUntil, day) : 0
      return lapsed >= ground.days ? { lapsed } : null
    }
    case 'reported':
      return null
  }
}

const recentlyKept = (officer: Officer, rule: string, day: string, days: number): boolean =>
  officer.kept.some((decision) => decision.rule === rule && daysBetween(decision.on, day) < days)

/** What the county's rules propose about one officer on that day. */
export function proposalsFor(
  officer: Officer,
  { elimination }: PoolState['rules'],
  day: string,
): readonly EliminationProposal[] {
  if (officer.status === 'removed') return []
  return elimination.rules.flatMap((rule) => {
    const facts = meets(officer, rule.ground, day)
    return facts === null || recentlyKept(officer, rule.id, day, elimination.keptForDays)
      ? []
      : [{ no: officer.no, rule, facts }]
  })
}

/** Whom the rules propose to eliminate on that day. Nobody leaves by it: a person decides, with a reason. */
export function proposeEliminations(state: PoolState, day: string): readonly EliminationProposal[] {
  return officersOf(state).flatMap((officer) => proposalsFor(officer, state.rules, day))
}

/** The figures as the record keeps them, 'mean 2.1; hearings 3'. */
export const printFacts = (facts: Readonly<Record<string, number>>): string =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
