import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, parse } from '../../../shared/draw/fraction.ts'
import { randomNumbers } from '../../../shared/draw/randomness.ts'
import { roundDependently } from '../../../shared/draw/rounding.ts'
import { type Candidate, kindOf } from '../../../shared/draw/rules.ts'
import { balancedWeights } from '../../../shared/draw/weights.ts'
import { sha256Hex } from '../../../shared/ledger/canonical.ts'
import { chanced, countyRules } from './pool.ts'

/** As in the county: standing officers sit often, the many others seldom. */
const people = fc
  .array(fc.record({ standing: fc.boolean(), sat: fc.nat(40) }), { minLength: 1, maxLength: 20 })
  .map((all) => all.map((one, i) => ({ no: i + 1, ...one })))

const weight = (weights: ReadonlyMap<number, string>, no: number) => parse(weights.get(no) ?? '')

describe('weights by workload', () => {
  it('double two hearings below the average, halve two above, and never go further', () => {
    const of = (...sat: number[]) => [
      ...balancedWeights(sat.map((count, i) => ({ no: i + 1, standing: false, sat: count }))).values(),
    ]
    expect(of(5, 5, 5)).toEqual(['1', '1', '1'])
    expect(of(3, 5, 7)).toEqual(['2', '1', '1/2'])
    expect(of(0, 5, 10)).toEqual(['2', '1', '1/2'])
    expect(of(4, 5, 6)).toEqual(['3/2', '1', '2/3'])
  })

  it('compare an officer with those of the same kind of seat only', () => {
    fc.assert(
      fc.property(people, (all) => {
        const together = balancedWeights(all)
        for (const kind of [true, false])
          for (const [no, alone] of balancedWeights(all.filter((c) => c.standing === kind)))
            expect(together.get(no)).toBe(alone)
      }),
    )
  })

  it('never favour whoever sat more, and mean as much after a hundred hearings as after ten', () => {
    fc.assert(
      fc.property(people, fc.nat(500), (all, more) => {
        const weights = balancedWeights(all)
        for (const a of all)
          for (const b of all)
            if (a.standing === b.standing && a.sat <= b.sat)
              expect(compare(weight(weights, a.no), weight(weights, b.no))).toBeGreaterThanOrEqual(0)
        expect(balancedWeights(all.map((c) => ({ ...c, sat: c.sat + more })))).toEqual(weights)
      }),
    )
  })

  it('keep the spread of work small however many hearings there are, for both kinds of seat', () => {
    const rules = {
      ...countyRules,
      panelSize: 3,
      kinds: [
        { kind: 'standing' as const, seats: 2 },
        { kind: 'adhoc' as const, seats: 1 },
      ],
    }
    const pool: Candidate[] = Array.from({ length: 18 }, (_, i) => ({
      no: i + 1,
      group: `g${i}`,
      standing: i < 6,
      weight: '1',
      eligible: true,
    }))
    const deviations = (balanced: boolean) => {
      const sat = new Map(pool.map(({ no }) => [no, 0]))
      for (let hearing = 0; hearing < 60; hearing += 1) {
        const weights = balancedWeights(pool.map((c) => ({ ...c, sat: sat.get(c.no) ?? 0 })))
        const weighed = pool.map((c) => (balanced ? { ...c, weight: weights.get(c.no) ?? '1' } : c))
        const chances = chanced(rules, weighed).map((c) => ({
          ...c,
          kind: kindOf(c),
          chance: parse(c.chance),
        }))
        for (const no of roundDependently(chances, randomNumbers(sha256Hex('spread'), `${hearing}`)))
          sat.set(no, (sat.get(no) ?? 0) + 1)
      }
      return [true, false].map((standing) => {
        const loads = pool.filter((c) => c.standing === standing).map((c) => sat.get(c.no) ?? 0)
        const mean = loads.reduce((a, b) => a + b, 0) / loads.length
        return Math.sqrt(loads.reduce((sum, load) => sum + (load - mean) ** 2, 0) / loads.length)
      })
    }
    const [equal, balanced] = [deviations(false), deviations(true)]
    for (const [i, deviation] of balanced.entries()) {
      expect(deviation).toBeLessThan(2)
      expect(equal[i]).toBeGreaterThan(deviation)
    }
  })
})
