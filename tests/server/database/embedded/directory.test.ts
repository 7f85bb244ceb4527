import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open as openLmdb } from 'lmdb'
import { BSON, MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkAll } from '../../../../server/database/embedded/check.ts'
import { type EmbeddedMongo, startEmbeddedMongo } from '../../../../server/database/embedded/index.ts'

let dataDir: string
const running: EmbeddedMongo[] = []
const clients: MongoClient[] = []
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'mt-dir-'))
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await Promise.all(running.splice(0).map((server) => server.stop()))
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedMongo> {
  const server = await startEmbeddedMongo({ dataDir })
  running.push(server)
  return server
}
async function things(server: EmbeddedMongo) {
  const client = await MongoClient.connect(server.uri)
  clients.push(client)
  return client.db('d').collection('things')
}
async function stop(): Promise<void> {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await Promise.all(running.splice(0).map((server) => server.stop()))
}

const serve = new URL('../../../../server/database/embedded/serve.ts', import.meta.url).pathname

/** The database as a process of its own; `prefix`: how the shell runs it. */
function serveApart(prefix = 'exec'): {
  child: ReturnType<typeof spawn>
  uri: Promise<string>
  errors(): string
  ended: Promise<number | null>
} {
  const child = spawn(
    'sh',
    ['-c', `${prefix} "$0" --import tsx "$1" --port 0 --data "$2"`, process.execPath, serve, dataDir],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const uri = new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk: Buffer) => done(chunk.toString().trim()))
    void ended.then(() => fail(new Error(errors)))
  })
  uri.catch(() => undefined)
  return { child, uri, errors: () => errors, ended }
}

const file = () => join(dataDir, 'store.mdb')

describe('a data directory', () => {
  it('has one owner, and the second is told which process it is', async () => {
    await start()
    await expect(startEmbeddedMongo({ dataDir })).rejects.toMatchObject({
      name: 'OwnedError',
      pid: process.pid,
    })
  })

  it('is taken over from a killed owner by exactly one of many, with everything acknowledged', async () => {
    const first = serveApart()
    const client = await MongoClient.connect(await first.uri)
    await client.db('d').collection('things').insertOne({ a: 1 })
    first.child.kill('SIGKILL')
    await first.ended
    await client.close()
    const attempts = await Promise.allSettled([1, 2, 3].map(() => start()))
    const won = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(won).toHaveLength(1)
    for (const one of attempts)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ name: 'OwnedError', pid: process.pid })
    expect(won[0] && (await (await things(won[0])).countDocuments({ a: 1 }))).toBe(1)
  })

  it('keeps its documents, indexes and their rules over a restart', async () => {
    const before = await things(await start())
    await before.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { a: { $gt: 5 } } })
    await before.insertMany([{ a: 1 }, { a: 1 }, { a: 9 }])
    await stop()
    const after = await things(await start())
    expect(await after.countDocuments()).toBe(3)
    await expect(after.insertOne({ a: 9 })).rejects.toMatchObject({ code: 11000 })
    const { queryPlanner } = await after.find({ a: 9 }).explain()
    expect(queryPlanner.winningPlan.inputStage.indexName).toBe('a_1')
  })

  it('of format 1 is brought to the present format', async () => {
    const old = openLmdb<Buffer, [number, number] | string>({
      path: file(),
      noSubdir: true,
      encoding: 'binary',
      maxDbs: 4,
    })
    const spec = { name: 'a_1', key: { a: 1 }, unique: true }
    await old.put('format', Buffer.from('1'))
    await old.put(
      'collection/1',
      Buffer.from(
        JSON.stringify({
          id: 1,
          name: 'd.things',
          indexes: [Buffer.from(BSON.serialize(spec)).toString('base64')],
        }),
      ),
    )
    await old.put([1, 1], Buffer.from(BSON.serialize({ _id: 1, a: 'x' })))
    await old.put([1, 2], Buffer.from(BSON.serialize({ _id: 2, a: 'y' })))
    await old.close()
    const migrated = await things(await start())
    expect(await migrated.find().toArray()).toEqual([
      { _id: 1, a: 'x' },
      { _id: 2, a: 'y' },
    ])
    await expect(migrated.insertOne({ a: 'x' })).rejects.toMatchObject({ code: 11000 })
    await stop()
    expect(await (await things(await start())).countDocuments()).toBe(2)
  })

  it('of a newer format is refused and left alone', async () => {
    await start()
    await stop()
    const newer = openLmdb<Buffer, Buffer>({
      path: file(),
      noSubdir: true,
      encoding: 'binary',
      keyEncoding: 'binary',
      maxDbs: 8,
    })
    newer
      .openDB<Buffer, Buffer>('meta', { encoding: 'binary', keyEncoding: 'binary' })
      .putSync(Buffer.from('format'), Buffer.from('99'))
    await newer.close()
    await expect(start()).rejects.toMatchObject({ name: 'FormatError', reason: 'newer', file: file() })
  })
})

