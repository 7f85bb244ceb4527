import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeChances } from '../../../shared/draw/chances.ts'
import { add, fraction, parse, print, sum, ZERO } from '../../../shared/draw/fraction.ts'
import { buildPortfolio } from '../../../shared/draw/portfolio/build.ts'
import { drawFromPortfolio, faultOf, portfolioChances } from '../../../shared/draw/portfolio/portfolio.ts'
import { compositionRules, strataOf } from '../../../shared/draw/portfolio/strata.ts'
import type { RandomNumbers } from '../../../shared/draw/randomness.ts'
import { type Candidate, type DrawRules, kindOf } from '../../../shared/draw/rules.ts'
import { fitsBeside, nextSubstitute } from '../../../shared/draw/substitution.ts'
import { runDraw } from '../../../shared/draw/transcript.ts'
import {
  bruteSolver,
  overlappingPool,
  overlappingRules,
  portfolioInputs,
  quota,
  quotaPool,
  quotaRules,
} from './quotas.ts'

const keepsRules = (rules: DrawRules, panel: readonly Candidate[]): boolean =>
  panel.length === rules.panelSize &&
  rules.kinds.every(({ kind, seats }) => panel.filter((c) => kindOf(c) === kind).length === seats) &&
  panel.every((c) => panel.filter((other) => other.group === c.group).length <= rules.groupCap) &&
  (rules.quotas ?? []).every(({ id, min, max }) => {
    const count = panel.filter((c) => c.counts?.includes(id)).length
    return count >= min && count <= (max ?? count)
  })

function everyPanel(rules: DrawRules, pool: readonly Candidate[]): Candidate[][] {
  const eligible = pool.filter((c) => c.eligible)
  return Array.from({ length: 2 ** eligible.length }, (_, mask) =>
    eligible.filter((_, i) => (mask >> i) % 2 === 1),
  ).filter((panel) => keepsRules(rules, panel))
}

class Branch extends Error {
  constructor(readonly ways: bigint) {
    super('a random number')
  }
}

/** Follows every random number a draw can meet; the panels with their exact probabilities. */
function everyOutcome(
  draw: (random: RandomNumbers) => readonly number[],
  numbers: readonly bigint[] = [],
  weight = fraction(1n),
): { readonly drawn: readonly number[]; readonly probability: ReturnType<typeof fraction> }[] {
  let asked = 0
  const below = (bound: bigint): bigint => {
    const number = numbers[asked]
    asked += 1
    if (number === undefined) throw new Branch(bound)
    return number
  }
  try {
    return [{ drawn: draw({ below, happens: () => false }), probability: weight }]
  } catch (error) {
    if (!(error instanceof Branch)) throw error
    return Array.from({ length: Number(error.ways) }, (_, number) =>
      everyOutcome(draw, [...numbers, BigInt(number)], fraction(weight.n, weight.d * error.ways)),
    ).flat()
  }
}

