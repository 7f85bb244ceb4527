import { compare, type Fraction, fraction, min, parse, print } from './fraction.ts'
import { type Candidate, kindOf } from './rules.ts'

const HALF = fraction(1n, 2n)
const TWO = fraction(2n)

const clip = (weight: Fraction): Fraction => (compare(weight, HALF) < 0 ? HALF : min(weight, TWO))

/** Weights are clipped to [1/2, 2]: balance of workload may lean, never decide. Source: docs/draw.md §3. */
export const clippedWeight = (candidate: Pick<Candidate, 'weight'>): Fraction => clip(parse(candidate.weight))

/** Hearings below the average that double a weight, and above it that halve it. */
const REACH = 2

/** Weight of somebody who sat `hearings` times where `officers` people sat `total` times. */
function weightOf(hearings: number, total: number, officers: number): string {
  const [own, average, reach] = [hearings * officers, total, REACH * officers]
  const below = Math.max(0, average - own)
  const above = Math.max(0, own - average)
  return print(clip(fraction(BigInt(reach + below), BigInt(reach + above))))
}

/**
 * Weights by workload, by number: 1 at the average of the officer's own kind of seat, 2 from two hearings below it,
 * 1/2 from two above. Kinds are kept apart because their seats are: a standing officer sits many times as often, and
 * against everybody's average all of them would have the same weight. What counts is the difference in hearings, not
 * the ratio: a ratio fades as hearings add up, and the spread would grow with them. Source: docs/draw.md §3.1.
 * @param officers everybody in the pool, with how often they sat in the period
 */
export function balancedWeights(
  officers: readonly (Pick<Candidate, 'no' | 'standing'> & { readonly sat: number })[],
): ReadonlyMap<number, string> {
  const kinds = new Map<string, { total: number; officers: number }>()
  for (const officer of officers) {
    const kind = kinds.get(kindOf(officer)) ?? { total: 0, officers: 0 }
    kinds.set(kindOf(officer), { total: kind.total + officer.sat, officers: kind.officers + 1 })
  }
  return new Map(
    officers.map((officer) => {
      const kind = kinds.get(kindOf(officer)) ?? { total: 0, officers: 1 }
      return [officer.no, weightOf(officer.sat, kind.total, kind.officers)]
    }),
  )
}
