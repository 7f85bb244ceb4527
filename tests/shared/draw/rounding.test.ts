import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeChances } from '../../../shared/draw/chances.ts'
import { type Fraction, fraction, mul, ONE, parse, print, sub, sum } from '../../../shared/draw/fraction.ts'
import type { RandomNumbers } from '../../../shared/draw/randomness.ts'
import { roundDependently } from '../../../shared/draw/rounding.ts'
import { kindOf } from '../../../shared/draw/rules.ts'
import { smallPool, smallRules } from './pool.ts'

type People = Parameters<typeof roundDependently>[0]

class Branch extends Error {
  constructor(readonly chance: Fraction) {
    super('a random decision')
  }
}

interface Outcome {
  readonly drawn: readonly number[]
  readonly probability: Fraction
}

/** Follows every random branch of a rounding; the exact probability of each outcome. */
function everyOutcome(people: People, decisions: readonly boolean[] = [], probability = ONE): Outcome[] {
  let asked = 0
  const random: RandomNumbers = {
    below: () => 0n,
    happens(part, whole) {
      const decision = decisions[asked]
      asked += 1
      if (decision === undefined) throw new Branch(fraction(part, whole))
      return decision
    },
  }
  try {
    return [{ drawn: roundDependently(people, random), probability }]
  } catch (error) {
    if (!(error instanceof Branch)) throw error
    return [
      ...everyOutcome(people, [...decisions, true], mul(probability, error.chance)),
      ...everyOutcome(people, [...decisions, false], mul(probability, sub(ONE, error.chance))),
    ]
  }
}

describe('dependent rounding', () => {
  it('keeps every published chance exactly, over every random branch, and breaks no limit', () => {
    let enumerated = 0
    fc.assert(
      fc.property(smallPool, smallRules, (pool, rules) => {
        const computed = computeChances(rules, pool)
        if (!computed.ok) return
        const people = pool
          .filter((c) => c.eligible)
          .map((c) => ({
            no: c.no,
            kind: kindOf(c),
            group: c.group,
            chance: parse(computed.chances[c.no] ?? ''),
          }))
        const outcomes = everyOutcome(people)
        enumerated += outcomes.length
        expect(print(sum(outcomes.map((o) => o.probability)))).toBe('1')
        for (const person of people) {
          const drawn = outcomes.filter((o) => o.drawn.includes(person.no))
          expect(print(sum(drawn.map((o) => o.probability)))).toBe(print(person.chance))
        }
        for (const { drawn } of outcomes) {
          const seated = people.filter((p) => drawn.includes(p.no))
          for (const { kind, seats } of rules.kinds)
            expect(seated.filter((p) => p.kind === kind)).toHaveLength(seats)
          for (const { group } of seated)
            expect(seated.filter((p) => p.group === group).length).toBeLessThanOrEqual(rules.groupCap)
        }
      }),
      { numRuns: 300, seed: 1 },
    )
    expect(enumerated).toBeGreaterThan(500)
  })
})
