/**
 * Two processes over one `npm run embedded`; six people write and erase in the same item while one process after
 * the other is killed with SIGKILL in the middle of it. Nothing acknowledged may be missing from the record.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as decoding from 'lib0/decoding'
import mongoose from 'mongoose'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createAcknowledgements } from '../../client/minutes/acknowledgements.ts'
import { createDocument } from '../../server/minutes/document.ts'
import { noHints } from '../../server/streams/hints.ts'
import { createMongoStreams } from '../../server/streams/mongo.ts'
import { minutesContent } from '../../shared/minutes/content.ts'
import { writeAck } from '../../shared/minutes/messages.ts'
import { FRAGMENT, messageType, minutesStream, SCHEMA_VERSION } from '../../shared/minutes/protocol.ts'
import { freePort, kill, startProgram } from './processes.ts'

const KILLS = Number(process.env.KILLS ?? 30)
const address = { meetingId: 'm1', itemId: 'i1' }
const names = ['ann', 'bob', 'cho', 'dee', 'eli', 'fay']

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
async function until(what: string, met: () => boolean): Promise<void> {
  for (const start = Date.now(); !met(); await wait(50))
    if (Date.now() - start > 60_000) throw new Error(`not within a minute: ${what}`)
}

type Deed = { readonly kind: 'wrote' | 'erased'; readonly word: string }

/** A person at the unmodified y-websocket client. */
function sitDown(name: string, port: number) {
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/minutes`, 'm1/i1', doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: { schema: String(SCHEMA_VERSION), as: name },
  })
  const deeds: Deed[] = []
  let durable = 0
  const acks = createAcknowledgements((n) => provider.ws?.send(new Uint8Array(writeAck(n))))
  provider.messageHandlers[messageType.ack] = (_encoder, decoder) => {
    const n = decoding.readVarUint(decoder)
    acks.answered(n)
    durable = Math.max(durable, n)
  }
  provider.on('sync', (synced) => synced && acks.synced())
  provider.on('status', ({ status }) => status === 'disconnected' && acks.lost())
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider) acks.changed()
  })
  const act = (): void => {
    const paragraph = doc.getXmlFragment(FRAGMENT).get(0)
    if (!(paragraph instanceof Y.XmlElement)) return
    doc.transact(() => {
      const first = paragraph.get(0)
      const text = first instanceof Y.XmlText ? first : new Y.XmlText()
      if (text !== first) paragraph.insert(0, [text])
      const shown = text.toString()
      const words: readonly string[] = shown.match(/[^;]+;/g) ?? []
      const word = Math.random() < 0.25 ? words[Math.floor(Math.random() * words.length)] : undefined
      if (word) {
        deeds.push({ kind: 'erased', word })
        text.delete(shown.indexOf(word), word.length)
      } else {
        const fresh = `${name}-${deeds.length};`
        deeds.push({ kind: 'wrote', word: fresh })
        text.insert(Math.random() < 0.5 ? 0 : shown.length, fresh)
      }
    })
  }
  return {
    doc,
    deeds,
    act,
    durable: () => deeds.slice(0, durable),
    saved: () => provider.synced && acks.complete,
    leave: () => provider.destroy(),
  }
}

const words = (deeds: readonly Deed[], kind: Deed['kind']): readonly string[] =>
  deeds.filter((deed) => deed.kind === kind).map(({ word }) => word)

const dataDir = await mkdtemp(join(tmpdir(), 'mt-faults-'))
const databasePort = await freePort()
const database = await startProgram(
  'server/database/embedded/serve.ts',
  ['--port', String(databasePort), '--data', dataDir],
  /mongodb:/,
)
const uri = `mongodb://127.0.0.1:${databasePort}/faults`
const ports = [await freePort(), await freePort()]
const startNode = (place: number) =>
  startProgram('tests/faults/minutes-node.ts', [uri, String(ports[place])], /ready/)
const nodes = await Promise.all(ports.map((_, place) => startNode(place)))
const people = names.map((name, i) => sitDown(name, ports[i % 2] ?? 0))

/** Types, kills, and compares. Returns whether everything acknowledged is in the record. */
async function trial(): Promise<boolean> {
  const typing = setInterval(() => people[Math.floor(Math.random() * people.length)]?.act(), 20)

  let acknowledgedBeforeEnd = 0
  for (let killed = 0; killed < KILLS; killed++) {
    await wait(300 + Math.random() * 1200)
    const place = Math.floor(Math.random() * 2)
    const node = nodes[place]
    if (!node) throw new Error('no such process')
    await kill(node)
    nodes[place] = await startNode(place)
    acknowledgedBeforeEnd = people.reduce((sum, { durable }) => sum + durable().length, 0)
  }
  clearInterval(typing)
  await until('everybody reads saved', () => people.every(({ saved }) => saved()))

  const connection = await mongoose.createConnection(uri).asPromise()
  const streams = await createMongoStreams({
    connection,
    hints: noHints,
    projected: [],
    compareEveryMs: 60_000,
    onError: () => {},
  })
  const document = createDocument(null)
  for (const entry of await streams.read(minutesStream(address), 0)) document.apply(entry)
  const record = JSON.stringify(document.content())
  await until('all replicas agree', () =>
    people.every(({ doc }) => JSON.stringify(minutesContent(doc)) === record),
  )
  const erased = new Set(people.flatMap(({ deeds }) => words(deeds, 'erased')))
  const acknowledged = people.flatMap(({ durable }) => durable())
  const lost = [
    ...words(acknowledged, 'wrote').filter((word) => !erased.has(word) && !record.includes(word)),
    ...words(acknowledged, 'erased').filter((word) => record.includes(word)),
  ]
  console.table({
    'SIGKILLs of one of two processes': KILLS,
    'words written or erased': people.reduce((sum, { deeds }) => sum + deeds.length, 0),
    'acknowledged while processes died': acknowledgedBeforeEnd,
    'acknowledged in the end': acknowledged.length,
    'acknowledged and lost': lost.length,
  })
  await streams.close()
  await connection.close()
  if (lost.length > 0) console.error(lost.join(' '))
  return lost.length === 0 && acknowledgedBeforeEnd > 0
}

let passed = false
try {
  passed = await trial()
} finally {
  for (const person of people) person.leave()
  await Promise.all([...nodes, database].map(kill))
  await rm(dataDir, { recursive: true, force: true })
}
process.exit(passed ? 0 : 1)