describe('a portfolio', () => {
  it('draws every officer with exactly the published chance, over every random number, within all rules', () => {
    let outcomes = 0
    fc.assert(
      fc.property(quotaPool, quotaRules, (pool, rules) => {
        const built = buildPortfolio(rules, pool, bruteSolver)
        if (!built.ok || built.portfolio.some(({ share }) => parse(share).d > 1000n)) return
        const all = everyOutcome((random) => drawFromPortfolio(rules, pool, built.portfolio, random))
        outcomes += all.length
        const chances = portfolioChances(rules, pool, built.portfolio)
        const found = new Map(pool.map(({ no }) => [no, ZERO]))
        for (const { drawn, probability } of all) {
          expect(
            keepsRules(
              rules,
              pool.filter(({ no }) => drawn.includes(no)),
            ),
          ).toBe(true)
          for (const no of drawn) found.set(no, add(found.get(no) ?? ZERO, probability))
        }
        for (const { no } of pool) expect(print(found.get(no) ?? ZERO)).toBe(chances[no])
        expect(print(sum(Object.values(chances).map(parse)))).toBe(String(rules.panelSize))
      }),
      { numRuns: 60, seed: 5, examples: [[[...overlappingPool], overlappingRules]] },
    )
    expect(outcomes).toBeGreaterThan(200)
  })

  it('exists exactly when a panel does, and passes its own check', () => {
    fc.assert(
      fc.property(quotaPool, quotaRules, (pool, rules) => {
        const built = buildPortfolio(rules, pool, bruteSolver)
        expect(built.ok).toBe(everyPanel(rules, pool).length > 0)
        if (built.ok) expect(faultOf(rules, pool, built.portfolio)).toBeNull()
      }),
      { numRuns: 100 },
    )
  })

  it('gives the very chances of water-filling where the quotas ask for nothing', () => {
    fc.assert(
      fc.property(quotaPool, quotaRules, (pool, { quotas: _, ...rules }) => {
        const filled = computeChances(rules, pool)
        const free = { ...rules, quotas: [quota('water', 0, null)] }
        const built = buildPortfolio(free, pool, bruteSolver)
        expect(built.ok).toBe(filled.ok)
        if (built.ok && filled.ok)
          expect(portfolioChances(free, pool, built.portfolio)).toEqual(filled.chances)
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order in which the pool is given', () => {
    const built = buildPortfolio(overlappingRules, overlappingPool, bruteSolver)
    fc.assert(
      fc.property(fc.shuffledSubarray([...overlappingPool], { minLength: 11 }), (pool) => {
        expect(buildPortfolio(overlappingRules, pool, bruteSolver)).toEqual(built)
      }),
      { numRuns: 10 },
    )
  })

  it('seats a recommended expert with certainty and levels the others around them', () => {
    const rules = { ...overlappingRules, recommended: 1 }
    const pool = overlappingPool.map((c) => (c.no === 9 ? { ...c, recommended: true as const } : c))
    const { candidates } = portfolioInputs(rules, pool)
    const chance = (no: number) => candidates.find((c) => c.no === no)?.chance
    expect(chance(9)).toBe('1')
    // Officer 9 fills the one place for water.
    expect([chance(7), chance(8)]).toEqual(['0', '0'])
    expect(print(sum(candidates.map((c) => parse(c.chance))))).toBe('5')
  })
})

describe('rules that no panel can keep', () => {
  it('are named by the smallest set that conflicts', () => {
    const refused = (rules: DrawRules, pool: readonly Candidate[] = overlappingPool) => {
      const built = buildPortfolio(rules, pool, bruteSolver)
      return 'conflict' in built ? built.conflict : null
    }
    const quotas = (...list: DrawRules['quotas'] & object) => ({ ...overlappingRules, quotas: list })
    expect(refused(quotas(quota('lawyer', 4, null)))).toEqual(['quota:lawyer:min'])
    expect(refused(quotas(quota('lawyer', 3, null)))).toEqual(['group-cap', 'quota:lawyer:min'])
    const pairs = { ...quotas(quota('mongolian', 3, 3), quota('water', 0, 0)), groupCap: 2 }
    expect(refused(pairs)).toEqual(['quota:mongolian:min', 'quota:water:max'])
    expect(refused(overlappingRules, overlappingPool.slice(0, 4))).toEqual([])
    expect(
      refused(
        overlappingRules,
        overlappingPool.filter((c) => !c.standing || c.no === 1),
      ),
    ).toEqual(['kind:standing'])
  })

  it('conflict really, and would not with any one of them less', () => {
    let conflicts = 0
    fc.assert(
      fc.property(quotaPool, quotaRules, (pool, rules) => {
        const built = buildPortfolio(rules, pool, bruteSolver)
        if (!('conflict' in built)) return
        conflicts += 1
        const strata = strataOf(rules, pool)
        const [size, ...others] = compositionRules(rules, strata)
        const panelWith = (ids: readonly string[]) =>
          bruteSolver(
            strata.map(({ members }) => members.length),
            [size, ...others.filter(({ id }) => ids.includes(id))].flatMap(({ limits }) => limits),
          ).best([]) !== null
        expect(panelWith(built.conflict)).toBe(false)
        for (const id of built.conflict)
          expect(panelWith(built.conflict.filter((other) => other !== id))).toBe(true)
      }),
      { numRuns: 100, seed: 5 },
    )
    expect(conflicts).toBeGreaterThan(10)
  })
})

describe('a vacancy under quotas', () => {
  const transcript = runDraw(portfolioInputs(overlappingRules, overlappingPool))
  const seated = transcript.panel.map((seat) => seat.no)
  const byNo = (nos: readonly number[]) => transcript.candidates.filter(({ no }) => nos.includes(no))

  it('goes to the first in order with whom the panel still keeps every rule, or to nobody', () => {
    for (const { no: gone, kind } of transcript.panel) {
      const left = seated.filter((no) => no !== gone)
      const next = nextSubstitute(transcript, { kind, seated: left, unavailable: [gone] })
      const fits = transcript.order.filter((no) => keepsRules(overlappingRules, byNo([...left, no])))
      expect(next).toBe(fits[0] ?? null)
    }
  })

  it('leaves seats enough for every minimum while more than one is open', () => {
    const lawyerGone = { ...transcript, rules: { ...overlappingRules, quotas: [quota('lawyer', 2, null)] } }
    // Three sit without a lawyer: of the two open seats both are needed.
    expect(fitsBeside(lawyerGone, [1, 3, 7], 10)).toBe(false)
    expect(fitsBeside(lawyerGone, [1, 3, 7], 6)).toBe(true)
  })
})
