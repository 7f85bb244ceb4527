import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { lockKeys, type StoredKeys, unlockKeys } from './key-file.ts'

/** Names of the files of a backup, and of the data file in a data directory. */
export const DATA_FILE = 'store.mdb'
const KEY_FILE = 'keys.locked.json'
const MANIFEST = 'backup.json'
const UNFINISHED = '.unfinished'
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

/** Why a backup cannot be restored. Nothing was changed. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
  constructor(
    readonly code: 'exists' | 'incomplete' | 'changed' | 'locked',
    readonly file: string,
  ) {
    super(`${code}: ${file}`)
  }
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const directorySync = async (path: string): Promise<void> => {
  // Windows cannot open a directory; there the rename itself is journaled.
  if (process.platform !== 'win32') await sync(path)
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

/** Makes a backup: a directory that appears under its name when everything in it is complete and on disk. */
export async function createBackup({ backupDir, at, ended, copyData, lock }: BackupOptions): Promise<Backup> {
  await mkdir(backupDir, { recursive: true, mode: 0o700 })
  const name = `mingting-${new Date(at).toISOString().replace(/[:.]/g, '-')}`
  const directory = join(backupDir, name)
  const draft = `${directory}${UNFINISHED}`
  await rm(draft, { recursive: true, force: true })
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
    for (const file of [...names, MANIFEST]) await sync(join(draft, file))
    await directorySync(draft)
    await rename(draft, directory)
    await directorySync(backupDir)
    const outdated = (await listBackups(backupDir)).slice(BACKUPS_KEPT)
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

/**
 * Puts a backup into a data directory that has no data yet. Everything is checked before anything is written.
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
  const data = join(dataDir, 'db', DATA_FILE)
  const keyPaths = { secret: join(dataDir, 'keys', 'secret'), seal: join(dataDir, 'keys', 'seal') }
  const restoresKeys = backup.keys && typeof passphrase === 'string'
  for (const path of [data, ...(restoresKeys ? Object.values(keyPaths) : [])])
    if (await exists(path)) throw new RestoreError('exists', path)
  // The next start would make new keys, and what the old ones sealed would be lost for want of a variable.
  if (backup.keys && passphrase === undefined) throw new RestoreError('locked', join(from, KEY_FILE))
  const keys = restoresKeys
    ? await unlockKeys(await readFile(join(from, KEY_FILE), 'utf8'), passphrase)
    : null
  await mkdir(join(dataDir, 'db'), { recursive: true, mode: 0o700 })
  if (keys) {
    await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 })
    for (const name of ['secret', 'seal'] as const) {
      await writeFile(keyPaths[name], `${keys[name]}\n`, { mode: 0o600, flag: 'wx' })
      await sync(keyPaths[name])
    }
  }
  const draft = `${data}.restoring`
  await copyFile(join(from, DATA_FILE), draft)
  await sync(draft)
  await rename(draft, data)
  await directorySync(join(dataDir, 'db'))
  return { ...backup, keys: keys !== null }
}
