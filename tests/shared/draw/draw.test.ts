import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeChances } from '../../../shared/draw/chances.ts'
import { add, type Fraction, mul, ONE, parse, print, sub, sum, ZERO } from '../../../shared/draw/fraction.ts'
import type { RandomNumbers } from '../../../shared/draw/randomness.ts'
import { roundDependently } from '../../../shared/draw/rounding.ts'
import { type Candidate, type DrawRules, kindOf } from '../../../shared/draw/rules.ts'
import { nextSubstitute } from '../../../shared/draw/substitution.ts'
import { runDraw } from '../../../shared/draw/transcript.ts'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { chanced, countyPool, countyRules, drawInputs } from './pool.ts'

type People = Parameters<typeof roundDependently>[0]

class Branch extends Error {
  constructor(readonly chance: Fraction) {
    super('a random decision')
  }
}

/** Follows every random branch of a rounding; the exact probability of each outcome. */
function everyOutcome(people: People): { drawn: number[]; probability: Fraction }[] {
  const follow = (
    decisions: readonly boolean[],
    probability: Fraction,
  ): { drawn: number[]; probability: Fraction }[] => {
    let asked = 0
    const random: RandomNumbers = {
      below: () => 0n,
      happens(chance) {
        const decision = decisions[asked]
        asked += 1
        if (decision === undefined) throw new Branch(chance)
        return decision
      },
    }
    try {
      return [{ drawn: roundDependently(people, random), probability }]
    } catch (error) {
      if (!(error instanceof Branch)) throw error
      return [
        ...follow([...decisions, true], mul(probability, error.chance)),
        ...follow([...decisions, false], mul(probability, sub(ONE, error.chance))),
      ]
    }
  }
  return follow([], ONE)
}

const smallPool: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      group: fc.constantFrom('a', 'b', 'c', 'd'),
      standing: fc.boolean(),
      eligible: fc.boolean(),
      weight: fc.constantFrom('1', '1/2', '2', '3/2', '9'),
    }),
    {
      minLength: 4,
      maxLength: 8,
    },
  )
  .map((officers) => officers.map((officer, i) => ({ no: i + 1, ...officer })))

const smallRules: DrawRules = {
  ...countyRules,
  panelSize: 3,
  kinds: [
    { kind: 'standing', seats: 1 },
    { kind: 'adhoc', seats: 2 },
  ],
}

describe('chances', () => {
  it('are 2/5 and 1/17 for the county with 13 officers excluded', () => {
    const excluded = new Set([1, 2, 3, 4, 5, 6, 7, 14, 15, 24, 37, 43, 44])
    const pool = countyPool().map((c) => ({ ...c, eligible: !excluded.has(c.no) }))
    const chances = chanced(countyRules, pool).filter((c) => c.eligible)
    expect(new Set(chances.filter((c) => c.standing).map((c) => c.chance))).toEqual(new Set(['2/5']))
    expect(chances.filter((c) => !c.standing)).toHaveLength(51)
    expect(new Set(chances.filter((c) => !c.standing).map((c) => c.chance))).toEqual(new Set(['1/17']))
  })

  it('add up to the seats of each kind and never pass a group’s cap, whatever the pool', () => {
    fc.assert(
      fc.property(smallPool, (pool) => {
        const computed = computeChances(smallRules, pool)
        if (!computed.ok) return
        const chance = (c: Candidate) => parse(computed.chances[c.no] ?? '0')
        for (const { kind, seats } of smallRules.kinds)
          expect(print(sum(pool.filter((c) => kindOf(c) === kind).map(chance)))).toBe(String(seats))
        for (const group of new Set(pool.map((c) => c.group))) {
          const total = sum(pool.filter((c) => c.group === group).map(chance))
          expect(total.n <= total.d).toBe(true)
        }
        for (const c of pool) if (!c.eligible) expect(computed.chances[c.no]).toBe('0')
      }),
      { numRuns: 500 },
    )
  })

  it('refuse a pool that cannot fill a kind of seat', () => {
    const pool = countyPool().map((c) => ({ ...c, eligible: !c.standing }))
    expect(computeChances(countyRules, pool)).toMatchObject({
      ok: false,
      refusal: { code: 'DRAW_INFEASIBLE', params: { kind: 'standing' } },
    })
  })
})

