/**
 * How fast the embedded database is: `npm run bench:embedded`. In turn with it, through the same driver: a server
 * that answers from memory without looking at what it is asked, with replies of the same size (what driver and
 * socket allow at most); and the flushes a second this disk does. Prints each goal and whether it was reached, and
 * fails where one was not. `DOCUMENTS` and `SECONDS` can be set.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedMongo } from '../../server/database/embedded/index.ts'
import { answerSchema, connect, document, measures, type Order, things } from './embedded/measures.ts'

const DOCUMENTS = Number(process.env.DOCUMENTS ?? 100_000)
const SECONDS = Number(process.env.SECONDS ?? 2)
/** Each measure is taken in so many parts, the two servers in turn, so that a slow moment meets both. */
const TURNS = 4
/** Before that, as a server that has been asked before. */
const WARM_SECONDS = 1
const MB = 1024 * 1024
/** What it is measured against. */
const RATIO = 0.6
const DELAY_MS = 20
const START_MS = 250
const MEMORY_MB = 150

const directory = await mkdtemp(join(tmpdir(), 'mt-bench-'))

/** A side of the benchmark in a process of its own. */
class Side {
  private constructor(
    private readonly child: ChildProcess,
    readonly start: number,
  ) {}

  static async begin(...args: string[]): Promise<Side> {
    const child = fork(new URL('./embedded/side.ts', import.meta.url), args, {
      execArgv: ['--import', 'tsx'],
    })
    const { start = Number.NaN } = answerSchema.parse((await once(child, 'message'))[0])
    return new Side(child, start)
  }

  async ask(order: Order): Promise<Readonly<Record<string, number>>> {
    this.child.send(order)
    return answerSchema.parse((await once(this.child, 'message'))[0])
  }

  async end(): Promise<void> {
    this.child.send({ do: 'end' } satisfies Order)
    await once(this.child, 'exit')
  }
}

async function fill(dataDir: string): Promise<void> {
  const server = await startEmbeddedMongo({ dataDir })
  const client = await connect(server.uri)
  const target = things(client)
  await target.createIndex({ n: 1 })
  await target.createIndex({ group: 1, at: -1 })
  for (let at = 0; at < DOCUMENTS; at += 5_000)
    await target.insertMany(
      Array.from({ length: Math.min(5_000, DOCUMENTS - at) }, (_, i) => ({
        _id: at + i,
        ...document(at + i),
      })),
    )
  await client.close()
  await server.stop()
}

function flushes(): number {
  const path = join(directory, 'flush')
  const file = openSync(path, 'w')
  const bytes = Buffer.alloc(4096)
  let done = 0
  for (const end = performance.now() + 1000; performance.now() < end; done += 1) {
    writeSync(file, bytes)
    fdatasyncSync(file)
  }
  closeSync(file)
  rmSync(path)
  return done
}

const dataDir = join(directory, 'db')
await fill(dataDir)
const canned = await Side.begin('canned', join(directory, 'canned.sock'), String(DOCUMENTS))
const embedded = await Side.begin('embedded', dataDir, String(DOCUMENTS))

const row = (...cells: (string | number)[]): void =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(44) : String(cell).padStart(10))).join(''),
  )
interface Goal {
  readonly goal: string
  readonly figure: string
  readonly reached: boolean
}
const goals: Goal[] = []
const atLeast = (what: string, ratio: number): void => {
  goals.push({
    goal: `${what}: at least ${RATIO} of the canned server`,
    figure: ratio.toFixed(2),
    reached: ratio >= RATIO,
  })
}
const below = (what: string, limit: number, unit: string, value: number): void => {
  goals.push({ goal: `${what} below ${limit} ${unit}`, figure: value.toFixed(1), reached: value < limit })
}

row('per second', 'embedded', 'canned', 'ratio')
for (const [index, { name, goal }] of measures(DOCUMENTS).entries()) {
  const sums = [0, 0]
  for (const side of [embedded, canned]) await side.ask({ do: 'measure', index, seconds: WARM_SECONDS })
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [i, side] of [embedded, canned].entries()) {
      const { rate = Number.NaN } = await side.ask({ do: 'measure', index, seconds: SECONDS / TURNS })
      sums[i] = (sums[i] ?? 0) + rate / TURNS
    }
  const [own = Number.NaN, best = Number.NaN] = sums
  row(name, own < 100 ? own.toFixed(1) : Math.round(own), Math.round(best), (own / best).toFixed(2))
  if (goal) atLeast(name, own / best)
}
row('flushes of this disk', flushes())
console.log('')
const { scanned = Number.NaN, delay = Number.NaN, grouped = Number.NaN } = await embedded.ask({ do: 'scan' })
row(`scan of ${DOCUMENTS}, ms`, Math.round(scanned))
row('  delay of the application meanwhile, p99 ms', delay.toFixed(1))
row(`group ${DOCUMENTS}, ms`, Math.round(grouped))
row(`start with ${DOCUMENTS}, ms`, Math.round(embedded.start))
const [own, base] = [await embedded.ask({ do: 'memory' }), await canned.ask({ do: 'memory' })]
const above = (memory: Readonly<Record<string, number>>, name: string): number =>
  Math.round(((memory[name] ?? Number.NaN) - (base[name] ?? Number.NaN)) / MB)
row('memory above the canned server, MB', above(own, 'rss'))
row('  without what is mapped from files, MB', above(own, 'anonymous'))
await embedded.end()
await canned.end()
await rm(directory, { recursive: true, force: true })

below(`delay of the application during a scan of ${DOCUMENTS}, p99`, DELAY_MS, 'ms', delay)
below(`start with ${DOCUMENTS} documents`, START_MS, 'ms', embedded.start)
goals.push({
  goal: `resident at most ${MEMORY_MB} MB above the canned server`,
  figure: String(above(own, 'rss')),
  reached: above(own, 'rss') <= MEMORY_MB,
})
console.log('')
for (const { goal, figure, reached } of goals)
  console.log(`${reached ? 'reached    ' : 'NOT reached'} ${goal} (${figure})`)
process.exit(goals.every(({ reached }) => reached) ? 0 : 1)
