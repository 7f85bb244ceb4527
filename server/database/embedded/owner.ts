import { accessSync, constants, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { open, type RootDatabase } from 'lmdb'
import { assertReadable, FormatError } from './format.ts'
import { asPlaceError, assertUsable, claim, draftOf } from './place.ts'

/** A data directory that a running process already owns. */
export class OwnedError extends Error {
  override readonly name = 'OwnedError'
  constructor(
    dataDir: string,
    readonly pid: number,
    elsewhere = false,
  ) {
    const where = elsewhere ? ' of another container' : ''
    super(
      `the data directory ${dataDir} is in use by process ${pid}${where}; stop it first, or choose another directory`,
    )
  }
}

/** Who holds a data directory. */
export interface Owner {
  readonly pid: number
  /** When that process was started, as the system tells it; empty where it does not. */
  readonly started: string
  /** The space in which its number means something, as the system names it; absent where there is only one. */
  readonly space?: string | undefined
  /** Where it listens: a socket or pipe, or a port of this computer. */
  readonly listens: { readonly path: string } | { readonly port: number }
}

const KEY = 'owner'
const BEAT = 'beat'

type Record = RootDatabase<string, string>

const readText = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Tells a process from a later one with the same number, also across restarts of the computer. */
const startOf = (pid: number): string => {
  const after = readText(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')
  const ticks = after?.[19]
  return ticks === undefined ? '' : `${readText('/proc/sys/kernel/random/boot_id').trim()} ${ticks}`
}

/**
 * Processes of two containers, or of two computers, have numbers of their own: the same number is not the same
 * process there. The first space of every computer has the same name, so the computer's own is added.
 */
function spaceOfProcesses(): string | undefined {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return undefined
  }
}

/** Whether a process of this number runs. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const answers = (listens: Owner['listens']): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection(listens)
    const end = (answered: boolean) => {
      socket.destroy()
      done(answered)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

export interface Surroundings {
  readonly space: string | undefined
  /** How often an owner says that it is there, in milliseconds. */
  readonly beatMs: number
}
const surroundings: Surroundings = { space: spaceOfProcesses(), beatMs: 2000 }

const isElsewhere = ({ space }: Owner, around: Surroundings): boolean =>
  space !== undefined && space !== around.space

/** Beats an owner may miss. */
const MISSED = 3

/** Whether somebody goes on saying that they are there. */
async function beats(record: Record, everyMs: number): Promise<boolean> {
  const before = record.get(BEAT)
  for (let missed = 0; missed < MISSED; missed += 1) {
    await new Promise((resume) => setTimeout(resume, everyMs))
    record.resetReadTxn()
    if (record.get(BEAT) !== before) return true
  }
  return false
}

/**
 * A port can be taken over by a stranger, a socket in a private directory cannot; a process number can, too. Of a
 * process in another space only its beats tell.
 */
async function isAlive(record: Record, owner: Owner, around: Surroundings): Promise<boolean> {
  if (isElsewhere(owner, around)) return await beats(record, around.beatMs)
  const { pid, started, listens } = owner
  const runs = isRunning(pid)
  if (runs && started !== '') return startOf(pid) === started
  if (!runs && 'port' in listens) return false
  return await answers(listens)
}

const openFile = (path: string): Record => {
  assertUsable(path)
  return open<string, string>({ path, noSubdir: true, encoding: 'string', overlappingSync: false })
}

/** Begins a record under another name, so that a process killed meanwhile leaves none that is half made. */
async function beginRecord(path: string): Promise<void> {
  const draft = draftOf(path)
  try {
    await openFile(draft).close()
    claim(draft, path)
  } catch (error) {
    throw asPlaceError(error, path) ?? error
  } finally {
    for (const file of [draft, `${draft}-lock`]) rmSync(file, { force: true })
  }
}

/**
 * @throws FormatError for a file that is cut short or no database: LMDB itself would end the process without a
 * word; PlaceError for one that cannot be used now
 */
async function openRecord(dataDir: string): Promise<Record> {
  const path = join(dataDir, 'owner.mdb')
  if (!existsSync(path)) await beginRecord(path)
  try {
    assertReadable(path, false)
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause
    throw new FormatError(
      'damaged',
      path,
      `${path}, which says what process holds the data, is damaged; the data itself is another file: make sure that no process uses this directory, delete ${path} and start again`,
      { cause },
    )
  }
  return openFile(path)
}

/** Reads what an owner left. Only then is there anything to check: most starts find nothing. */
async function parse(text: string): Promise<Owner> {
  const { z } = await import('zod')
  return z
    .object({
      pid: z.int().positive(),
      started: z.string(),
      space: z.string().optional(),
      listens: z.union([z.object({ path: z.string() }), z.object({ port: z.int() })]),
    })
    .parse(JSON.parse(text))
}

/**
 * The running process that holds a data directory, if there is one.
 * @throws OwnedError where it runs in another container: what it listens on is not to be reached from here
 */
export async function findOwner(dataDir: string, around = surroundings): Promise<Owner | null> {
  const record = await openRecord(dataDir)
  try {
    const text = record.get(KEY)
    const owner = text === undefined ? null : await parse(text)
    if (!owner || !(await isAlive(record, owner, around))) return null
    if (isElsewhere(owner, around)) throw new OwnedError(dataDir, owner.pid, true)
    return owner
  } finally {
    await record.close()
  }
}

export interface Ownership {
  /** The last owner ended without giving the directory back. */
  readonly unclean: Owner | null
  release(): Promise<void>
}

/**
 * Takes a data directory for this process, which must be listening already. The record lives in LMDB, whose
 * writers take turns across processes: it is exchanged only for the very one that was found to be dead.
 * @throws OwnedError naming the process that holds it; PlaceError where the directory cannot be used
 */
export async function takeOwnership(
  dataDir: string,
  listens: Owner['listens'],
  around = surroundings,
): Promise<Ownership> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw asPlaceError(error, dataDir) ?? error
  }
  const record = await openRecord(dataDir)
  const { space, beatMs } = around
  const own: Owner = { pid: process.pid, started: startOf(process.pid), space, listens }
  const mine = JSON.stringify(own)
  try {
    for (;;) {
      record.resetReadTxn()
      const found = record.get(KEY)
      const before = found === undefined ? null : await parse(found)
      if (before && (await isAlive(record, before, around)))
        throw new OwnedError(dataDir, before.pid, isElsewhere(before, around))
      const taken = record.transactionSync(() => {
        if (record.get(KEY) !== found) return false
        record.putSync(KEY, mine)
        return true
      })
      if (!taken) continue
      let beat = 0
      const timer = setInterval(() => {
        try {
          record.transactionSync(() => {
            // Taken over while this process stood still: the beat is the new owner's.
            if (record.get(KEY) === mine) record.putSync(BEAT, `${process.pid} ${++beat}`)
          })
        } catch {
          // A full disk: the next beat tries again.
        }
      }, beatMs)
      timer.unref()
      return {
        unclean: before,
        async release() {
          clearInterval(timer)
          record.transactionSync(() => {
            if (record.get(KEY) === mine) record.removeSync(KEY)
          })
          await record.close()
        },
      }
    }
  } catch (error) {
    await record.close()
    throw asPlaceError(error, join(dataDir, 'owner.mdb')) ?? error
  }
}