describe('dependent rounding', () => {
  it('keeps every published chance exactly, over every random branch, and breaks no limit', () => {
    fc.assert(
      fc.property(smallPool, (pool) => {
        const computed = computeChances(smallRules, pool)
        if (!computed.ok) return
        const people = pool
          .filter((c) => c.eligible)
          .map((c) => ({
            no: c.no,
            kind: kindOf(c),
            group: c.group,
            chance: parse(computed.chances[c.no] ?? '0'),
          }))
        const outcomes = everyOutcome(people)
        expect(print(sum(outcomes.map((o) => o.probability)))).toBe('1')
        for (const person of people) {
          const exact = outcomes
            .filter((o) => o.drawn.includes(person.no))
            .map((o) => o.probability)
            .reduce(add, ZERO)
          expect(print(exact)).toBe(print(person.chance))
        }
        for (const { drawn } of outcomes) {
          const seated = people.filter((p) => drawn.includes(p.no))
          for (const { kind, seats } of smallRules.kinds)
            expect(seated.filter((p) => p.kind === kind)).toHaveLength(seats)
          expect(new Set(seated.map((p) => p.group)).size).toBe(seated.length)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('a draw', () => {
  it('does not depend on the order in which the pool is given', () => {
    const inputs = drawInputs()
    const reversed = runDraw({ ...inputs, candidates: [...inputs.candidates].reverse() })
    expect(reversed).toEqual(runDraw(inputs))
  })

  it('seats 2 standing and 3 ad hoc, one per group, for any number the petitioner gives', () => {
    const groupOf = new Map(countyPool().map((c) => [c.no, c.group]))
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), (number) => {
        const { panel, order } = runDraw(drawInputs({ number }))
        expect(panel.map((s) => s.kind)).toEqual(['standing', 'standing', 'adhoc', 'adhoc', 'adhoc'])
        expect(new Set(panel.map((s) => groupOf.get(s.no))).size).toBe(5)
        expect(new Set([...panel.map((s) => s.no), ...order]).size).toBe(69)
      }),
      { numRuns: 60 },
    )
  })

  it('offers a vacancy to the first in the order who fits kind and group', () => {
    const transcript = runDraw(drawInputs())
    const [, , vacated, ...others] = transcript.panel
    const seated = transcript.panel.filter((s) => s !== vacated).map((s) => s.no)
    const next = nextSubstitute(transcript, { kind: 'adhoc', seated, unavailable: [vacated?.no ?? 0] })
    const byNo = new Map(transcript.candidates.map((c) => [c.no, c]))
    const groups = seated.map((no) => byNo.get(no)?.group)
    const fits = (no: number) => !byNo.get(no)?.standing && !groups.includes(byNo.get(no)?.group)
    expect(others).toHaveLength(2)
    expect(next).toBe(transcript.order.find(fits))
  })
})

describe('verification', () => {
  const honest = runDraw(drawInputs())

  it('accepts an honest transcript and claims nothing more when no number was given', () => {
    expect(verifyDraw(honest)).toMatchObject({ ok: true, steered: 'nobody' })
    expect(verifyDraw(runDraw(drawInputs({ number: null })))).toMatchObject({
      ok: true,
      steered: 'office-could',
    })
  })

  it('finds every single changed field of a transcript', () => {
    const paths = leafPaths(honest).filter(
      (path) => !/rules\/(source|confirmed|substitutes)/.test(path.join('/')),
    )
    expect(paths.length).toBeGreaterThan(200)
    const unnoticed = paths.filter((path) => verifyDraw(tampered(honest, path)).ok)
    expect(unnoticed).toEqual([])
  })
})

/** Paths of all values that are neither object nor array. */
function leafPaths(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, item]) => leafPaths(item, [...path, key]))
}

function tampered(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) {
    if (typeof value === 'number') return value + 1
    if (typeof value === 'boolean') return !value
    if (typeof value === 'string') return /^[0-9a-f]{32,}$/.test(value) ? flipHex(value) : `${value}1`
    return 'x'
  }
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? tampered(item, rest) : item))
  const object = value as Record<string, unknown>
  return { ...object, [key]: tampered(object[key], rest) }
}

const flipHex = (text: string): string => (text.startsWith('0') ? `1${text.slice(1)}` : `0${text.slice(1)}`)
