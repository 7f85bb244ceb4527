import fc from 'fast-check'
import highsLoader, { type Highs } from 'highs'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSolver } from '../../../server/draws/solver.ts'
import { parse } from '../../../shared/draw/fraction.ts'
import {
  buildPortfolio,
  type CompositionSolver,
  SolverFailure,
} from '../../../shared/draw/portfolio/build.ts'
import { portfolioChances } from '../../../shared/draw/portfolio/portfolio.ts'
import { strataOf } from '../../../shared/draw/portfolio/strata.ts'
import { type Candidate, type DrawRules, kindOf } from '../../../shared/draw/rules.ts'
import {
  bruteSolver,
  overlappingPool,
  overlappingRules,
  quotaPool,
  quotaRules,
} from '../../shared/draw/quotas.ts'

let highs: Highs
let solver: CompositionSolver
beforeAll(async () => {
  highs = await highsLoader()
  solver = await loadSolver()
})

const raise = (error: Error): never => {
  throw error
}

const keepsRules = (rules: DrawRules, panel: readonly Candidate[]): boolean =>
  panel.length === rules.panelSize &&
  rules.kinds.every(({ kind, seats }) => panel.filter((c) => kindOf(c) === kind).length === seats) &&
  panel.every((c) => panel.filter((other) => other.group === c.group).length <= rules.groupCap) &&
  (rules.quotas ?? []).every(({ id, min, max }) => {
    const count = panel.filter((c) => c.counts?.includes(id)).length
    return count >= min && count <= (max ?? count)
  })

/**
 * Leximin the long way, person by person over every panel there is: raise the smallest ratio, then ask of each
 * person in turn whether they alone could have more while nobody has less. Ratios by officer number.
 */
function leximinOverEveryPanel(
  bases: ReadonlyMap<number, number>,
  panels: readonly (readonly number[])[],
): Map<number, number> {
  const settled = new Map<number, number>()
  const solve = (goal: number | 'everybody', floor: number): number => {
    const people = [...bases].map(([no, base]) => {
      const terms = panels.flatMap((panel, i) => (panel.includes(no) ? [`+ ${1 / base} p${i}`] : []))
      const known = settled.get(no)
      const rises = goal === no || (goal === 'everybody' && known === undefined)
      return `${terms.length > 0 ? terms.join(' ') : '0 p0'} ${rises ? '- z' : ''} >= ${rises ? 0 : (known ?? floor) - 1e-9}`
    })
    const total = panels.map((_, i) => `+ p${i}`).join(' ')
    const text = `Maximize\n z\nSubject To\n ${people.join('\n ')}\n ${total} = 1\nBounds\n z >= 0\nEnd`
    return highs.solve(text, { output_flag: false }).ObjectiveValue
  }
  while (settled.size < bases.size) {
    const level = solve('everybody', 0)
    const open = [...bases.keys()].filter((no) => !settled.has(no))
    const stuck = open.filter((no) => solve(no, level) < level + 1e-6)
    if (stuck.length === 0) throw new Error('nobody holds the level back')
    for (const no of stuck) settled.set(no, level)
  }
  return settled
}

describe('a solver that cannot tell', () => {
  it('says so: what it did not solve is not taken for rules that conflict', () => {
    const puzzled = { best: () => raise(new SolverFailure('no answer')), dispose: () => undefined }
    expect(buildPortfolio(overlappingRules, overlappingPool, () => puzzled)).toEqual({
      ok: false,
      failure: 'solver',
    })
  })

  it('answers null only where no composition keeps the limits', () => {
    const few = solver([1, 1], [{ strata: [0, 1], min: 3, max: 3 }])
    expect(few.best([1, 1])).toBeNull()
    few.dispose()
  })

  it('gives up where its time is over, instead of saying that there is none', async () => {
    const hurried = await loadSolver(0)
    expect(buildPortfolio(overlappingRules, overlappingPool, hurried)).toEqual({
      ok: false,
      failure: 'solver',
    })
  })
})

describe('the fairest portfolio', () => {
  it('has the leximin chances found person by person over every panel', () => {
    let compared = 0
    fc.assert(
      fc.property(quotaPool, quotaRules, (pool, rules) => {
        const built = buildPortfolio(rules, pool, solver)
        const eligible = pool.filter((c) => c.eligible)
        const panels = Array.from({ length: 2 ** eligible.length }, (_, mask) =>
          eligible.filter((_, i) => (mask >> i) % 2 === 1),
        ).filter((panel) => keepsRules(rules, panel))
        expect(built.ok).toBe(panels.length > 0)
        if (!built.ok) return
        compared += 1
        const bases = new Map(
          strataOf(rules, pool).flatMap(({ base, members }) =>
            base ? members.map((no) => [no, Number(base.n) / Number(base.d)] as const) : [],
          ),
        )
        const ratios = leximinOverEveryPanel(
          bases,
          panels.map((panel) => panel.map((c) => c.no)),
        )
        const chances = portfolioChances(rules, pool, built.portfolio)
        for (const [no, base] of bases) {
          const chance = parse(chances[no] ?? '')
          expect(Number(chance.n) / Number(chance.d) / base).toBeCloseTo(ratios.get(no) ?? -1, 5)
        }
      }),
      { numRuns: 60, seed: 5 },
    )
    expect(compared).toBeGreaterThan(8)
  })

  it('is the same whether the solver or a look at every composition proposes the columns', () => {
    const [one, other] = [solver, bruteSolver].map((each) =>
      buildPortfolio(overlappingRules, overlappingPool, each),
    )
    if (!one?.ok || !other?.ok) throw new Error('no panel')
    expect(portfolioChances(overlappingRules, overlappingPool, one.portfolio)).toEqual(
      portfolioChances(overlappingRules, overlappingPool, other.portfolio),
    )
  })
})