describe('a damaged data file', () => {
  const filled = async (): Promise<void> => {
    const collection = await things(await start())
    await collection.insertMany(Array.from({ length: 400 }, (_, i) => ({ i, text: 'x'.repeat(500) })))
    await stop()
  }
  const refused = { name: 'FormatError', reason: 'damaged', file: '' }

  it.each([0.99, 0.5, 0.01])('cut to %d of its length is refused in words', async (part) => {
    await filled()
    const handle = await open(file(), 'r')
    const { size } = await handle.stat()
    await handle.close()
    truncateSync(file(), Math.floor(size * part))
    await expect(start()).rejects.toMatchObject({ ...refused, file: file() })
  })

  it.each([4096, 8192, 12_288])('says so where the owner’s record is cut to %d bytes', async (bytes) => {
    await filled()
    truncateSync(join(dataDir, 'owner.mdb'), bytes)
    await expect(start()).rejects.toMatchObject({ ...refused, file: join(dataDir, 'owner.mdb') })
  })

  it('says so where the owner’s record is of another kind', async () => {
    await filled()
    writeFileSync(join(dataDir, 'owner.mdb'), 'not a database'.repeat(2000))
    await expect(start()).rejects.toMatchObject({ ...refused, file: join(dataDir, 'owner.mdb') })
  })

  it('of another kind is refused', async () => {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file(), 'not a database'.repeat(2000))
    await expect(start()).rejects.toMatchObject({ ...refused, file: file() })
  })

  it('torn by an owner that was killed is refused', async () => {
    const first = serveApart()
    const client = await MongoClient.connect(await first.uri)
    await client
      .db('d')
      .collection('things')
      .insertMany(Array.from({ length: 400 }, (_, i) => ({ i, text: 'x'.repeat(500) })))
    first.child.kill('SIGKILL')
    await first.ended
    await client.close()
    const handle = await open(file(), 'r+')
    const { size } = await handle.stat()
    for (let at = 8 * 4096; at < size - 4096; at += 2 * 4096)
      await handle.write(Buffer.alloc(4096), 0, 4096, at)
    await handle.close()
    await expect(start()).rejects.toMatchObject({ ...refused, file: file() })
  })
})

describe('a data file that changed after a clean stop', () => {
  /** Stores two documents, and puts other bytes in the place of the second wherever it is in the file. */
  async function changed(bytes: (document: Buffer) => Buffer): Promise<void> {
    const document = { _id: 2 as never, text: 'the second one' }
    const collection = await things(await start())
    await collection.insertMany([{ _id: 1 as never }, document])
    await stop()
    const whole = readFileSync(file())
    const wanted = Buffer.from(BSON.serialize(document))
    for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1))
      bytes(wanted).copy(whole, at)
    writeFileSync(file(), whole)
  }

  it('in a page’s head is refused at the start', async () => {
    await changed((document) => document)
    const whole = readFileSync(file())
    // Pages 0 and 1 are heads of the file.
    for (let at = 2 * 4096; at < whole.length; at += 4096) whole.fill(0, at, at + 24)
    writeFileSync(file(), whole)
    await expect(start()).rejects.toMatchObject({ name: 'FormatError', reason: 'damaged', file: file() })
  })

  it('inside a document is told when it is read, and nothing is written or copied from then on', async () => {
    await changed((document) => Buffer.alloc(document.length, 0xff))
    const told: Error[] = []
    const server = await startEmbeddedMongo({ dataDir, onFailure: (error) => told.push(error) })
    running.push(server)
    const collection = await things(server)
    const refused = { code: 301, codeName: 'DataCorruptionDetected' }
    await expect(collection.find({ text: 'the second one' }).toArray()).rejects.toMatchObject(refused)
    await expect(collection.insertOne({ a: 1 })).rejects.toMatchObject(refused)
    const admin = clients[0]?.db('admin')
    await expect(admin?.command({ embeddedBackup: join(dataDir, 'copy') })).rejects.toMatchObject(refused)
    expect(await collection.findOne({ _id: 1 as never })).toEqual({ _id: 1 })
    expect(told).toEqual([expect.objectContaining({ name: 'FormatError', reason: 'damaged', file: file() })])
  })

  it('inside a document is found by a check of everything', async () => {
    await changed((document) => Buffer.alloc(document.length, 0xff))
    const found: string[] = []
    await checkAll((await start()).uri, (wrong) => found.push(wrong))
    expect(found).toEqual([expect.stringMatching(/^d\.things: .*damaged/)])
  })
})

