import { randomBytes } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose, { type Connection } from 'mongoose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { assertRestored, BACKUPS_KEPT, listBackups, restoreBackup } from '../../../server/backup/archive.ts'
import { exportDatabase, findExport, importDatabase } from '../../../server/backup/exchange.ts'
import { isDue, keepBackups } from '../../../server/backup/schedule.ts'
import { createBackups } from '../../../server/backup/service.ts'
import { startEmbeddedMongo } from '../../../server/database/embedded/index.ts'
import { loadKeys } from '../../../server/keys.ts'
import { createSealing } from '../../../server/opinions/sealing.ts'
import { createSealedTexts } from '../../../server/opinions/service.ts'
import { noHints } from '../../../server/streams/hints.ts'
import { createMongoStreams } from '../../../server/streams/mongo.ts'
import { verifyChain } from '../../../shared/ledger/chain.ts'
import { notebook } from '../../shared/ledger/notebook.ts'
import { add, openDesk, send } from '../ledger/desk.ts'

const passphrase = '一句只有院里知道的话'

let root: string
const open: (() => Promise<unknown>)[] = []
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mt-backup-'))
})
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
  await rm(root, { recursive: true, force: true })
})
const closeAll = async (): Promise<void> => {
  for (const close of open.splice(0).reverse()) await close()
}

/** An application's data directory, opened as far as records go. */
async function office(name: string) {
  const dataDir = join(root, name)
  const embedded = await startEmbeddedMongo({ dataDir: join(dataDir, 'db') })
  open.push(() => embedded.stop())
  const connection: Connection = mongoose.createConnection(embedded.uri, { dbName: 'mingting' })
  await connection.asPromise()
  open.push(() => connection.close())
  const streams = await createMongoStreams({
    connection,
    hints: noHints,
    projected: [],
    compareEveryMs: 60_000,
    onError: () => {},
  })
  open.push(() => streams.close())
  const { ledger } = openDesk({ streams })
  const keys = await loadKeys({ dataDir, secret: undefined, sealKey: undefined })
  return { dataDir, connection, ledger, keys }
}

const heads = async ({ ledger }: Awaited<ReturnType<typeof office>>) =>
  Promise.all(['one', 'two'].map(async (id) => verifyChain(await ledger.commits(notebook, id, 0))))

const sealedTexts = ({ connection }: Awaited<ReturnType<typeof office>>, sealKey: Uint8Array) =>
  createSealedTexts(connection, createSealing(sealKey))

async function recorded(name: string, locked = true) {
  const there = await office(name)
  for (const id of ['one', 'two'])
    for (const text of ['甲', '乙', '丙']) await send(there.ledger, add(text), { id })
  const backupDir = join(root, 'backups')
  const backups = createBackups({
    connection: there.connection,
    config: { backupDir, backupPassphrase: locked ? passphrase : undefined },
    keys: there.keys,
    clock: () => 1_700_000_000_000,
    ended: async () => 2,
  })
  return { ...there, backupDir, backups }
}

