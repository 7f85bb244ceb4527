import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  Binary,
  BSON,
  type Db,
  Decimal128,
  Double,
  Int32,
  Long,
  MongoClient,
  ObjectId,
  Timestamp,
} from 'mongodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { databaseIn, runCommand } from '../../../server/backup/commands.ts'
import { exportDatabase } from '../../../server/backup/exchange.ts'
import { type EmbeddedMongo, startEmbeddedMongo } from '../../../server/database/embedded/index.ts'

const BACKUP_PASSPHRASE = '一句只有院里知道的长长的话'

let root: string
const open: (() => Promise<unknown>)[] = []
const closeAll = async (): Promise<void> => {
  for (const close of open.splice(0).reverse()) await close()
}
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mt-commands-'))
})
afterEach(async () => {
  await closeAll()
  await rm(root, { recursive: true, force: true })
})

/** What an operator sees of a command: the exit code and every line. */
async function run(command: string, env: Readonly<Record<string, string>> = {}) {
  const lines: string[] = []
  const code = await runCommand(
    command.split(' '),
    { DATA_DIR: join(root, 'here'), ...env },
    {
      say: (line) => lines.push(line),
      explain: (error) => {
        lines.push(String(error))
        return 70
      },
    },
  )
  return { code, text: lines.join('\n') }
}

const everyType = {
  _id: new ObjectId('0123456789abcdef01234567'),
  int: new Int32(5),
  double: new Double(5),
  negative: new Double(-0),
  nan: Number.NaN,
  long: Long.fromString('9007199254740993'),
  decimal: Decimal128.fromString('0.10'),
  binary: new Binary(Buffer.from([0, 255]), 0x80),
  at: new Date(-1),
  stamp: new Timestamp({ t: 7, i: 1 }),
  nothing: null,
  pattern: /^甲/i,
  list: [[1], {}],
}

async function use(name: string) {
  const database: EmbeddedMongo = await startEmbeddedMongo({ dataDir: join(root, name, 'db') })
  const client = await MongoClient.connect(database.uri)
  open.push(async () => {
    await client.close()
    await database.stop()
  })
  return client.db('mingting')
}

const things = (db: Db) => db.collection('things')
const contents = (db: Db) =>
  things(db).find({}, { promoteValues: false, promoteLongs: false, bsonRegExp: true }).toArray()

const saying = (code: number, pattern: RegExp) => ({ code, text: expect.stringMatching(pattern) })

