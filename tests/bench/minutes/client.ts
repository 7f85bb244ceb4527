import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { FRAGMENT, syncType } from '../../../shared/minutes/protocol.ts'
import type { Framing } from './framing.ts'

/** A word that says when it was sent: `~` and tenths of milliseconds in eight digits of base 36. */
const TENTHS = 10
const DIGITS = 8
const TILDE = 0x7e
const stamp = (): string =>
  `~${Math.round(performance.now() * TENTHS)
    .toString(36)
    .padStart(DIGITS, '0')}`

/** How long ago the words in an update were sent, in milliseconds. */
export function agesIn(update: Uint8Array): number[] {
  const bytes = Buffer.from(update.buffer, update.byteOffset, update.byteLength)
  const now = performance.now()
  const ages: number[] = []
  for (let at = bytes.indexOf(TILDE); at >= 0; at = bytes.indexOf(TILDE, at + 1)) {
    const sent = Number.parseInt(bytes.toString('latin1', at + 1, at + 1 + DIGITS), 36) / TENTHS
    if (Number.isFinite(sent)) ages.push(now - sent)
  }
  return ages
}

export interface ClientOptions {
  readonly framing: Framing
  readonly port: number
  readonly room: string
  readonly name: string
  /** What this one has to begin with. */
  readonly doc?: Y.Doc
  readonly onUpdate?: (update: Uint8Array) => void
}

/** One connection that types, or reads along without keeping a document. */
export function connectClient({ framing, port, room, name, doc = new Y.Doc(), onUpdate }: ClientOptions) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${framing.path(room, name)}`, {
    perMessageDeflate: false,
  })
  const words: string[] = []
  /** When each message that will be acknowledged was sent, with how many words were sent by then. */
  const waiting: { readonly n: number; readonly at: number; readonly words: number }[] = []
  const ackTimes: number[] = []
  let acknowledged = 0
  let asked = 0
  let answered: (update: Uint8Array) => void = () => {}
  const synced = new Promise<Uint8Array>((resolve, reject) => {
    answered = resolve
    socket.once('close', (code) => reject(new Error(`closed with ${code}`)))
  })
  synced.catch(() => {})
  socket.on('error', () => {})

  const send = (type: number, body: Uint8Array): void => {
    if (socket.readyState !== socket.OPEN) return
    socket.send(framing.sync(room, type, body))
    if (type === syncType.step1) return
    asked += 1
    waiting.push({ n: asked, at: performance.now(), words: words.length })
    const question = framing.askAck(asked)
    if (question) socket.send(question)
  }
  socket.on('open', () => {
    for (const message of framing.greeting(room)) socket.send(message)
    send(syncType.step1, Y.encodeStateVector(doc))
  })
  socket.on('message', (data) => {
    if (!Buffer.isBuffer(data)) return
    const said = framing.read(data)
    switch (said.kind) {
      case 'asks':
        send(syncType.step2, Y.encodeStateAsUpdate(doc, said.stateVector))
        break
      case 'answer':
        answered(said.update)
        onUpdate?.(said.update)
        break
      case 'update':
        onUpdate?.(said.update)
        break
      case 'acknowledges':
        for (;;) {
          const [first] = waiting
          if (!first || (said.n !== null && first.n > said.n)) break
          waiting.shift()
          ackTimes.push(performance.now() - first.at)
          acknowledged = first.words
          if (said.n === null) break
        }
        break
      case 'other':
        break
    }
  })

  const line = new Y.XmlText()
  return {
    synced,
    words,
    ackTimes,
    acknowledged: () => words.slice(0, acknowledged),
    waiting: () => waiting.length,
    type() {
      const before = Y.encodeStateVector(doc)
      const word = stamp()
      if (!line.doc) doc.getXmlFragment(FRAGMENT).push([line])
      line.insert(line.length, word)
      words.push(word)
      send(syncType.update, Y.encodeStateAsUpdate(doc, before))
    },
    close: () => socket.terminate(),
  }
}
export type BenchClient = ReturnType<typeof connectClient>
