/**
 * One embedded database under mixed load, killed with SIGKILL again and again at a random moment: while it writes,
 * builds an index, compacts, is copied, or removes what has run out. Afterwards every acknowledged write must be
 * there, every index agree with its collection, and every unique key be unique. `KILLS` and `SEED` can be set.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Collection, type Db, MongoClient } from 'mongodb'

const KILLS = Number(process.env.KILLS ?? 50)
const WRITERS = 6
let seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
console.log(`seed ${seed}, ${KILLS} kills`)

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const program = fileURLToPath(new URL('../../server/database/embedded/serve.ts', import.meta.url))
const dataDir = await mkdtemp(join(tmpdir(), 'mt-faults-'))

interface Thing {
  readonly _id: string
  readonly n: number
  readonly group: number
  readonly unique: string
  readonly text?: string
}

async function begin(): Promise<{ child: ChildProcess; uri: string; ended: Promise<unknown> }> {
  const args = ['--import', 'tsx', program, '--port', '0', '--data', join(dataDir, 'db'), '--tidy', '50']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((done) => child.once('exit', done))
  const uri = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString().trim()))
    child.once('exit', () => fail(new Error('the database did not start')))
  })
  return { child, uri, ended }
}

/** The last acknowledged value of each key, and what was asked and not answered. */
const acknowledged = new Map<string, number>()
const deleted = new Set<string>()
const pending = new Map<string, number | 'deleted'>()
const lost: string[] = []
let written = 0

async function insertOne(things: Collection<Thing>): Promise<void> {
  written += 1
  const _id = `k${written}`
  pending.set(_id, 0)
  await things.insertOne({ _id, n: 0, group: written % 7, unique: _id })
  pending.delete(_id)
  acknowledged.set(_id, 0)
}

async function changeOne(things: Collection<Thing>, _id: string): Promise<void> {
  const n = (acknowledged.get(_id) ?? 0) + 1
  if (random() < 0.1) {
    pending.set(_id, 'deleted')
    await things.deleteOne({ _id })
    acknowledged.delete(_id)
    deleted.add(_id)
  } else {
    pending.set(_id, n)
    const text = 'x'.repeat(Math.floor(random() * 3000))
    await things.updateOne({ _id }, { $set: { n, group: n % 7, text } })
    acknowledged.set(_id, n)
  }
  pending.delete(_id)
}

async function oneWrite(things: Collection<Thing>): Promise<void> {
  const keys = [...acknowledged.keys()]
  const key = random() < 0.5 ? keys[Math.floor(random() * keys.length)] : undefined
  if (key === undefined || pending.has(key)) await insertOne(things)
  else await changeOne(things, key)
}

/** Work that rewrites much at once; each turn meets one kind of it. */
const upheavals: Readonly<Record<string, (db: Db) => Promise<unknown>>> = {
  plain: () => new Promise((resume) => setTimeout(resume, 5)),
  index: async (db) => {
    await db
      .collection('things')
      .dropIndex('group_1_n_-1')
      .catch(() => undefined)
    await db.collection('things').createIndex({ group: 1, n: -1 })
  },
  compact: (db) => db.admin().command({ compact: 'things' }),
  copy: (db) => db.admin().command({ embeddedBackup: join(dataDir, `copy-${Math.floor(random() * 1e12)}`) }),
  expiry: async (db) => {
    const passing = db.collection('passing')
    await passing.createIndex({ at: 1 }, { expireAfterSeconds: 0 })
    await passing.insertMany(Array.from({ length: 300 }, (_, i) => ({ at: new Date(), i })))
  },
}

/** What was asked and not answered may have happened or not, but nothing else. */
function settle(found: ReadonlyMap<string, number>): void {
  for (const [key, asked] of pending) {
    const [was, now] = [acknowledged.get(key), found.get(key)]
    if (now !== was && now !== (asked === 'deleted' ? undefined : asked))
      lost.push(`${key} is ${now}, was ${was}, asked for ${asked}`)
    if (now === undefined) acknowledged.delete(key)
    else acknowledged.set(key, now)
  }
  pending.clear()
}

async function check(db: Db): Promise<void> {
  const things = db.collection<Thing>('things')
  const found = new Map((await things.find().toArray()).map(({ _id, n }) => [_id, n]))
  settle(found)
  for (const [key, n] of acknowledged)
    if (found.get(key) !== n) lost.push(`${key} is ${found.get(key)}, acknowledged ${n}`)
  for (const key of deleted) if (found.has(key)) lost.push(`${key} came back`)
  for (const key of found.keys()) if (!acknowledged.has(key)) lost.push(`${key} was never asked for`)
  for (const { name } of await db.listCollections().toArray()) {
    const { valid, errors } = await db.command({ validate: name })
    if (!valid) lost.push(`${name}: ${errors.join('; ')}`)
  }
  const twice = [{ $group: { _id: '$unique', n: { $sum: 1 } } }, { $match: { n: { $gt: 1 } } }]
  if ((await things.aggregate(twice).toArray()).length > 0) lost.push('a unique key is there twice')
}

async function killedTurn(upheaval: (db: Db) => Promise<unknown>): Promise<void> {
  const { child, uri, ended } = await begin()
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 2_000 })
  const db = client.db('faults')
  await check(db)
  const things = db.collection<Thing>('things')
  await things.createIndex({ unique: 1 }, { unique: true })
  let alive = true
  const work = Array.from({ length: WRITERS + 1 }, async (_, i) => {
    while (alive) await (i === 0 ? upheaval(db) : oneWrite(things))
  })
  // Rejected by the kill, which is the point.
  const over = Promise.allSettled(work)
  await new Promise((resume) => setTimeout(resume, 50 + random() * 700))
  alive = false
  child.kill('SIGKILL')
  await ended
  await over
  await client.close()
}

const kinds = Object.keys(upheavals)
const killed = new Map(kinds.map((kind) => [kind, 0]))
for (let turn = 0; turn < KILLS && lost.length === 0; turn += 1) {
  const kind = kinds[turn % kinds.length] ?? 'plain'
  await killedTurn(upheavals[kind] ?? (async () => undefined))
  killed.set(kind, (killed.get(kind) ?? 0) + 1)
}

const last = await begin()
const client = await MongoClient.connect(last.uri)
await check(client.db('faults'))
await client.close()
last.child.kill('SIGTERM')
await last.ended
await rm(dataDir, { recursive: true, force: true })

console.log(`killed under ${[...killed].map(([kind, n]) => `${kind} ${n}×`).join(', ')}`)
console.log(`${written} documents asked for, ${acknowledged.size} there at the end, ${lost.length} wrong`)
for (const one of lost) console.log(`  ${one}`)
process.exit(lost.length > 0 ? 1 : 0)
