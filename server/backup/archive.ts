import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { isRunning } from '../database/embedded/owner.ts'
import { lockKeys, type StoredKeys, unlockKeys } from './key-file.ts'

/** Names of the files of a backup, and of the data file in a data directory. */
export const DATA_FILE = 'store.mdb'
const KEY_FILE = 'keys.locked.json'
const MANIFEST = 'backup.json'
const UNFINISHED = '.unfinished'
/** In a data directory: a restore into it has begun and not come to its end. */
const RESTORING = 'restoring'
/** Older ones are removed when a new one is complete. */
export const BACKUPS_KEPT = 60

const manifestSchema = z.object({
  format: z.literal(1),
  /** UTC milliseconds. */
  at: z.int(),
  /** Hearings that had ended by then. */
  ended: z.int().nonnegative(),
  /** SHA-256 of each file, hex. */
  files: z.record(z.string().regex(/^[\w.]+$/), z.string().regex(/^[0-9a-f]{64}$/)),
})
type Manifest = z.infer<typeof manifestSchema>

export interface Backup extends Manifest {
  readonly directory: string
  /** The keys are in it: without them sealed opinions cannot be opened after a restore. */
  readonly keys: boolean
}

/** Why a backup cannot be restored, or what was restored not be used. Nothing was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
  constructor(
    readonly code: 'exists' | 'incomplete' | 'changed' | 'locked' | 'interrupted',
    readonly file: string,
  ) {
    super(`${code}: ${file}`)
  }
}

/** SHA-256 of a file, hex. */
export async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Brings a file to the disk. */
export async function syncFile(path: string): Promise<void> {
  await syncOpened(path, 'r+')
}

async function syncOpened(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Brings the names in a directory to the disk. */
export const syncDirectory = async (path: string): Promise<void> => {
  // Windows cannot open a directory; there the rename itself is journaled.
  if (process.platform !== 'win32') await syncOpened(path, 'r')
}

async function readBackup(directory: string): Promise<Backup | null> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(directory, MANIFEST), 'utf8')))
    return { ...manifest, directory, keys: KEY_FILE in manifest.files }
  } catch {
    return null
  }
}