describe('a backup', () => {
  it('restored elsewhere gives the same heads, and keys that open what was sealed', async () => {
    const there = await recorded('first')
    const before = await heads(there)
    expect(before.every((chain) => chain.ok)).toBe(true)
    const share = { share: '5e'.repeat(16), salt: '0a'.repeat(16) }
    await sealedTexts(there, there.keys.sealKey).sealShare('m1', 's1', 'chair', share)
    const { directory, keys } = await there.backups.make()
    expect(keys).toBe(true)
    expect(await there.backups.last()).toMatchObject({ at: 1_700_000_000_000, ended: 2, keys: true })
    await closeAll()
    await restoreBackup(directory, join(root, 'second'), passphrase)
    const restored = await office('second')
    expect(await heads(restored)).toEqual(before)
    expect(restored.keys).toEqual(there.keys)
    expect(await sealedTexts(restored, restored.keys.sealKey).openShare('m1', 's1')).toEqual(share)
    expect(await sealedTexts(restored, randomBytes(32)).openShare('m1', 's1')).toBeNull()
    // The record goes on from there.
    expect(await send(restored.ledger, add('丁'))).toMatchObject({ ok: true, seq: 4 })
  })

  it('holds no key in clear', async () => {
    const there = await recorded('first')
    const { directory } = await there.backups.make()
    const seal = there.keys.sealKey.toString('hex')
    for (const file of await readdir(directory)) {
      const bytes = await readFile(join(directory, file))
      expect(bytes.includes(seal) || bytes.includes(there.keys.sealKey)).toBe(false)
      expect(bytes.includes(there.keys.secret)).toBe(false)
    }
  })

  it('without a passphrase says that the keys are missing', async () => {
    const there = await recorded('first', false)
    expect(await there.backups.make()).toMatchObject({ keys: false })
  })

  it('locks the sealing key also where the secret is no key file’s, and a restore opens what was sealed', async () => {
    const there = await recorded('first')
    const { connection, keys, backupDir } = there
    const share = { share: '5e'.repeat(16), salt: '0a'.repeat(16) }
    await sealedTexts(there, keys.sealKey).sealShare('m1', 's1', 'chair', share)
    const { directory, keys: locked } = await createBackups({
      connection,
      config: { backupDir, backupPassphrase: passphrase },
      keys: { ...keys, secret: 'a secret from the environment, in words' },
      clock: () => 1_700_000_000_000,
      ended: async () => 0,
    }).make()
    expect(locked).toBe(true)
    await closeAll()
    await restoreBackup(directory, join(root, 'second'), passphrase)
    const restored = await office('second')
    expect(await sealedTexts(restored, restored.keys.sealKey).openShare('m1', 's1')).toEqual(share)
  })

  it('whose restore was cut off is refused until the restore is done again', async () => {
    const there = await recorded('first')
    const { directory } = await there.backups.make()
    await closeAll()
    const target = join(root, 'second')
    // In the way of the data.
    await mkdir(join(target, 'db', 'store.mdb.restoring'), { recursive: true })
    await expect(restoreBackup(directory, target, passphrase)).rejects.toMatchObject({ syscall: 'copyfile' })
    await expect(assertRestored(target)).rejects.toMatchObject({ code: 'interrupted' })
    await rm(join(target, 'db'), { recursive: true })
    await restoreBackup(directory, target, passphrase)
    await assertRestored(target)
    expect((await office('second')).keys).toEqual(there.keys)
  })

  it('that was cut off is removed by the next one, and nothing else', async () => {
    const there = await recorded('first', false)
    const stays = [`mingting-2024-01-01T00-00-00-000Z.${process.ppid}.unfinished`, 'mine.unfinished']
    const goes = [
      'mingting-2024-01-01T00-00-00-000Z.unfinished',
      `mingting-2024-01-02.${process.pid}.unfinished`,
    ]
    for (const name of [...stays, ...goes]) await mkdir(join(there.backupDir, name), { recursive: true })
    await there.backups.make()
    expect((await readdir(there.backupDir)).filter((name) => /unfinished/.test(name)).sort()).toEqual(
      stays.sort(),
    )
  })

  it('overwrites nothing, neither data nor keys', async () => {
    const there = await recorded('first')
    const { directory } = await there.backups.make()
    await closeAll()
    await expect(restoreBackup(directory, there.dataDir, passphrase)).rejects.toMatchObject({
      code: 'exists',
    })
    await rm(join(there.dataDir, 'db'), { recursive: true })
    await expect(restoreBackup(directory, there.dataDir, passphrase)).rejects.toMatchObject({
      code: 'exists',
    })
  })

  it('that was changed, is incomplete or locked by another passphrase is refused before anything is written', async () => {
    const there = await recorded('first')
    const { directory } = await there.backups.make()
    await closeAll()
    const target = join(root, 'second')
    await expect(restoreBackup(directory, target, 'another passphrase')).rejects.toMatchObject({
      name: 'PassphraseError',
    })
    await appendFile(join(directory, 'keys.locked.json'), ' ')
    await expect(restoreBackup(directory, target, passphrase)).rejects.toMatchObject({ code: 'changed' })
    await rm(join(directory, 'store.mdb'))
    await expect(restoreBackup(directory, target, passphrase)).rejects.toMatchObject({ code: 'incomplete' })
    await expect(readdir(target)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('dated in the future, by a clock that was ahead, puts off no other and takes the place of none', async () => {
    const there = await recorded('first')
    const { directory } = await there.backups.make()
    const ahead = 1_800_000_000_000
    const manifest = JSON.parse(await readFile(join(directory, 'backup.json'), 'utf8'))
    for (let n = 0; n <= BACKUPS_KEPT; n++) {
      const later = join(there.backupDir, `mingting-later-${n}`)
      await mkdir(later)
      await writeFile(join(later, 'backup.json'), JSON.stringify({ ...manifest, at: ahead + n }))
    }
    expect(await there.backups.last()).toMatchObject({ directory })
    await rm(directory, { recursive: true })
    expect(await there.backups.last()).toBeNull()
    await there.backups.make()
    expect(await there.backups.last()).toMatchObject({ at: 1_700_000_000_000 })
  })

  it('that failed leaves nothing that looks like one', async () => {
    const there = await recorded('first')
    await there.connection.close()
    await expect(there.backups.make()).rejects.toBeInstanceOf(Error)
    expect(await listBackups(there.backupDir)).toEqual([])
    expect(await readdir(there.backupDir)).toEqual([])
  })
})

describe('what is due', () => {
  const day = 24 * 3_600_000
  it.each([
    [null, 0, 0, true],
    [{ at: 0, ended: 3 }, day - 1, 3, false],
    [{ at: 0, ended: 3 }, day, 3, true],
    [{ at: 0, ended: 3 }, 1, 4, true],
  ] as const)('after %j at %i with %i ended: %s', (last, now, ended, due) => {
    expect(isDue(last, now, ended)).toBe(due)
  })

  it('is made at the start, and a failure is told and tried again', async () => {
    let made = 0
    const told: unknown[] = []
    const keeping = keepBackups({
      backups: {
        last: async () => null,
        make: async () => {
          made += 1
          throw new Error(`disk ${made}`)
        },
      },
      ended: async () => 0,
      clock: () => 0,
      everyMs: 1,
      onError: (error) => told.push(error),
    })
    await expect.poll(() => told.length).toBeGreaterThan(2)
    await keeping.stop()
    const after = made
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(made).toBe(after)
  })
})

describe('an export', () => {
  it('read into another database gives the same heads, and mixes with nothing', async () => {
    const there = await recorded('first')
    const before = await heads(there)
    const files = join(root, 'export')
    const counts = await exportDatabase(there.connection.getClient().db('mingting'), files)
    expect(Object.values(counts).reduce((a, b) => a + b, 0)).toBeGreaterThan(0)
    const other = await office('second')
    const target = other.connection.getClient().db('mingting')
    expect(await importDatabase(target, await findExport(files))).toEqual(counts)
    expect(await heads(other)).toEqual(before)
    await expect(importDatabase(target, await findExport(files))).rejects.toMatchObject({
      name: 'NotEmptyError',
    })
    await expect(exportDatabase(target, files)).rejects.toMatchObject({ code: 'EEXIST' })
  })
})
