/**
 * How fast the embedded database is: `npm run bench:embedded`. In the same run, through the same driver: a server
 * that answers every command from memory without looking at it (what driver and socket allow at most), and the
 * flushes a second this disk does. `DOCUMENTS` and `SECONDS` can be set.
 */
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { type Collection, MongoClient } from 'mongodb'
import { startEmbeddedMongo } from '../../server/database/embedded/index.ts'

const DOCUMENTS = Number(process.env.DOCUMENTS ?? 100_000)
const SECONDS = Number(process.env.SECONDS ?? 2)
const MB = 1024 * 1024

const directory = await mkdtemp(join(tmpdir(), 'mt-bench-'))
const document = (i: number) => ({
  n: i,
  group: i % 97,
  name: `name ${i}`,
  text: 'x'.repeat(120),
  at: new Date(i),
})

/** Runs `work` on so many lines at once for a while. Returns how often a second. */
async function rate(work: (i: number) => Promise<unknown>, lines = 1): Promise<number> {
  let done = 0
  const end = performance.now() + SECONDS * 1000
  await Promise.all(
    Array.from({ length: lines }, async () => {
      while (performance.now() < end) {
        done += 1
        await work(done)
      }
    }),
  )
  return done / SECONDS
}

type Things = Collection<{ n: number; group: number }>

const measures: readonly (readonly [string, (things: Things) => Promise<number>])[] = [
  ['insert', (things) => rate((i) => things.insertOne(document(-i)))],
  ['insert ×20', (things) => rate((i) => things.insertOne(document(-i)), 20)],
  ['findOne by _id', (things) => rate((i) => things.findOne({ _id: (i % DOCUMENTS) as never }))],
  ['findOne by _id ×20', (things) => rate((i) => things.findOne({ _id: (i % DOCUMENTS) as never }), 20)],
  ['findOne by index', (things) => rate((i) => things.findOne({ n: i % DOCUMENTS }))],
  ['findOne by index ×20', (things) => rate((i) => things.findOne({ n: i % DOCUMENTS }), 20)],
  [
    'range, sort, limit 20',
    (things) =>
      rate((i) =>
        things
          .find({ n: { $gte: i % DOCUMENTS } })
          .sort({ n: 1 })
          .limit(20)
          .toArray(),
      ),
  ],
  [
    'update ×20',
    (things) => rate((i) => things.updateOne({ _id: (i % DOCUMENTS) as never }, { $inc: { group: 1 } }), 20),
  ],
]

/** Every command gets the same small answer; a find gets one document, a write one change. */
const canned = `
const { createServer } = require('node:net')
const { parentPort } = require('node:worker_threads')
const { BSON } = require(${JSON.stringify(require_path('mongodb'))})
const one = { _id: 1, n: 1, group: 1, name: 'name 1', text: 'x'.repeat(120), at: new Date(1) }
const hello = { ok: 1, helloOk: true, isWritablePrimary: true, maxBsonObjectSize: 16777216, maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, logicalSessionTimeoutMinutes: 30, minWireVersion: 0, maxWireVersion: 21, localTime: new Date() }
const answers = { find: { ok: 1, cursor: { id: 0n, ns: 'b.t', firstBatch: [one] } }, insert: { ok: 1, n: 1 }, update: { ok: 1, n: 1, nModified: 1 } }
const encoded = Object.fromEntries(Object.entries(answers).map(([k, v]) => [k, BSON.serialize(v)]))
const other = BSON.serialize(hello)
const server = createServer({ noDelay: true }, (socket) => {
  let rest = Buffer.alloc(0)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    rest = rest.length ? Buffer.concat([rest, chunk]) : chunk
    while (rest.length >= 16 && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0))
      rest = rest.subarray(message.length)
      const legacy = message.readInt32LE(12) === 2004
      const name = legacy ? 'hello' : message.toString('latin1', 26, message.indexOf(0, 26))
      const body = encoded[name] || other
      const head = Buffer.alloc(legacy ? 36 : 21)
      head.writeInt32LE(head.length + body.length, 0)
      head.writeInt32LE(message.readInt32LE(4), 8)
      head.writeInt32LE(legacy ? 1 : 2013, 12)
      if (legacy) { head.writeInt32LE(8, 16); head.writeInt32LE(1, 32) }
      socket.write(Buffer.concat([head, body]))
    }
  })
})
server.listen(${JSON.stringify(join(directory, 'canned.sock'))}, () => parentPort.postMessage('ready'))
`

function require_path(name: string): string {
  return new URL(`../../node_modules/${name}`, import.meta.url).pathname
}

async function run(uri: string): Promise<Map<string, number>> {
  const client = await MongoClient.connect(uri, { maxPoolSize: 20 })
  const things = client.db('b').collection<{ n: number; group: number }>('t')
  const rates = new Map<string, number>()
  for (const [name, measure] of measures) rates.set(name, await measure(things))
  await client.close()
  return rates
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

const memoryBefore = process.memoryUsage().rss
const worker = new Worker(canned, { eval: true })
await new Promise((done) => worker.once('message', done))
const best = await run(`mongodb://${encodeURIComponent(join(directory, 'canned.sock'))}`)
const cannedMemory = process.memoryUsage().rss
await worker.terminate()

const dataDir = join(directory, 'db')
const filling = await startEmbeddedMongo({ dataDir })
const filler = await MongoClient.connect(filling.uri)
const target = filler.db('b').collection('t')
await target.createIndex({ n: 1 })
await target.createIndex({ group: 1, at: -1 })
for (let at = 0; at < DOCUMENTS; at += 5_000)
  await target.insertMany(
    Array.from({ length: Math.min(5_000, DOCUMENTS - at) }, (_, i) => ({
      _id: (at + i) as never,
      ...document(at + i),
    })),
  )
await filler.close()
await filling.stop()

const began = performance.now()
const embedded = await startEmbeddedMongo({ dataDir })
const client = await MongoClient.connect(embedded.uri)
await client.db('b').command({ ping: 1 })
const start = performance.now() - began
const own = await run(embedded.uri)
const things = client.db('b').collection('t')

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const scanBegan = performance.now()
await things.countDocuments({ text: 'nothing' })
const scan = performance.now() - scanBegan
delay.disable()
const aggregateBegan = performance.now()
await things
  .aggregate([{ $group: { _id: '$group', n: { $sum: 1 }, last: { $max: '$at' } } }, { $sort: { n: -1 } }])
  .toArray()
const aggregate = performance.now() - aggregateBegan
const memory = process.memoryUsage().rss
await client.close()
await embedded.stop()

const row = (...cells: (string | number)[]): void =>
  console.log(
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(30) : String(cell).padStart(12))).join(''),
  )
row('per second', 'embedded', 'canned', 'ratio')
for (const [name, value] of own)
  row(name, Math.round(value), Math.round(best.get(name) ?? 0), (value / (best.get(name) ?? 1)).toFixed(2))
row('flushes of this disk', flushes())
console.log('')
row(`scan of ${DOCUMENTS}, ms`, Math.round(scan))
row('  delay of the application, p99 ms', (delay.percentile(99) / 1e6).toFixed(1))
row(`group ${DOCUMENTS}, ms`, Math.round(aggregate))
row(`start with ${DOCUMENTS}, ms`, Math.round(start))
row('memory above the canned server, MB', Math.round((memory - cannedMemory) / MB))
row('  (at the beginning, MB)', Math.round(memoryBefore / MB))
await rm(directory, { recursive: true, force: true })
