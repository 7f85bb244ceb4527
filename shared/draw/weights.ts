import { compare, type Fraction, fraction, min, parse, print } from './fraction.ts'
import type { Candidate } from './rules.ts'

const HALF = fraction(1n, 2n)
const TWO = fraction(2n)

const clip = (weight: Fraction): Fraction => (compare(weight, HALF) < 0 ? HALF : min(weight, TWO))

/** Weights are clipped to [1/2, 2]: balance of workload may lean, never decide. Source: docs/draw.md §3. */
export const clippedWeight = (candidate: Pick<Candidate, 'weight'>): Fraction => clip(parse(candidate.weight))

/**
 * Weight of an officer by workload: one more than the average number of hearings over one more than the
 * officer's own, clipped. Whoever sat less often than the average weighs more than 1.
 * @param hearings how often the officer sat in the period @param total hearings of all @param officers how many
 */
export function balancedWeight(hearings: number, total: number, officers: number): string {
  return print(clip(fraction(BigInt(total + officers), BigInt(officers) * BigInt(hearings + 1))))
}
