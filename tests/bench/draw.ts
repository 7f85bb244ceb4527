import { computeChances } from '../../shared/draw/chances.ts'
import type { Candidate, DrawRules } from '../../shared/draw/rules.ts'
import { runDraw } from '../../shared/draw/transcript.ts'
import { verifyDraw } from '../../shared/draw/verify.ts'
import { chanced, countyPool, countyRules, drawInputs } from '../shared/draw/pool.ts'

/** `npm run bench:draw`: median and worst time of a draw with its transcript, and of verifying it. */

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

function timed(runs: number, work: (run: number) => void): { median: number; worst: number } {
  const times = Array.from({ length: runs }, (_, run) => {
    const start = performance.now()
    work(run)
    return performance.now() - start
  }).sort((a, b) => a - b)
  return { median: times[Math.floor(runs / 2)] ?? 0, worst: times.at(-1) ?? 0 }
}

const row = (label: string, { median, worst }: { median: number; worst: number }) =>
  console.log(`${label.padEnd(44)} ${median.toFixed(2).padStart(9)} ms ${worst.toFixed(2).padStart(9)} ms`)

console.log(`${''.padEnd(44)} ${'median'.padStart(12)} ${'worst'.padStart(12)}`)
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
    )
    row(
      `${name}: verify`,
      timed(runs, () => void verifyDraw(transcript)),
    )
  }
