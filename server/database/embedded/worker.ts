import { rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { failure } from './commands.ts'
import { ServerError } from './errors.ts'
import { FormatError } from './format.ts'
import { prepareStore } from './migrate.ts'
import { OwnedError, type Ownership, takeOwnership } from './owner.ts'
import { PlaceError, removeBegun } from './place.ts'
import { Service } from './service.ts'
import { Store } from './store.ts'
import { encodeReply, Messages, parseMessage } from './wire.ts'
import { type Failed, type FromWorker, type Settings, STORE_FILE } from './worker-messages.ts'

const settings: Settings = workerData
if (!parentPort) throw new Error('started as a program, not as a worker')
const parent = parentPort
const tell = (message: FromWorker): void => parent.postMessage(message)

let replies = 0

function attend(service: Promise<Service>, socket: Socket): void {
  const messages = new Messages()
  // Requests of one connection are answered in their order.
  let queue: Promise<void> = Promise.resolve()
  const serve = async (message: Buffer): Promise<void> => {
    const ready = await service
    let request: ReturnType<typeof parseMessage>
    try {
      request = parseMessage(message)
    } catch (error) {
      if (!(error instanceof ServerError)) {
        // Not the protocol: nothing on this connection can be trusted any more.
        socket.destroy()
        return
      }
      request = { requestId: message.readInt32LE(4), command: {}, legacy: false, moreToCome: false }
      reply(encodeReply(request, failure(error), ++replies))
      return
    }
    const answer = await ready.answer(request.command)
    if (!request.moreToCome) reply(encodeReply(request, answer, ++replies))
  }
  const reply = (bytes: Buffer): void => {
    if (!socket.destroyed) socket.write(bytes)
  }
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    try {
      for (const message of messages.take(chunk))
        queue = queue
          .then(() => serve(message))
          .catch(() => {
            socket.destroy()
          })
    } catch {
      socket.destroy()
    }
  })
}

const asFailed = (error: unknown): Failed => ({
  name: error instanceof Error ? error.name : 'Error',
  message: error instanceof Error ? error.message : String(error),
  ...(error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? { code: error.code }
    : {}),
  ...(error instanceof OwnedError ? { pid: error.pid } : {}),
  ...(error instanceof PlaceError ? { place: error.file } : {}),
  ...(error instanceof FormatError ? { format: { reason: error.reason, file: error.file } } : {}),
})

function listen(onSocket: (socket: Socket) => void): Promise<ReturnType<typeof createServer>> {
  return new Promise((done, fail) => {
    const listener = createServer({ noDelay: true }, onSocket)
    listener.once('error', fail)
    const listening = (): void => done(listener)
    if ('path' in settings.listen) listener.listen(settings.listen.path, listening)
    else listener.listen(settings.listen.port, '127.0.0.1', listening)
  })
}

/** Removes the socket directory a killed owner left; its name shows that we made it. */
function tidyAfter({ unclean }: Ownership): void {
  if (!unclean || !('path' in unclean.listens)) return
  const directory = dirname(unclean.listens.path)
  if (/[/\\]mt-\w+$/.test(directory)) rmSync(directory, { recursive: true, force: true })
}

async function run(): Promise<void> {
  const sockets = new Set<Socket>()
  let begin: (service: Service) => void = () => undefined
  const service = new Promise<Service>((resolve) => {
    begin = resolve
  })
  const listener = await listen((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    attend(service, socket)
  })
  const address = listener.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const ownership = await takeOwnership(
    settings.dataDir,
    'path' in settings.listen ? settings.listen : { port },
  )
  try {
    tidyAfter(ownership)
    removeBegun(settings.dataDir)
    const path = join(settings.dataDir, STORE_FILE)
    await prepareStore(path, ownership.unclean !== null)
    const store = Store.open(path)
    store.claim()
    const ready = new Service(store, Date.now, ({ message }) =>
      tell({ kind: 'damaged', error: asFailed(new FormatError('damaged', path, message)) }),
    )
    begin(ready)
    let tidying: Promise<void> = Promise.resolve()
    const timer = setInterval(() => {
      // What a full disk refuses now is tried again the next time.
      tidying = ready.tidy().catch(() => undefined)
    }, settings.tidyEveryMs)
    parent.once('message', () => {
      clearInterval(timer)
      listener.close()
      for (const socket of sockets) socket.destroy()
      tidying
        .then(() => ready.close())
        .then(() => ownership.release())
        .then(
          () => tell({ kind: 'stopped' }),
          (error) => tell({ kind: 'failed', error: asFailed(error) }),
        )
    })
  } catch (error) {
    await ownership.release()
    throw error
  }
  tell({ kind: 'ready', port })
}

run().catch((error) => tell({ kind: 'failed', error: asFailed(error) }))
