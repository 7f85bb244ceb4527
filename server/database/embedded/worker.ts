import { createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { answer, type Server } from './commands.ts'
import { Cursors } from './cursors.ts'
import { ServerError } from './errors.ts'
import { Store } from './store.ts'
import { expire } from './ttl.ts'
import type { Document } from './values.ts'
import { encodeReply, parseMessage, takeMessages, type WireRequest } from './wire.ts'

const TTL_EVERY_MS = 60_000

const settings = z
  .object({
    dataDir: z.string(),
    listen: z.union([z.object({ path: z.string() }), z.object({ port: z.number() })]),
  })
  .parse(workerData)
if (!parentPort) throw new Error('started as a program, not as a worker')
const parent = parentPort

const failure = (error: unknown): Document =>
  error instanceof ServerError
    ? { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details }
    : {
        ok: 0,
        errmsg: error instanceof Error ? error.message : String(error),
        code: 8000,
        codeName: 'InternalError',
      }

let replies = 0

/** Answers one request; the answer leaves only when everything applied before it is on disk. */
async function serve(server: Server, request: WireRequest): Promise<Buffer | null> {
  let reply: Document
  try {
    reply = answer(server, request.command)
    await server.store.settled()
  } catch (error) {
    reply = failure(error)
  }
  replies += 1
  return request.moreToCome ? null : encodeReply(request, reply, replies)
}

function attend(server: Server, socket: Socket): void {
  let buffered: Buffer = Buffer.alloc(0)
  let queue: Promise<void> = Promise.resolve()
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    try {
      const taken = takeMessages(buffered.length > 0 ? Buffer.concat([buffered, chunk]) : chunk)
      buffered = taken.rest
      for (const message of taken.messages) {
        const request = parseMessage(message)
        queue = queue.then(async () => {
          const reply = await serve(server, request)
          if (reply && !socket.destroyed) socket.write(reply)
        })
      }
    } catch {
      // Not the protocol: nothing on this connection can be trusted any more.
      socket.destroy()
    }
  })
}

const store = Store.open(settings.dataDir)
const server: Server = { store, cursors: new Cursors(Date.now) }
const sockets = new Set<Socket>()
const listener = createServer((socket) => {
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  attend(server, socket)
})
const ttl = setInterval(() => expire(store, Date.now()), TTL_EVERY_MS)

parent.on('message', (message) => {
  if (message !== 'stop') return
  clearInterval(ttl)
  listener.close()
  for (const socket of sockets) socket.destroy()
  store.close().then(
    () => parent.postMessage({ stopped: true }),
    (error) => parent.postMessage({ failed: String(error) }),
  )
})

listener.on('error', (error) => parent.postMessage({ failed: error.message }))
const listening = () => {
  const address = listener.address()
  parent.postMessage({ ready: typeof address === 'object' && address ? address.port : 0 })
}
if ('path' in settings.listen) listener.listen(settings.listen.path, listening)
else listener.listen(settings.listen.port, '127.0.0.1', listening)
