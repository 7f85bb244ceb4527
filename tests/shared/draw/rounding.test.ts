import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeChances } from '../../../shared/draw/chances.ts'
import { parse, print, sum } from '../../../shared/draw/fraction.ts'
import { roundDependently } from '../../../shared/draw/rounding.ts'
import { kindOf } from '../../../shared/draw/rules.ts'
import { everyOutcome } from './branches.ts'
import { smallPool, smallRules } from './pool.ts'

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
        const outcomes = everyOutcome((random) => roundDependently(people, random))
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
