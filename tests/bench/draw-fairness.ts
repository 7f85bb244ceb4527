import { parseArgs } from 'node:util'
import { loadSolver } from '../../server/draws/solver.ts'
import { computeChances } from '../../shared/draw/chances.ts'
import { parse } from '../../shared/draw/fraction.ts'
import { buildPortfolio } from '../../shared/draw/portfolio/build.ts'
import { drawFromPortfolio, portfolioChances } from '../../shared/draw/portfolio/portfolio.ts'
import { randomNumbers } from '../../shared/draw/randomness.ts'
import { roundDependently } from '../../shared/draw/rounding.ts'
import { type Candidate, kindOf } from '../../shared/draw/rules.ts'
import { balancedWeight } from '../../shared/draw/weights.ts'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { countyPool, countyRules } from '../shared/draw/pool.ts'
import { withQuotas } from './county-quotas.ts'

/**
 * `npm run fairness:draw`: simulated hearings with changing exclusions, under the draw of this application (with
 * equal and with balanced weights) and under two customary ways of choosing. Prints how evenly work falls and
 * between which chances an eligible officer stood. `npm run nightly:draw` adds the χ² of published chances over
 * 200,000 draws of each method; exit code 1 where it is beyond chance.
 */
const { values: options } = parseArgs({
  options: {
    hearings: { type: 'string', default: '100' },
    trials: { type: 'string', default: '300' },
    draws: { type: 'string', default: '0' },
    seed: { type: 'string', default: 'fairness' },
  },
})
const hearings = Number(options.hearings)
const trials = Number(options.trials)
const numbers = (label: string) => randomNumbers(sha256Hex(options.seed), label)
type Random = ReturnType<typeof numbers>

interface Way {
  readonly name: string
  /** One panel, and everybody's chance of being on it where it can be told beforehand. */
  choose(eligible: readonly Candidate[], worked: ReadonlyMap<number, number>, label: string): Choice
}
interface Choice {
  readonly panel: readonly number[]
  readonly chance: (no: number) => number
}

const times = (worked: ReadonlyMap<number, number>, no: number): number => worked.get(no) ?? 0

function drawn(eligible: readonly Candidate[], label: string): Choice {
  const computed = computeChances(countyRules, eligible)
  if (!computed.ok) throw new Error(computed.refusal.code)
  const chance = (no: number) => parse(computed.chances[no] ?? '0')
  const people = eligible.map((c) => ({ no: c.no, kind: kindOf(c), group: c.group, chance: chance(c.no) }))
  return {
    panel: roundDependently(people, numbers(label)),
    chance: (no) => Number(chance(no).n) / Number(chance(no).d),
  }
}

function shuffled(people: readonly Candidate[], random: Random): Candidate[] {
  const order = [...people]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = Number(random.below(BigInt(i + 1)))
    const [a, b] = [order[i], order[j]]
    if (a && b) [order[i], order[j]] = [b, a]
  }
  return order
}

/** Down the list, skipping whoever no longer fits. */
function firstFits(order: readonly Candidate[]): number[] {
  const panel: Candidate[] = []
  const left = new Map<string, number>(countyRules.kinds.map(({ kind, seats }) => [kind, seats]))
  for (const one of order) {
    const seats = left.get(kindOf(one)) ?? 0
    if (seats === 0 || panel.some((other) => other.group === one.group)) continue
    panel.push(one)
    left.set(kindOf(one), seats - 1)
  }
  return panel.map((c) => c.no)
}

function tried(panels: readonly number[][]): Choice {
  const counts = new Map<number, number>()
  for (const no of panels.flat()) counts.set(no, times(counts, no) + 1)
  return { panel: panels[0] ?? [], chance: (no) => times(counts, no) / panels.length }
}

const ways: readonly Way[] = [
  { name: 'this draw, equal weights', choose: (eligible, _, label) => drawn(eligible, label) },
  {
    name: 'this draw, balanced by workload',
    choose(eligible, worked, label) {
      const weighed = eligible.map((c) => {
        const kind = eligible.filter((other) => other.standing === c.standing)
        const total = kind.reduce((sum, other) => sum + times(worked, other.no), 0)
        return { ...c, weight: balancedWeight(times(worked, c.no), total, kind.length) }
      })
      return drawn(weighed, label)
    },
  },
  {
    name: 'shuffle and skip',
    choose(eligible, _, label) {
      const random = numbers(label)
      return tried(Array.from({ length: trials }, () => firstFits(shuffled(eligible, random))))
    },
  },
  {
    name: 'least used first, list order',
    choose: (eligible, worked) =>
      tried([firstFits([...eligible].sort((a, b) => times(worked, a.no) - times(worked, b.no)))]),
  },
]

