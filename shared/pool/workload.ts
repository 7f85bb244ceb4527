import { balancedWeights } from '../draw/weights.ts'
import { addDays } from '../matter/days.ts'
import type { Officer, Outcome } from './officer.ts'
import type { PoolRules } from './rules.ts'

/** How often something became of an officer from one day to another, both included. */
export function countOutcomes(
  officer: Pick<Officer, 'hearings'>,
  outcomes: readonly Outcome[],
  from: string,
  until: string,
): number {
  return officer.hearings.filter(({ on, outcome }) => outcomes.includes(outcome) && from <= on && on <= until)
    .length
}

/** Hearings an officer sat in, in the `days` days before `day`; the day itself does not count. */
export function satBefore(officer: Pick<Officer, 'hearings'>, day: string, days: number): number {
  return countOutcomes(officer, ['sat'], addDays(day, -days), addDays(day, -1))
}

/** The officer has sat as often, before that day, as the county's rule allows without a rest. */
export function isResting(officer: Pick<Officer, 'hearings'>, day: string, { rest }: PoolRules): boolean {
  return rest !== null && satBefore(officer, day, rest.days) >= rest.hearings
}

/**
 * Weights for a draw on that day, by number, as exact fractions: equal, or leaning towards those who sat less than
 * others of their kind of seat where the county's rule says so.
 */
export function weightsOn(
  officers: readonly Pick<Officer, 'no' | 'standing' | 'hearings'>[],
  day: string,
  { workload }: PoolRules,
): ReadonlyMap<number, string> {
  if (!workload.balance) return new Map(officers.map(({ no }) => [no, '1']))
  return balancedWeights(
    officers.map((officer) => ({
      no: officer.no,
      standing: officer.standing,
      sat: satBefore(officer, day, workload.days),
    })),
  )
}
