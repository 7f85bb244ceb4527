/**
 * One embedded database under mixed load, killed with SIGKILL again and again at a random moment: while it writes,
 * builds an index, compacts, is copied, or removes what has run out. Afterwards every acknowledged write must be
 * there, every index agree with its collection, every unique key be unique, and every copy that was acknowledged be
 * whole. The load tries to break unique keys, and an error that is none of the kill's counts as wrong. `KILLS` and
 * `SEED` can be set.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Collection, type Db, MongoClient, MongoError, MongoServerError } from 'mongodb'
import { startEmbeddedMongo } from '../../server/database/embedded/index.ts'
import { kill } from './processes.ts'
import { randomFrom } from './random.ts'

const KILLS = Number(process.env.KILLS ?? 50)
const WRITERS = 6
const BULK = 6_000
const PASSING = 4_000
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
const random = randomFrom(seed)
console.log(`seed ${seed}, ${KILLS} kills`)

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
let duplicatesRefused = 0
let copiesChecked = 0
/** Keys somebody tries to take a second time just now: they must not be deleted meanwhile. */
const held = new Set<string>()

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

/** Tries to take a unique key a second time. */
async function duplicate(things: Collection<Thing>, key: string): Promise<void> {
  written += 1
  held.add(key)
  try {
    await things.insertOne({ _id: `d${written}`, n: 0, group: 0, unique: key })
    lost.push(`${key} was taken a second time by d${written}`)
  } catch (error) {
    if (!(error instanceof MongoServerError && error.code === 11000)) throw error
    duplicatesRefused += 1
  } finally {
    held.delete(key)
  }
}

async function oneWrite(things: Collection<Thing>): Promise<void> {
  const keys = [...acknowledged.keys()]
  const key = random() < 0.6 ? keys[Math.floor(random() * keys.length)] : undefined
  if (key === undefined || pending.has(key) || held.has(key)) await insertOne(things)
  else if (random() < 0.3) await duplicate(things, key)
  else await changeOne(things, key)
}

/** Work that rewrites much at once; each turn meets one kind of it. */
interface Upheaval {
  /** Comes before the moment at which it can be met. */
  readonly prepare?: (db: Db) => Promise<unknown>
  readonly run: (db: Db) => Promise<unknown>
}

const count = (db: Db): Promise<number> => db.collection('passing').estimatedDocumentCount()
const soon = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms))
const INDEX = { group: 1, n: -1 } as const
let copy = ''

const upheavals: Readonly<Record<string, Upheaval>> = {
  plain: { run: () => soon(5) },
  'index build': {
    prepare: async (db) => {
      const names = (await db.collection('bulk').indexes()).map(({ name }) => name)
      if (names.includes('group_1_n_-1')) await db.collection('bulk').dropIndex('group_1_n_-1')
    },
    run: (db) => db.collection('bulk').createIndex(INDEX),
  },
  compaction: { run: (db) => db.admin().command({ compact: 'bulk' }) },
  backup: {
    run: async (db) => {
      const path = join(dataDir, `copy-${Math.floor(random() * 1e12)}`)
      await db.admin().command({ embeddedBackup: path })
      if (copy !== '') await rm(copy)
      copy = path
    },
  },
  'TTL sweep': {
    prepare: async (db) => {
      await db.collection('passing').createIndex({ at: 1 }, { expireAfterSeconds: 0 })
      await db
        .collection('passing')
        .insertMany(Array.from({ length: PASSING }, (_, i) => ({ at: new Date(0), i })))
      const all = await count(db)
      // It has begun when something is gone.
      while ((await count(db)) >= all) await soon(1)
    },
    run: async (db) => {
      while ((await count(db)) > 0) await soon(1)
    },
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

/** A copy that was acknowledged is of one moment and whole. */
async function checkCopy(): Promise<void> {
  if (copy === '') return
  const directory = join(dataDir, 'copied')
  await mkdir(directory)
  await rename(copy, join(directory, 'store.mdb'))
  copy = ''
  const server = await startEmbeddedMongo({ dataDir: directory })
  const client = await MongoClient.connect(server.uri)
  const db = client.db('faults')
  for (const { name } of await db.listCollections().toArray()) {
    const { valid, errors } = await db.command({ validate: name })
    if (!valid) lost.push(`copy, ${name}: ${errors.join('; ')}`)
  }
  await client.close()
  await server.stop()
  await rm(directory, { recursive: true })
  copiesChecked += 1
}

/** Runs one server under load and kills it. @returns whether the upheaval was under way at that moment */
async function killedTurn({ prepare, run }: Upheaval): Promise<boolean> {
  const { child, uri, ended } = await begin()
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 60_000 })
  const db = client.db('faults')
  await check(db)
  const things = db.collection<Thing>('things')
  await things.createIndex({ unique: 1 }, { unique: true })
  if ((await db.collection('bulk').estimatedDocumentCount()) === 0)
    await db
      .collection('bulk')
      .insertMany(Array.from({ length: BULK }, (_, n) => ({ n, group: n % 7, text: 'x'.repeat(300) })))
  let killed = false
  let underWay = false
  let took = 20
  let onBegin: () => void = () => undefined
  const upheave = async (): Promise<void> => {
    await prepare?.(db)
    const began = performance.now()
    underWay = true
    onBegin()
    await run(db)
    underWay = false
    took = performance.now() - began
  }
  const work = Array.from({ length: WRITERS + 1 }, async (_, i) => {
    try {
      while (!killed) await (i === 0 ? upheave() : oneWrite(things))
    } catch (error) {
      // The kill breaks connections and nothing else: what the server itself answered is no such error.
      const answered = error instanceof MongoServerError && error.code !== undefined
      if (!killed || answered || !(error instanceof MongoError))
        lost.push(`${killed ? 'after' : 'before'} the kill: ${error}`)
    }
  })
  await soon(100 + random() * 300)
  await Promise.race([
    new Promise<void>((resume) => {
      onBegin = resume
    }),
    soon(5_000),
  ])
  await soon(random() * 0.8 * took)
  killed = true
  const met = underWay
  await kill(child)
  await ended
  // What waits for the server to come back is told that it will not.
  await client.close(true)
  await Promise.all(work)
  await checkCopy()
  return met
}

const kinds = Object.entries(upheavals)
const table = Object.fromEntries(kinds.map(([kind]) => [kind, { kills: 0, 'under way at the kill': 0 }]))
for (let turn = 0; turn < KILLS && lost.length === 0; turn += 1) {
  const [kind, upheaval] = kinds[turn % kinds.length] ?? []
  const row = kind === undefined ? undefined : table[kind]
  if (!upheaval || !row) throw new Error('no upheaval')
  if (await killedTurn(upheaval)) row['under way at the kill'] += 1
  row.kills += 1
}
for (const [kind, row] of Object.entries(table))
  if (row.kills > 0 && row['under way at the kill'] === 0)
    lost.push(`no kill met a ${kind}: nothing is shown`)
if (KILLS > 0 && duplicatesRefused === 0) lost.push('no duplicate was tried: nothing is shown')

const last = await begin()
const client = await MongoClient.connect(last.uri)
await check(client.db('faults'))
await client.close()
last.child.kill('SIGTERM')
await last.ended
await rm(dataDir, { recursive: true, force: true })

console.table(table)
console.log(
  `${written} writes asked for, ${acknowledged.size} documents there at the end, ${duplicatesRefused} duplicates refused, ${copiesChecked} copies checked, ${lost.length} wrong`,
)
for (const one of lost) console.log(`  ${one}`)
process.exit(lost.length > 0 ? 1 : 0)