describe('a disk', () => {
  it('that is full refuses in words, and everything acknowledged is there afterwards', async () => {
    // In blocks of 512 bytes: room for the beginning and not much more.
    const server = serveApart('ulimit -f 3000; exec')
    const client = await MongoClient.connect(await server.uri)
    const collection = client.db('d').collection('things')
    let acknowledged = 0
    let refusal: unknown
    while (refusal === undefined && acknowledged < 2000)
      await collection.insertOne({ _id: acknowledged as never, text: 'x'.repeat(20_000) }).then(
        () => {
          acknowledged += 1
        },
        (error) => {
          refusal = error
        },
      )
    expect(acknowledged).toBeGreaterThan(5)
    expect(refusal).toMatchObject({ code: 14031 })
    // It still answers, and what it answers is what was acknowledged.
    expect(await collection.countDocuments()).toBe(acknowledged)
    await client.close()
    server.child.kill('SIGTERM')
    await server.ended
    expect(await (await things(await start())).find().count()).toBe(acknowledged)
  })

  it('with no room for a first start is named, and the start succeeds when there is room', async () => {
    const apart = serveApart('ulimit -f 40; exec')
    expect(await apart.ended).toBe(1)
    expect(apart.errors()).toMatch(/owner\.mdb cannot be used \(EFBIG\).*ulimit -f/)
    await start()
  })

  it('on which a first start was cut off is as if it had not been tried', async () => {
    const left = ['owner.mdb.7-0a1b2c3d.new', 'owner.mdb.7-0a1b2c3d.new-lock', 'store.mdb.new']
    for (const name of left) writeFileSync(join(dataDir, name), 'half')
    expect(await (await things(await start())).countDocuments()).toBe(0)
    expect(readdirSync(dataDir).filter((name) => left.includes(name))).toEqual([])
  })

  it('that cannot be written is refused with the system’s code', async () => {
    // The one who runs the tests may be root, whom modes do not stop: then another user tries.
    chmodSync(dataDir, 0o555)
    const apart = serveApart(process.getuid?.() === 0 ? 'exec setpriv --reuid 65534 --clear-groups' : 'exec')
    expect(await apart.ended).not.toBe(0)
    expect(apart.errors()).toMatch(/cannot be used \((EACCES|EROFS)\): /)
    chmodSync(dataDir, 0o755)
    expect(existsSync(file())).toBe(false)
  })
})

describe('a copy made while it is in use', () => {
  it('is complete, has one moment’s data, and overwrites nothing', async () => {
    const server = await start()
    const collection = await things(server)
    await collection.createIndex({ n: 1 }, { unique: true })
    let n = 0
    let writing = true
    const writer = (async () => {
      while (writing) {
        await collection.insertMany([{ n: n * 2 }, { n: n * 2 + 1 }])
        n += 1
      }
    })()
    const admin = clients[0]?.db('admin')
    const copy = join(dataDir, 'copy.mdb')
    await admin?.command({ embeddedBackup: copy })
    await expect(admin?.command({ embeddedBackup: copy })).rejects.toMatchObject({ code: 2 })
    await admin?.command({ compact: 'things' })
    writing = false
    await writer
    expect(await collection.countDocuments()).toBe(n * 2)
    await stop()
    const other = await mkdtemp(join(tmpdir(), 'mt-copy-'))
    copyFileSync(copy, join(other, 'store.mdb'))
    const restored = await startEmbeddedMongo({ dataDir: other })
    const client = await MongoClient.connect(restored.uri)
    const found = client.db('d').collection('things')
    // Both documents of an insert or neither: the copy is of one moment.
    expect((await found.countDocuments()) % 2).toBe(0)
    expect(await client.db('d').command({ validate: 'things' })).toMatchObject({ valid: true })
    await client.close()
    await restored.stop()
    await rm(other, { recursive: true, force: true })
  })
})
