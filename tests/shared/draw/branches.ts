import { add, type Fraction, fraction, mul, ONE, sub, ZERO } from '../../../shared/draw/fraction.ts'
import type { RandomNumbers } from '../../../shared/draw/randomness.ts'

/** A random decision that has not been taken yet; `chances` of its outcomes, in order. */
class Branch extends Error {
  constructor(readonly chances: readonly Fraction[]) {
    super('a random decision')
  }
}

export interface Outcome {
  readonly drawn: readonly number[]
  readonly probability: Fraction
}

/** Follows every random branch of a draw; the exact probability of each outcome. */
export function everyOutcome(
  draw: (random: RandomNumbers) => readonly number[],
  decisions: readonly number[] = [],
  probability = ONE,
): readonly Outcome[] {
  let asked = 0
  const decide = (chances: readonly Fraction[]): number => {
    const decision = decisions[asked]
    asked += 1
    if (decision === undefined) throw new Branch(chances)
    return decision
  }
  const random: RandomNumbers = {
    below: (bound) => BigInt(decide(Array.from({ length: Number(bound) }, () => fraction(1n, bound)))),
    happens(part, whole) {
      const chance = fraction(part, whole)
      return decide([chance, sub(ONE, chance)]) === 0
    },
  }
  try {
    return [{ drawn: draw(random), probability }]
  } catch (error) {
    if (!(error instanceof Branch)) throw error
    return error.chances.flatMap((chance, i) =>
      everyOutcome(draw, [...decisions, i], mul(probability, chance)),
    )
  }
}

/** Everybody's exact chance of being drawn, over every random branch. */
export function exactChances(
  draw: (random: RandomNumbers) => readonly number[],
): ReadonlyMap<number, Fraction> {
  const chances = new Map<number, Fraction>()
  for (const { drawn, probability } of everyOutcome(draw))
    for (const no of drawn) chances.set(no, add(chances.get(no) ?? ZERO, probability))
  return chances
}