const percent = (value: number) => `${(100 * value).toFixed(1)} %`

function report(way: Way): void {
  const worked = new Map<number, number>()
  const seen = { standing: [1, 0], adhoc: [1, 0] }
  for (let hearing = 0; hearing < hearings; hearing += 1) {
    const random = numbers(`excluded ${hearing}`)
    const eligible = countyPool().filter((c) => c.no === 42 || random.below(69n) >= 13n)
    const { panel, chance } = way.choose(eligible, worked, `${way.name} ${hearing}`)
    for (const no of panel) worked.set(no, times(worked, no) + 1)
    for (const c of eligible) {
      const [low = 1, high = 0] = seen[kindOf(c)]
      seen[kindOf(c)] = [Math.min(low, chance(c.no)), Math.max(high, chance(c.no))]
    }
  }
  console.log(`\n${way.name}`)
  for (const kind of ['standing', 'adhoc'] as const) {
    const loads = countyPool()
      .filter((c) => kindOf(c) === kind)
      .map((c) => times(worked, c.no))
    const mean = loads.reduce((a, b) => a + b, 0) / loads.length
    const deviation = Math.sqrt(loads.reduce((sum, load) => sum + (load - mean) ** 2, 0) / loads.length)
    const [low = 0, high = 0] = seen[kind]
    console.log(
      `  ${kind.padEnd(9)} hearings per officer ${Math.min(...loads)}–${Math.max(...loads)}, mean ${mean.toFixed(1)}, deviation ${deviation.toFixed(2)}; chance of an eligible officer ${percent(low)} to ${percent(high)}`,
    )
  }
}

/** The same over a portfolio: three quotas that overlap with kinds, groups and each other. */
async function chiSquareOfPortfolio(draws: number): Promise<void> {
  const { rules, candidates } = withQuotas(countyRules, countyPool())
  const built = buildPortfolio(rules, candidates, await loadSolver())
  if (!built.ok) throw new Error(`no panel: ${built.conflict.join()}`)
  const published = portfolioChances(rules, candidates, built.portfolio)
  const found = new Map<number, number>()
  for (let i = 0; i < draws; i += 1)
    for (const no of drawFromPortfolio(rules, candidates, built.portfolio, numbers(`lottery ${i}`)))
      found.set(no, times(found, no) + 1)
  const chi2 = candidates.reduce((sum, { no }) => {
    const { n, d } = parse(published[no] ?? '0')
    const expected = (draws * Number(n)) / Number(d)
    return expected === 0 ? sum : sum + (times(found, no) - expected) ** 2 / expected
  }, 0)
  console.log(
    `${draws} draws from a portfolio with 3 quotas: χ² ${chi2.toFixed(1)} over at most 67 degrees of freedom`,
  )
  if (chi2 > 140) process.exitCode = 1
}

function chiSquare(draws: number): void {
  const pool = countyPool()
  const found = new Map<number, number>()
  for (let i = 0; i < draws; i += 1)
    for (const no of drawn(pool, `draw ${i}`).panel) found.set(no, times(found, no) + 1)
  const { chance } = drawn(pool, 'published')
  const chi2 = pool.reduce(
    (sum, { no }) => sum + (times(found, no) - draws * chance(no)) ** 2 / (draws * chance(no)),
    0,
  )
  console.log(`\n${draws} draws: χ² ${chi2.toFixed(1)} over ${pool.length - 2} degrees of freedom`)
  // Passed by chance once in about a million; the numbers follow from the seed.
  if (chi2 > 140) process.exitCode = 1
}

console.log(`${hearings} hearings, 69 officers, 2 standing and 3 ad hoc seats, one per group`)
for (const way of ways) report(way)
if (Number(options.draws) > 0) {
  chiSquare(Number(options.draws))
  await chiSquareOfPortfolio(Number(options.draws))
}
