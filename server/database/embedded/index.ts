import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { FormatError } from './format.ts'
import { OwnedError } from './owner.ts'
import { PlaceError } from './place.ts'
import type { Failed, FromWorker, Settings } from './worker-messages.ts'

export { FormatError } from './format.ts'
export { OwnedError } from './owner.ts'
export { PlaceError } from './place.ts'

const TIDY_EVERY_MS = 60_000

export interface EmbeddedMongo {
  /** Connection string without a database name. */
  readonly uri: string
  /** Everything written is on disk and the directory is free when this resolves. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Serve on 127.0.0.1 and this port (0: any) instead of a private socket. */
  readonly port?: number
  /**
   * Called when nothing can be saved any more: the store's thread died, or, as a FormatError, what it read makes no
   * sense. Then it goes on to answer what it can read.
   */
  readonly onFailure?: (error: Error) => void
  /** How often expired documents are removed and idle cursors closed. */
  readonly tidyEveryMs?: number
}

function asError({ name, message, code, pid, place, format }: Failed, dataDir: string): Error {
  if (name === 'OwnedError' && pid !== undefined)
    return Object.assign(new OwnedError(dataDir, pid), { message })
  if (place !== undefined && code !== undefined) return new PlaceError(code, place)
  if (format) return new FormatError(format.reason, format.file, message)
  return Object.assign(new Error(message), code === undefined ? {} : { code })
}

const MOST_SOCKET_PATH = 103

/** A place only this user can connect to: a socket in a private directory, or a named pipe with a secret name. */
function privatePlace(): { path: string; remove(): void } {
  if (process.platform === 'win32')
    return { path: `\\\\.\\pipe\\mt-${randomBytes(16).toString('hex')}.sock`, remove: () => undefined }
  // Systems cut the path of a socket, some at 103 bytes, and say nothing: it does not live in the data directory,
  // nor in a long TMPDIR. Mode 0700.
  const room = MOST_SOCKET_PATH - Buffer.byteLength(join('mt-123456', 'db.sock')) - 1
  const directory = mkdtempSync(join(Buffer.byteLength(tmpdir()) > room ? '/tmp' : tmpdir(), 'mt-'))
  return {
    path: join(directory, 'db.sock'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

/**
 * Starts the embedded database of a directory in a thread of its own and answers MongoDB's wire protocol on a
 * socket only this user can open. One process owns a directory at a time.
 * @throws OwnedError if another process has it, FormatError if the data cannot be read, PlaceError if the
 * directory cannot be used
 */
export async function startEmbeddedMongo(options: EmbeddedOptions): Promise<EmbeddedMongo> {
  const { port, onFailure, tidyEveryMs = TIDY_EVERY_MS } = options
  const dataDir = resolve(options.dataDir)
  const place = port === undefined ? privatePlace() : null
  const worker = new Worker(new URL('./worker-boot.mjs', import.meta.url), {
    execArgv: [],
    // What a request leaves behind is gone soon; room for more of it is memory and not speed.
    resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 768 },
    workerData: {
      dataDir,
      listen: place ? { path: place.path } : { port: port ?? 0 },
      tidyEveryMs,
    } satisfies Settings,
  })
  /** Takes the thread's next answer, or its death, until that is heard. */
  let answered: ((answer: FromWorker | Error) => void) | null = null
  let death: Error | null = null
  const hear = (answer: FromWorker | Error): void => {
    const take = answered
    answered = null
    if (take) take(answer)
    else if (answer instanceof Error) onFailure?.(answer)
  }
  worker.on('message', (told: FromWorker) => {
    if (told.kind === 'damaged') onFailure?.(asError(told.error, dataDir))
    else hear(told)
  })
  worker.on('error', (error) => hear(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => {
    death = new Error('the database thread ended')
    hear(death)
  })
  const next = async (): Promise<number> => {
    if (death) throw death
    const answer = await new Promise<FromWorker | Error>((done) => {
      answered = done
    })
    if (answer instanceof Error) throw answer
    if (answer.kind === 'failed') throw asError(answer.error, dataDir)
    return answer.kind === 'ready' ? answer.port : 0
  }
  const end = async (): Promise<void> => {
    worker.removeAllListeners()
    await worker.terminate()
    place?.remove()
  }
  let listening: number
  try {
    listening = await next()
  } catch (error) {
    await end()
    throw error
  }
  return {
    uri: place ? `mongodb://${encodeURIComponent(place.path)}` : `mongodb://127.0.0.1:${listening}`,
    async stop() {
      const stopped = next()
      worker.postMessage('stop')
      try {
        await stopped
      } finally {
        await end()
      }
    },
  }
}