/** Complete backups in a directory, newest first. */
export async function listBackups(backupDir: string): Promise<Backup[]> {
  const names = await readdir(backupDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = await Promise.all(
    names.filter((name) => !name.endsWith(UNFINISHED)).map((name) => readBackup(join(backupDir, name))),
  )
  return found.flatMap((backup) => backup ?? []).sort((a, b) => b.at - a.at)
}

export interface BackupOptions {
  readonly backupDir: string
  readonly at: number
  readonly ended: number
  /** Copies the data as it is at one moment to a path that does not exist. */
  readonly copyData: (path: string) => Promise<void>
  /** Undefined: the keys stay out of the backup. */
  readonly lock: { readonly keys: StoredKeys; readonly passphrase: string } | undefined
}

const OURS = /^mingting-[\dTZ-]+(?:\.(\d+))?\.unfinished$/

/** Removes what killed runs left. One process makes one backup at a time, so what bears its own number is left, too. */
async function removeUnfinished(backupDir: string): Promise<void> {
  for (const name of await readdir(backupDir)) {
    const ours = OURS.exec(name)
    const pid = Number(ours?.[1] ?? process.pid)
    if (ours && (pid === process.pid || !isRunning(pid)))
      await rm(join(backupDir, name), { recursive: true, force: true })
  }
}

/** Makes a backup: a directory that appears under its name when everything in it is complete and on disk. */
export async function createBackup({ backupDir, at, ended, copyData, lock }: BackupOptions): Promise<Backup> {
  await mkdir(backupDir, { recursive: true, mode: 0o700 })
  const name = `mingting-${new Date(at).toISOString().replace(/[:.]/g, '-')}`
  const directory = join(backupDir, name)
  const draft = `${directory}.${process.pid}${UNFINISHED}`
  await removeUnfinished(backupDir)
  await mkdir(draft, { mode: 0o700 })
  try {
    await copyData(join(draft, DATA_FILE))
    const names = [DATA_FILE]
    if (lock) {
      await writeFile(join(draft, KEY_FILE), await lockKeys(lock.keys, lock.passphrase), { mode: 0o600 })
      names.push(KEY_FILE)
    }
    const files = Object.fromEntries(
      await Promise.all(names.map(async (file) => [file, await sha256(join(draft, file))] as const)),
    )
    const manifest: Manifest = { format: 1, at, ended, files }
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
    for (const file of [...names, MANIFEST]) await syncFile(join(draft, file))
    await syncDirectory(draft)
    await rename(draft, directory)
    await syncDirectory(backupDir)
    // What a clock that was ahead has dated counts neither for this one nor against it.
    const outdated = (await listBackups(backupDir)).filter((one) => one.at <= at).slice(BACKUPS_KEPT)
    for (const old of outdated) await rm(old.directory, { recursive: true, force: true })
    return { ...manifest, directory, keys: lock !== undefined }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Where a restore writes, below a data directory. */
const PLACES = { data: join('db', DATA_FILE), secret: join('keys', 'secret'), seal: join('keys', 'seal') }

const placesSchema = z.array(z.enum([PLACES.data, PLACES.secret, PLACES.seal]))

/**
 * What a restore that was cut off was about to write where nothing had been: a marker is set only then, and nothing
 * is started while it is there. One that was not written to its end came before everything else.
 */
async function leftBy(marker: string): Promise<string[]> {
  try {
    return placesSchema.parse(JSON.parse(await readFile(marker, 'utf8')))
  } catch {
    return []
  }
}

/**
 * Refuses a data directory whose restore was cut off: its keys may be there without its data, and a start would take
 * it for a new one. @throws RestoreError
 */
export async function assertRestored(dataDir: string): Promise<void> {
  const marker = join(dataDir, RESTORING)
  if (await exists(marker)) throw new RestoreError('interrupted', marker)
}

/**
 * Puts a backup into a data directory that has no data yet, or only what a restore that was cut off left there.
 * Everything is checked before anything is written.
 * `passphrase`: opens the keys, if the backup has them; null: they are left out on purpose.
 * @throws RestoreError, PassphraseError
 */
export async function restoreBackup(
  from: string,
  dataDir: string,
  passphrase: string | null | undefined,
): Promise<Backup> {
  const backup = await readBackup(from)
  if (!backup || !(DATA_FILE in backup.files)) throw new RestoreError('incomplete', join(from, MANIFEST))
  for (const [file, hash] of Object.entries(backup.files)) {
    const path = join(from, file)
    if (!(await exists(path))) throw new RestoreError('incomplete', path)
    if ((await sha256(path)) !== hash) throw new RestoreError('changed', path)
  }
  const data = join(dataDir, PLACES.data)
  const restoresKeys = backup.keys && typeof passphrase === 'string'
  const marker = join(dataDir, RESTORING)
  const written = [PLACES.data, ...(restoresKeys ? [PLACES.secret, PLACES.seal] : [])]
  const before = await leftBy(marker)
  for (const place of written)
    if (!before.includes(place) && (await exists(join(dataDir, place))))
      throw new RestoreError('exists', join(dataDir, place))
  // The next start would make new keys, and what the old ones sealed would be lost for want of a variable.
  if (backup.keys && passphrase === undefined) throw new RestoreError('locked', join(from, KEY_FILE))
  const keys = restoresKeys
    ? await unlockKeys(await readFile(join(from, KEY_FILE), 'utf8'), passphrase)
    : null
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  for (const place of before) await rm(join(dataDir, place), { force: true })
  await writeFile(marker, JSON.stringify(written), { mode: 0o600 })
  await syncFile(marker)
  await syncDirectory(dataDir)
  await mkdir(join(dataDir, 'db'), { recursive: true, mode: 0o700 })
  const draft = `${data}.restoring`
  await copyFile(join(from, DATA_FILE), draft)
  await syncFile(draft)
  await rename(draft, data)
  await syncDirectory(join(dataDir, 'db'))
  if (keys) {
    await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
    for (const name of ['secret', 'seal'] as const) {
      const key = keys[name]
      if (key === undefined) continue
      await writeFile(join(dataDir, PLACES[name]), `${key}\n`, { mode: 0o600, flag: 'wx' })
      await syncFile(join(dataDir, PLACES[name]))
    }
    await syncDirectory(join(dataDir, 'keys'))
  }
  await rm(marker)
  await syncDirectory(dataDir)
  return { ...backup, keys: keys !== null }
}
