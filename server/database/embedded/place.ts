import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { getSystemErrorName } from 'node:util'
import { DamageError } from './errors.ts'

/** A file of the data directory cannot be used as things are; nothing in it is damaged. */
export class PlaceError extends Error {
  override readonly name = 'PlaceError'
  constructor(
    /** The system's name for it, such as EACCES. */
    readonly code: string,
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} cannot be used (${code}): ${ADVICE[code] ?? 'the system refused it'}`, options)
  }
}

/** What the system's refusals mean here, and what to do. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full; make room and start again',
  EDQUOT: 'the quota of this user on the disk is used up; make room and start again',
  EFBIG: 'this process may write no larger file; raise the limit (ulimit -f) and start again',
  EMFILE: 'this process has too many files open; raise the limit (ulimit -n) and start again',
  ENFILE: 'the system has too many files open; close other programs and start again',
  ENOMEM: 'this process may use no more addresses; raise the limit (ulimit -v) and start again',
  EACCES: 'this user may not read and write it; correct its owner or its permissions',
  EPERM: 'this user may not read and write it; correct its owner or its permissions',
  EROFS: 'the disk is mounted read-only; mount it for writing, or choose another directory',
  EIO: 'the disk failed to read or write; check the disk before anything else',
  EISDIR: 'it is a directory; move it away',
  ENOTDIR: 'a part of its path is no directory; choose another directory',
  ENOLCK: 'the disk gives no locks; choose a directory on a local disk',
}

/** Of LMDB's codes: MDB_PAGE_NOTFOUND, CORRUPTED, PANIC, VERSION_MISMATCH, INVALID, INCOMPATIBLE, BAD_TXN. */
const DAMAGE = new Set([-30_797, -30_796, -30_795, -30_794, -30_793, -30_784, -30_782])

const numberOf = (error: unknown): number | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : undefined

/** What an error says about damage, where it is LMDB's that the file makes no sense; null for any other. */
export function asDamage(error: unknown): DamageError | null {
  if (error instanceof DamageError) return error
  const code = numberOf(error)
  return error instanceof Error && code !== undefined && DAMAGE.has(code)
    ? new DamageError(error.message, { cause: error })
    : null
}

/** What a refusal of the system means for a file, or for what was to become it; null for any other error. */
export function asPlaceError(error: unknown, file: string): PlaceError | null {
  if (error instanceof PlaceError) return new PlaceError(error.code, file, { cause: error })
  const number = numberOf(error)
  if (number !== undefined && number > 0)
    return new PlaceError(getSystemErrorName(-number), file, { cause: error })
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error)
    return new PlaceError(error.code, file, { cause: error })
  return null
}

/** Brings a file, or the names in a directory, to the disk. */
export function syncFile(path: string): void {
  const isDirectory = statSync(path).isDirectory()
  // A directory cannot be opened on Windows, and need not be; a file is not flushed there through a reading handle.
  if (isDirectory && process.platform === 'win32') return
  const descriptor = openSync(path, isDirectory ? 'r' : 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** What is written to a file that is begun, to see that the disk takes it. */
const ROOM_BYTES = 1024 * 1024
/** LMDB opens this many at once for one file. */
const DESCRIPTORS = 6

/** Writes zeros the plain way, so that a full disk is an error and not the end of the process. */
function writeZeros(descriptor: number, bytes: number): void {
  const zeros = Buffer.alloc(Math.min(bytes, 64 * 1024))
  for (let at = 0; at < bytes; ) at += writeSync(descriptor, zeros, 0, Math.min(zeros.length, bytes - at), at)
  fsyncSync(descriptor)
}

/** A name for what is to be claimed. */
export const draftOf = (path: string): string =>
  `${path}.${process.pid}-${randomBytes(4).toString('hex')}.new`
const BEGUN = /^(owner|store)\.mdb(-lock)?\.(\d+-[0-9a-f]+\.)?new/

/**
 * Puts a file that was written under another name in its place, unless there is one already: several processes may
 * begin at once.
 */
export function claim(draft: string, path: string): void {
  try {
    syncFile(draft)
    linkSync(draft, path)
  } catch (error) {
    // Another one was first: it put its own there, or it tidied this one away after that.
    if (!existsSync(path)) throw error
  }
  syncFile(dirname(path))
}

/** Removes what was begun in a directory and never finished. Only its owner may. */
export function removeBegun(directory: string): void {
  for (const name of readdirSync(directory))
    if (BEGUN.test(name)) rmSync(join(directory, name), { force: true })
}

/** LMDB writes to its lock file through memory, where a full disk ends the process: so it is made whole before. */
function placeLock(lock: string, readers: number): void {
  if (existsSync(lock)) return
  const draft = draftOf(lock)
  const descriptor = openSync(draft, 'wx', 0o664)
  try {
    // A reader takes 64 bytes; what else is in it differs from system to system and is far less than a page.
    writeZeros(descriptor, readers * 64 + 4096)
    claim(draft, lock)
  } finally {
    closeSync(descriptor)
    rmSync(draft, { force: true })
  }
}

/** Refuses where the addresses this process may use are too few. @throws PlaceError */
function checkAddresses(path: string, bytes: number): void {
  if (process.platform !== 'linux') return
  const limit = /^Max address space\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]
  if (limit === undefined) return
  const used = Number(/^VmSize:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024
  if (used + bytes > Number(limit)) throw new PlaceError('ENOMEM', path)
}

/**
 * Tries, with plain calls whose errors are errors, whatever LMDB will do to open a file: a failure inside the
 * package ends the process without a word. A file that does not exist is begun, with room on the disk.
 * `map`: bytes of addresses it will take. @throws PlaceError
 */
export function assertUsable(path: string, { readers = 126, map = 0 } = {}): void {
  const held: number[] = []
  const isNew = !existsSync(path)
  let file = path
  try {
    checkAddresses(path, map)
    const descriptor = openSync(path, isNew ? 'wx+' : 'r+', 0o664)
    held.push(descriptor)
    if (isNew) {
      writeZeros(descriptor, ROOM_BYTES)
      ftruncateSync(descriptor)
    }
    while (held.length < DESCRIPTORS) held.push(openSync(path, 'r'))
    file = `${path}-lock`
    placeLock(file, readers)
    // Not opened and closed: that would give up the locks this process may have on it.
    accessSync(file, constants.R_OK | constants.W_OK)
  } catch (error) {
    if (isNew) rmSync(path, { force: true })
    throw asPlaceError(error, file) ?? error
  } finally {
    for (const descriptor of held) closeSync(descriptor)
  }
}