describe('the commands of an operator', () => {
  it('back up a database in use, and restore it anywhere but over something', async () => {
    const here = await use('here')
    await things(here).insertOne(everyType)
    const before = await contents(here)
    expect(await run('backup', { BACKUP_PASSPHRASE })).toMatchObject(
      saying(0, /^备份完成.*\nBackup complete.*$/),
    )
    expect(await run('backup')).toMatchObject(saying(0, /The keys are not in it/))
    await closeAll()
    const backups = join(root, 'here', 'backups')
    const [locked, keyless] = (await readdir(backups)).sort().map((name) => join(backups, name))
    const there = { DATA_DIR: join(root, 'there') }
    const wrong = { ...there, BACKUP_PASSPHRASE: 'another passphrase' }
    const right = { ...there, BACKUP_PASSPHRASE }
    expect(await run(`restore --from ${locked}`, there)).toMatchObject(
      saying(1, /are locked.*--without-keys/),
    )
    expect(await run(`restore --from ${locked}`, wrong)).toMatchObject(saying(1, /does not open the keys/))
    expect(await run(`restore --from ${locked}`, right)).toMatchObject(saying(0, /^已从.*\nRestored.*$/))
    expect(await run(`restore --from ${locked}`, right)).toMatchObject(saying(1, /overwrites nothing/))
    for (const [from, directory] of [
      [`${locked} --without-keys`, 'third'],
      [keyless, 'fourth'],
    ] as const) {
      const restored = await run(`restore --from ${from}`, { DATA_DIR: join(root, directory) })
      expect(restored).toMatchObject(saying(0, /keys were not restored/))
    }
    expect(await contents(await use('there'))).toEqual(before)
  })

  it('export and import every type and index as it is, and mix nothing', async () => {
    const here = await use('here')
    await things(here).insertOne(everyType)
    await things(here).createIndex({ int: 1 }, { unique: true, partialFilterExpression: { int: { $gt: 3 } } })
    const files = join(root, 'export')
    expect(await run(`export --to ${files}`)).toEqual({ code: 0, text: 'things\t1' })
    const there = await use('there')
    const env = { DATA_DIR: join(root, 'there') }
    expect(await run(`import --from ${files}`, env)).toEqual({ code: 0, text: 'things\t1' })
    expect(await contents(there)).toEqual(await contents(here))
    expect(await things(there).indexes()).toEqual(await things(here).indexes())
    expect(await run(`import --from ${files}`, env)).toMatchObject(saying(1, /things has data already/))
    expect(await run(`export --to ${files}`)).toMatchObject(saying(1, /export exists already/))
    expect(await run(`export --to ${join(files, 'things.jsonl', 'x')}`)).toMatchObject(saying(1, /ENOTDIR/))
  })

  it('export nothing where a document would not come back as it is', async () => {
    const here = await use('here')
    // In this order no object of JavaScript has them.
    const fields = new Map<string, unknown>([
      ['_id', 7],
      ['z', 1],
      ['10', 1],
      ['2', 1],
    ])
    await here.command({ insert: 'things', documents: [fields] })
    const files = join(root, 'export')
    expect(await run(`export --to ${files}`)).toMatchObject(saying(1, /things.*7.*cannot be exported/))
    expect((await readdir(root)).includes('export')).toBe(false)
  })

  it('export under the name when all is written, and import nothing that is not all there', async () => {
    const here = await use('here')
    await things(here).insertMany([{ n: 1 }, { n: 2 }])
    const files = join(root, 'export')
    // The connection breaks in the middle of a collection.
    const breaking: Db = new Proxy(here, {
      get: (db, name) =>
        name === 'collection'
          ? () => ({
              async *find() {
                yield BSON.serialize({ n: 1 })
                throw new Error('gone')
              },
            })
          : Reflect.get(db, name).bind(db),
    })
    await expect(exportDatabase(breaking, files)).rejects.toThrow('gone')
    const env = { DATA_DIR: join(root, 'there') }
    expect(await run(`import --from ${files}`, env)).toMatchObject(saying(1, /not found/))
    expect(await run(`import --from ${files}.unfinished`, env)).toMatchObject(saying(1, /was cut off/))
    expect(await run(`export --to ${files}`)).toEqual({ code: 0, text: 'things\t2' })
    expect((await readdir(root)).filter((name) => /unfinished/.test(name))).toEqual([])
    const path = join(files, 'things.jsonl')
    const [first = ''] = (await readFile(path, 'utf8')).split('\n')
    await writeFile(path, `${first}\n`)
    expect(await run(`import --from ${files}`, env)).toMatchObject(
      saying(1, /things\.jsonl is not what the list/),
    )
    await rm(path)
    expect(await run(`import --from ${files}`, env)).toMatchObject(
      saying(1, /things\.jsonl is not what the list/),
    )
  })

  it('run as programs: back up and export a database in use, restore it and import it elsewhere', async () => {
    const here = await use('here')
    await things(here).insertOne(everyType)
    const before = await contents(here)
    const program = async (what: string, directory: string, ...args: string[]) => {
      const { stderr } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx', 'server/backup/run.ts', what, ...args],
        {
          cwd: fileURLToPath(new URL('../../..', import.meta.url)),
          env: {
            ...process.env,
            MONGODB_URI: '',
            DATA_DIR: join(root, directory),
            BACKUP_DIR: join(root, 'backups'),
            BACKUP_PASSPHRASE,
          },
        },
      )
      return stderr
    }
    const files = join(root, 'export')
    const [made, exported] = await Promise.all([
      program('backup', 'here'),
      program('export', 'here', '--to', files),
    ])
    expect(made).toMatch(/Backup complete: .*mingting-/)
    expect(exported).toBe('things\t1\n')
    const [restored, imported] = await Promise.all([
      program('restore', 'restored'),
      program('import', 'imported', '--from', files),
    ])
    expect(restored).toMatch(/Restored from .*mingting-/)
    expect(imported).toBe('things\t1\n')
    for (const name of ['restored', 'imported']) expect(await contents(await use(name))).toEqual(before)
  })

  it('say what is wrong with a place, a file or a word, and make nothing there', async () => {
    const files = join(root, 'export')
    await mkdir(files)
    await writeFile(join(files, 'a.jsonl'), '{"_id":1}\n')
    await writeFile(join(files, 'b.jsonl'), '{"_id":1}\n{"_id":2}\n{"_id":3\n')
    const elsewhere = { MONGODB_URI: 'mongodb://127.0.0.1:1' }
    const nowhere = join(root, 'nowhere')
    for (const [command, env, said] of [
      ['backup', {}, /There is no data in .*here/],
      [`export --to ${nowhere}`, {}, /There is no data in .*here/],
      ['restore', {}, /no complete backup in .*Name one with --from/],
      [`restore --from ${nowhere}`, {}, /backup\.json is missing/],
      [`import --from ${nowhere}`, {}, /nowhere was not found/],
      [`import --from ${root}`, {}, /nothing an export writes/],
      [`import --from ${files}`, {}, /Line 3 of .*b\.jsonl/],
      ['backup', elsewhere, /its own means/],
      [`restore --from ${nowhere}`, elsewhere, /its own means/],
    ] as const)
      expect(await run(command, env)).toMatchObject(saying(1, said))
    for (const wrong of ['', 'export', 'import', 'restore --form x', 'mend'])
      expect(await run(wrong)).toMatchObject(saying(2, /^用法.*\nUsage/))
    expect(await readdir(root)).toEqual(['export'])
  })
})

it.each([
  ['mongodb://db1:27017,db2:27017,db3/mingting?replicaSet=rs0', 'mingting'],
  ['mongodb://u:p%2F@%2Frun%2Fm.sock/county', 'county'],
  ['mongodb+srv://cluster.example/', undefined],
  ['mongodb://127.0.0.1:27017', undefined],
  ['mongodb://127.0.0.1:27017/?w=majority', undefined],
])('of %s the database is %s', (uri, name) => {
  expect(databaseIn(uri)).toBe(name)
})
