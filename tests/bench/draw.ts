import { loadSolver } from '../../server/draws/solver.ts'
import { computeChances } from '../../shared/draw/chances.ts'
import { buildPortfolio } from '../../shared/draw/portfolio/build.ts'
import { portfolioChances } from '../../shared/draw/portfolio/portfolio.ts'
import type { Candidate, DrawRules } from '../../shared/draw/rules.ts'
import { runDraw } from '../../shared/draw/transcript.ts'
import { verifyDraw } from '../../shared/draw/verify.ts'
import { chanced, countyPool, countyRules, drawInputs } from '../shared/draw/pool.ts'
import { withQuotas } from './county-quotas.ts'
import { timeInBrowser } from './draw-browser.ts'

/**
 * `npm run bench:draw`: median and worst time of a draw with its transcript, of verifying it, and of building the
 * portfolio where three quotas overlap, beside what each should stay under; then of verifying in a browser. Exit code 1
 * where a median does not.
 */

const rulesFor = (seats: number): DrawRules => ({
  ...countyRules,
  panelSize: seats,
  kinds: [
    { kind: 'standing', seats: Math.min(2, seats - 1) },
    { kind: 'adhoc', seats: seats - Math.min(2, seats - 1) },
  ],
})

/** A county's pool as often over as needed, every copy with groups of its own; uneven weights. */
function pool(size: number): Candidate[] {
  const county = countyPool()
  return Array.from({ length: Math.ceil(size / county.length) }, (_, copy) =>
    county.map((c) => ({
      ...c,
      no: copy * county.length + c.no,
      group: `${c.group}/${copy}`,
      weight: ['1', '3/2', '2/3', '2'][c.no % 4] ?? '1',
    })),
  )
    .flat()
    .slice(0, size)
}

function summed(times: readonly number[]): { median: number; worst: number } {
  const sorted = [...times].sort((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, worst: sorted.at(-1) ?? 0 }
}

function timed(runs: number, work: (run: number) => void) {
  return summed(
    Array.from({ length: runs }, (_, run) => {
      const start = performance.now()
      work(run)
      return performance.now() - start
    }),
  )
}

function row(label: string, { median, worst }: { median: number; worst: number }, goal?: number): void {
  const figures = [median, worst].map((time) => `${time.toFixed(2).padStart(9)} ms`).join(' ')
  const verdict = goal === undefined ? '' : `  under ${goal} ms: ${median < goal ? 'yes' : 'NO'}`
  console.log(`${label.padEnd(56)} ${figures}${verdict}`)
  if (goal !== undefined && median >= goal) process.exitCode = 1
}

console.log(`${''.padEnd(56)} ${'median'.padStart(12)} ${'worst'.padStart(12)}`)
for (const [size, runs] of [
  [69, 200],
  [10_000, 5],
] as const)
  for (const seats of [3, 5, 11]) {
    const rules = rulesFor(seats)
    const officers = pool(size)
    const inputs = drawInputs({ rules, candidates: chanced(rules, officers) })
    const transcript = runDraw(inputs)
    const name = `${size} officers, ${seats} seats`
    for (let warm = 0; warm < Math.min(20, runs); warm += 1) runDraw(inputs)
    row(
      `${name}: chances`,
      timed(runs, () => void computeChances(rules, officers)),
    )
    row(
      `${name}: draw and transcript`,
      timed(runs, (run) => void runDraw({ ...inputs, number: String(run) })),
      size === 69 ? 5 : 500,
    )
    row(
      `${name}: verify`,
      timed(runs, () => void verifyDraw(transcript)),
      size === 69 ? 50 : undefined,
    )
  }

const solver = await loadSolver()
for (const seats of [3, 5, 11])
  for (const weights of ['equal', 'uneven'] as const) {
    const { rules, candidates } = withQuotas(
      rulesFor(seats),
      weights === 'equal' ? countyPool() : pool(69).map((c) => ({ ...c, group: c.group.replace('/0', '') })),
    )
    const name = `69 officers, ${seats} seats, 3 quotas, ${weights}`
    let built = buildPortfolio(rules, candidates, solver)
    row(
      `${name}: portfolio`,
      timed(1, () => {
        built = buildPortfolio(rules, candidates, solver)
      }),
      60_000,
    )
    if (!built.ok) throw new Error(`no panel: ${JSON.stringify(built)}`)
    const { portfolio } = built
    const chances = portfolioChances(rules, candidates, portfolio)
    const inputs = {
      ...drawInputs({ rules, candidates: candidates.map((c) => ({ ...c, chance: chances[c.no] ?? '' })) }),
      portfolio,
    }
    for (let warm = 0; warm < 20; warm += 1) runDraw(inputs)
    row(
      `${name}: draw`,
      timed(100, (run) => void runDraw({ ...inputs, number: String(run) })),
      5,
    )
    const transcript = runDraw(inputs)
    row(
      `${name}: verify`,
      timed(100, () => void verifyDraw(transcript)),
      50,
    )
  }

console.log('\nin Chromium: the first time on a page just opened, and again')
for (const { name, first, later } of await timeInBrowser()) {
  row(name, summed(first), name.includes('commits') ? undefined : 50)
  row(`${' '.repeat(4)}again`, summed(later))
}
