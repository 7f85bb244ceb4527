import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { takeOwnership } from './owner.ts'

const messageSchema = z.union([
  z.object({ ready: z.number() }),
  z.object({ failed: z.string() }),
  z.object({ stopped: z.literal(true) }),
])

export interface EmbeddedMongo {
  /** Connection string without a database name. */
  readonly uri: string
  /** Everything written is on disk and the directory is free when this resolves. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  readonly dataDir: string
  /** Serve on 127.0.0.1 and this port instead of a private socket. */
  readonly port?: number
  /** Called when the store's thread dies: nothing can be saved any more. */
  readonly onFailure?: (error: Error) => void
}

/**
 * Starts the embedded database of a directory in a thread of its own and answers MongoDB's wire protocol on a
 * socket only this user can open. One process owns a directory at a time.
 * @throws OwnedError if another process has it; Error if the data cannot be opened
 */
export async function startEmbeddedMongo({
  dataDir,
  port,
  onFailure,
}: EmbeddedOptions): Promise<EmbeddedMongo> {
  const directory = resolve(dataDir)
  const ownership = takeOwnership(directory)
  const local = port === undefined && process.platform !== 'win32'
  // Unix socket paths are limited to 107 bytes, so it does not live in the data directory.
  const socketDir = local ? mkdtempSync(join(tmpdir(), 'mt-')) : null
  if (socketDir) chmodSync(socketDir, 0o700)
  const path = socketDir ? join(socketDir, 'db.sock') : null
  const release = (): void => {
    if (socketDir) rmSync(socketDir, { recursive: true, force: true })
    ownership.release()
  }
  const worker = new Worker(new URL('./worker-boot.mjs', import.meta.url), {
    execArgv: [],
    workerData: { dataDir: directory, listen: path ? { path } : { port: port ?? 0 } },
  })
  const next = (): Promise<z.infer<typeof messageSchema>> =>
    new Promise((done, fail) => {
      worker.once('message', (message) => done(messageSchema.parse(message)))
      worker.once('error', fail)
      worker.once('exit', () => fail(new Error('the database thread ended')))
    })
  let listening: number
  try {
    const message = await next()
    if (!('ready' in message))
      throw new Error('failed' in message ? message.failed : 'the database did not start')
    listening = message.ready
  } catch (error) {
    await worker.terminate()
    release()
    throw error
  }
  worker.removeAllListeners('error').removeAllListeners('exit')
  let stopping = false
  worker.on('error', (error) => {
    if (!stopping) onFailure?.(error instanceof Error ? error : new Error(String(error)))
  })
  return {
    uri: path ? `mongodb://${encodeURIComponent(path)}` : `mongodb://127.0.0.1:${listening}`,
    async stop() {
      stopping = true
      const stopped = next()
      worker.postMessage('stop')
      const message = await stopped
      await worker.terminate()
      release()
      if ('failed' in message) throw new Error(message.failed)
    },
  }
}
