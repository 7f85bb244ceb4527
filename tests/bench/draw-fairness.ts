import { parseArgs } from 'node:util'
import { loadSolver } from '../../server/draws/solver.ts'
import { computeChances } from '../../shared/draw/chances.ts'
import { parse } from '../../shared/draw/fraction.ts'
import { buildPortfolio } from '../../shared/draw/portfolio/build.ts'
import { drawFromPortfolio, portfolioChances } from '../../shared/draw/portfolio/portfolio.ts'
import { randomNumbers } from '../../shared/draw/randomness.ts'
import { roundDependently } from '../../shared/draw/rounding.ts'
import { type Candidate, kindOf } from '../../shared/draw/rules.ts'
import { balancedWeights } from '../../shared/draw/weights.ts'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { countyPool, countyRules } from '../shared/draw/pool.ts'
import { withQuotas } from './county-quotas.ts'

/**
 * `npm run fairness:draw`: series of simulated hearings with changing exclusions, under the draw of this application
 * (with equal and with balanced weights) and under two customary ways of choosing. Prints how evenly work falls, over
 * several series because one alone says little about six standing officers, and each officer's lowest and highest
 * chance in the first series, where eligible. `npm run nightly:draw` adds the χ² of published chances over
 * 200,000 draws of each method; exit code 1 where it is beyond chance.
 */
const { values: options } = parseArgs({
  options: {
    hearings: { type: 'string', default: '100' },
    trials: { type: 'string', default: '300' },
    draws: { type: 'string', default: '0' },
    series: { type: 'string', default: '5' },
    seed: { type: 'string', default: 'fairness' },
  },
})
const hearings = Number(options.hearings)
const trials = Number(options.trials)
const numbers = (label: string) => randomNumbers(sha256Hex(options.seed), label)
type Random = ReturnType<typeof numbers>

interface Way {
  readonly name: string
  /** One panel, and everybody's chance of being on it; where that is found by trying, `tries` times. */
  choose(
    pool: readonly Candidate[],
    worked: ReadonlyMap<number, number>,
    label: string,
    tries: number,
  ): Choice
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

const eligibleOf = (pool: readonly Candidate[]) => pool.filter((c) => c.eligible)

const ways: readonly Way[] = [
  { name: 'equal weights', choose: (pool, _, label) => drawn(eligibleOf(pool), label) },
  {
    name: 'balanced by workload',
    choose(pool, worked, label) {
      const weights = balancedWeights(pool.map((c) => ({ ...c, sat: times(worked, c.no) })))
      return drawn(
        eligibleOf(pool).map((c) => ({ ...c, weight: weights.get(c.no) ?? '1' })),
        label,
      )
    },
  },
  {
    name: 'shuffle and skip',
    choose(pool, _, label, tries) {
      const random = numbers(label)
      return tried(Array.from({ length: tries }, () => firstFits(shuffled(eligibleOf(pool), random))))
    },
  },
  {
    name: 'least used first',
    choose: (pool, worked) =>
      tried([firstFits(eligibleOf(pool).sort((a, b) => times(worked, a.no) - times(worked, b.no)))]),
  },
]

const percent = (value: number) => `${(100 * value).toFixed(1)} %`

interface Range {
  readonly low: number
  readonly high: number
}
type Ranges = ReadonlyMap<number, Range>

/** One series of hearings: how often everybody sat, and between which chances they stood while eligible. */
function run(way: Way, series: number): { worked: ReadonlyMap<number, number>; ranges: Ranges } {
  const worked = new Map<number, number>()
  const ranges = new Map<number, Range>()
  for (let hearing = 0; hearing < hearings; hearing += 1) {
    const label = `${series} ${hearing}`
    const random = numbers(`excluded ${label}`)
    const pool = countyPool().map((c) => ({ ...c, eligible: c.no === 42 || random.below(69n) >= 13n }))
    const tries = series === 0 ? trials : 1
    const { panel, chance } = way.choose(pool, worked, `${way.name} ${label}`, tries)
    for (const no of panel) worked.set(no, times(worked, no) + 1)
    for (const { no } of eligibleOf(pool)) {
      const { low, high } = ranges.get(no) ?? { low: 1, high: 0 }
      ranges.set(no, { low: Math.min(low, chance(no)), high: Math.max(high, chance(no)) })
    }
  }
  return { worked, ranges }
}

function spread(loads: readonly number[]) {
  const mean = loads.reduce((a, b) => a + b, 0) / loads.length
  return Math.sqrt(loads.reduce((sum, load) => sum + (load - mean) ** 2, 0) / loads.length)
}

/** Prints the spread of work of one way over all series; returns everybody's chances in the first. */
function report(way: Way): Ranges {
  const all = Array.from({ length: Number(options.series) }, (_, series) => run(way, series))
  const ranges = all[0]?.ranges ?? new Map<number, Range>()
  console.log(`\n${way.name}`)
  for (const kind of ['standing', 'adhoc'] as const) {
    const nos = countyPool().flatMap((c) => (kindOf(c) === kind ? [c.no] : []))
    const loads = all.map(({ worked }) => nos.map((no) => times(worked, no)))
    const spreads = loads.map(spread)
    const mean = spreads.reduce((a, b) => a + b, 0) / spreads.length
    const own = nos.flatMap((no) => ranges.get(no) ?? [])
    const every = loads.flat()
    console.log(
      `  ${kind.padEnd(8)} hearings per officer ${Math.min(...every)}–${Math.max(...every)}; standard deviation ${mean.toFixed(2)} (${Math.min(...spreads).toFixed(2)}–${Math.max(...spreads).toFixed(2)}); chances ${percent(Math.min(...own.map((r) => r.low)))} to ${percent(Math.max(...own.map((r) => r.high)))}`,
    )
  }
  return ranges
}

/** Every officer's lowest and highest chance, one line each. */
function chances(found: readonly Ranges[]): void {
  const columns = ways.map(({ name }) => name.padStart(22)).join('')
  console.log(`\nlowest and highest chance of each officer while eligible\n${' '.repeat(14)}${columns}`)
  for (const c of countyPool()) {
    const cells = found.map((ranges) => {
      const range = ranges.get(c.no)
      return (range ? `${percent(range.low)} to ${percent(range.high)}` : '').padStart(22)
    })
    console.log(`${String(c.no).padStart(4)} ${kindOf(c).padEnd(9)}${cells.join('')}`)
  }
}

/** The same over a portfolio: three quotas that overlap with kinds, groups and each other. */
async function chiSquareOfPortfolio(draws: number): Promise<void> {
  const { rules, candidates } = withQuotas(countyRules, countyPool())
  const built = buildPortfolio(rules, candidates, await loadSolver())
  if (!built.ok) throw new Error(`no panel: ${JSON.stringify(built)}`)
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

console.log(
  `${options.series} series of ${hearings} hearings, 69 officers, 2 standing and 3 ad hoc seats, one per group`,
)
chances(ways.map(report))
if (Number(options.draws) > 0) {
  chiSquare(Number(options.draws))
  await chiSquareOfPortfolio(Number(options.draws))
}
