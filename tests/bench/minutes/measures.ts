import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { sendOwnPresence } from '../../../client/minutes/own-presence.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { agesIn, type BenchClient, connectClient } from './client.ts'
import type { Subject } from './servers.ts'

export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN
}

const PEOPLE = 30
const TYPISTS = 2
const PER_SECOND = 5

/** Rooms of 30 people, two of whom type five words a second. */
export function openHall(server: Subject) {
  const typists: BenchClient[] = []
  const readers: BenchClient[] = []
  let ages: number[] = []
  let rooms = 0
  let typing: ReturnType<typeof setInterval> | undefined
  let turn = 0
  let typed = 0
  const typeNext = (): void => {
    typists[turn++ % typists.length]?.type()
    typed += 1
  }
  return {
    rooms: () => rooms,
    connections: () => typists.length + readers.length,
    async grow(to: number) {
      for (; rooms < to; rooms++) {
        const room = `room-${rooms}`
        const people = Array.from({ length: PEOPLE }, (_, i) =>
          connectClient({
            ...server,
            room,
            name: `p${i}`,
            ...(i < TYPISTS ? {} : { onUpdate: (update: Uint8Array) => void ages.push(...agesIn(update)) }),
          }),
        )
        await Promise.all(people.map(({ synced }) => synced))
        typists.push(...people.slice(0, TYPISTS))
        readers.push(...people.slice(TYPISTS))
      }
      clearInterval(typing)
      // Typists take turns evenly over the second, as people do.
      const every = 10
      const perTick = (typists.length * PER_SECOND * every) / 1000
      let due = 0
      typing = setInterval(() => {
        for (due += perTick; due >= 1; due--) typeNext()
      }, every)
    },
    async measure(ms: number) {
      await wait(2000)
      ages = []
      typed = 0
      for (const { ackTimes } of typists) ackTimes.length = 0
      const before = server.used()
      const ownBefore = process.cpuUsage()
      await wait(ms)
      const after = server.used()
      const own = process.cpuUsage(ownBefore)
      const acks = typists.flatMap(({ ackTimes }) => ackTimes)
      return {
        deliveries: (ages.length * 1000) / ms,
        wanted: (typed * (PEOPLE - TYPISTS) * 1000) / ms,
        p50: quantile(ages, 0.5),
        p99: quantile(ages, 0.99),
        ackP50: quantile(acks, 0.5),
        ackP99: quantile(acks, 0.99),
        cpu: before && after ? ((after.seconds - before.seconds) * 100_000) / ms : Number.NaN,
        /** Of the generator itself: near 100 it is the generator that is measured. */
        ownCpu: (own.user + own.system) / (10 * ms),
        megabytes: after?.megabytes ?? Number.NaN,
      }
    },
    close() {
      clearInterval(typing)
      for (const client of [...typists, ...readers]) client.close()
    },
  }
}

/** Minutes as they come to be: typed in runs, with jumps back and corrections. */
export function typedMinutes(keystrokes: number): Y.Doc {
  const doc = new Y.Doc()
  const text = new Y.XmlText()
  doc.getXmlFragment(FRAGMENT).push([text])
  let at = 0
  for (let key = 0; key < keystrokes; key++) {
    if (key % 23 === 0) at = (key * 7919) % (text.length + 1)
    if (key % 17 === 16 && at > 0) text.delete(--at, 1)
    else text.insert(at++, String.fromCharCode(0x4e00 + ((key * 31) % 20_000)))
  }
  return doc
}

/** Hands a document to the server and gives it time to keep it. */
export async function upload(server: Subject, room: string, doc: Y.Doc): Promise<BenchClient> {
  const client = connectClient({ ...server, room, name: 'author', doc })
  await client.synced
  for (let i = 0; client.waiting() > 0 && i < 40; i++) await wait(50)
  return client
}

/** Milliseconds until a newcomer has the whole text, after a restart. */
export async function coldLoad(server: Subject, room: string): Promise<number> {
  const start = performance.now()
  const client = connectClient({ ...server, room, name: 'reader' })
  await client.synced
  const took = performance.now() - start
  client.close()
  return took
}

/** Milliseconds until everybody is in sync again after all lines broke at once. */
export async function storm(server: Subject, rooms: number): Promise<number> {
  const gather = () =>
    Array.from({ length: rooms * PEOPLE }, (_, i) =>
      connectClient({ ...server, room: `storm-${i % rooms}`, name: `p${i}` }),
    )
  const first = gather()
  await Promise.all(first.map(({ synced }) => synced))
  for (const client of first) client.close()
  const start = performance.now()
  const again = gather()
  await Promise.all(again.map(({ synced }) => synced))
  const took = performance.now() - start
  for (const client of again) client.close()
  return took
}

/** Messages a second, up and down, in a room of 60 where nobody does anything. */
export async function idleRoom(server: Subject, own: boolean, ms: number): Promise<number> {
  let messages = 0
  class Counted extends WebSocket {
    constructor(url: string | URL) {
      super(url)
      this.on('message', () => {
        messages += 1
      })
      const send = this.send.bind(this)
      this.send = (data: Parameters<typeof send>[0]) => {
        messages += 1
        send(data)
      }
    }
  }
  const people = Array.from({ length: 60 }, (_, i) => {
    const [path = '', query = ''] = server.framing.path('idle', `p${i}`).split('?')
    const provider = new WebsocketProvider(
      `ws://127.0.0.1:${server.port}${path.slice(0, path.lastIndexOf('/'))}`,
      'idle',
      new Y.Doc(),
      {
        WebSocketPolyfill: Counted as unknown as typeof globalThis.WebSocket,
        disableBc: true,
        params: Object.fromEntries(new URLSearchParams(query)),
      },
    )
    const presence = own ? sendOwnPresence(provider) : null
    provider.awareness.setLocalState({ cursor: null })
    return { provider, presence }
  })
  await wait(5000)
  messages = 0
  await wait(ms)
  const seen = messages
  for (const { provider, presence } of people) {
    presence?.stop()
    provider.destroy()
  }
  return (seen * 1000) / ms
}

/** Five people type; the process dies; what is in the text after it started again? */
export async function killed(server: Subject) {
  const typists = Array.from({ length: 5 }, (_, i) =>
    connectClient({ ...server, room: `kill-${i}`, name: 'author' }),
  )
  await Promise.all(typists.map(({ synced }) => synced))
  for (const end = Date.now() + 4000; Date.now() < end; await wait(40))
    for (const typist of typists) typist.type()
  await server.kill()
  await server.start()
  const lost = { sent: 0, acknowledged: 0, lostSent: 0, lostAcknowledged: 0 }
  for (const [i, typist] of typists.entries()) {
    const reader = connectClient({ ...server, room: `kill-${i}`, name: 'reader' })
    const doc = new Y.Doc()
    Y.applyUpdate(doc, await reader.synced)
    const text = doc.getXmlFragment(FRAGMENT).toString()
    const acknowledged = typist.acknowledged()
    lost.sent += typist.words.length
    lost.acknowledged += acknowledged.length
    lost.lostSent += typist.words.filter((word) => !text.includes(word)).length
    lost.lostAcknowledged += acknowledged.filter((word) => !text.includes(word)).length
    reader.close()
  }
  return lost
}
