import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as decoding from 'lib0/decoding'
import { ulid } from 'ulid'
import { onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { systemClock } from '../../../server/minutes/clock.ts'
import { createMinutes, type MinutesOptions } from '../../../server/minutes/minutes.ts'
import { createMemorySnapshots } from '../../../server/minutes/snapshots.ts'
import { createStore } from '../../../server/minutes/store.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { formatTime } from '../../../shared/i18n/format.ts'
import { minutesText, type TextWording } from '../../../shared/minutes/content.ts'
import { readMessage, writeAck } from '../../../shared/minutes/messages.ts'
import { FRAGMENT, messageType, minutesStream, SCHEMA_VERSION } from '../../../shared/minutes/protocol.ts'
import { entryKey } from '../../../shared/minutes/record-entries.ts'

export const clerk: Actor = { kind: 'account', accountId: 'a1', name: '白书简', roles: ['clerk'] }
export const chair: Actor = { kind: 'account', accountId: 'a2', name: '顾明衡', roles: ['chair'] }
export const observer: Actor = { kind: 'link', linkId: 'l1', meetingId: 'm1', role: 'observer' }
export const nobody: Actor = { kind: 'anonymous' }

const people: Readonly<Record<string, Actor>> = { clerk, chair, observer }

const wording: TextWording = {
  time: (at) => formatTime(at),
  evidence: (no) => `证据 ${no}`,
  entry: entryKey,
  colon: '：',
}

/** A server of minutes on a real port. `as=clerk|chair|observer` in the address says who comes. */
export async function serveMinutes(overrides: Partial<MinutesOptions> = {}) {
  const errors: unknown[] = []
  const options: MinutesOptions = {
    streams: createMemoryStreams(),
    snapshots: createMemorySnapshots(),
    clock: systemClock,
    random: Math.random,
    gatherMs: () => 0,
    newId: ulid,
    onError: (error) => errors.push(error),
    authenticate: async ({ url }) =>
      people[new URL(url ?? '', 'http://x').searchParams.get('as') ?? 'clerk'] ?? nobody,
    access: async (actor) => {
      switch (actor.kind) {
        case 'account':
          return { mode: 'write', role: actor.roles.includes('chair') ? 'chair' : 'clerk' }
        case 'link':
          return { mode: 'read', role: actor.role }
        default:
          return null
      }
    },
    ...overrides,
  }
  const minutes = createMinutes(options)
  /** An item as the database has it now. */
  const read = async (meetingId: string, itemId: string) => {
    const document = await createStore(minutesStream({ meetingId, itemId }), options).load()
    const { seq, closing } = document
    const json = document.content()
    document.destroy()
    return {
      json,
      text: minutesText(json, wording),
      seq,
      sha256: closing?.sha256,
      finalised: closing !== null,
    }
  }
  const http = createServer().on('upgrade', minutes.handleUpgrade)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  onTestFinished(async () => {
    await minutes.drain()
    http.closeAllConnections()
    http.close()
  })
  return { minutes, read, errors, url: `ws://127.0.0.1:${port}/minutes` }
}

export interface EditorOptions {
  readonly as?: string
  readonly room?: string
  readonly schema?: string
  readonly doc?: Y.Doc
}

/** The unmodified y-websocket client with message 102. */
export function edit(
  url: string,
  { as = 'clerk', room = 'm1/i1', schema = String(SCHEMA_VERSION), doc = new Y.Doc() }: EditorOptions = {},
) {
  const provider = new WebsocketProvider(url, room, doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: { schema, as },
  })
  onTestFinished(() => provider.destroy())
  const acks: number[] = []
  provider.messageHandlers[messageType.ack] = (_encoder, decoder) => {
    acks.push(decoding.readVarUint(decoder))
  }
  let asked = 0
  const paragraph = (): Y.XmlElement => {
    const first = doc.getXmlFragment(FRAGMENT).get(0)
    if (!(first instanceof Y.XmlElement)) throw new Error('not begun')
    return first
  }
  return {
    provider,
    doc,
    acks,
    text: () => doc.getXmlFragment(FRAGMENT).toString(),
    write(word: string) {
      const first = paragraph()
      const text = first.get(0)
      if (text instanceof Y.XmlText) text.insert(text.length, word)
      else first.insert(0, [new Y.XmlText(word)])
    },
    erase: () => paragraph().delete(0, paragraph().length),
    synced: () => vi.waitFor(() => provider.synced || Promise.reject(new Error('not synced'))),
    /** Asks for an acknowledgement of everything sent so far and waits for it. */
    async saved() {
      asked += 1
      const n = asked
      provider.ws?.send(new Uint8Array(writeAck(n)))
      await vi.waitFor(() => acks.includes(n) || Promise.reject(new Error('not acknowledged')))
    },
    closed: () => new Promise<number>((resolve) => provider.on('closed', ({ code }) => resolve(code))),
    shows: (word: string) =>
      vi.waitFor(
        () => doc.getXmlFragment(FRAGMENT).toString().includes(word) || Promise.reject(new Error(word)),
      ),
  }
}

type Heard = ReturnType<typeof readMessage>

/** A browser that says exactly what a test wants it to. */
export function plug(url: string, as = 'clerk', room = 'm1/i1') {
  const socket = new WebSocket(`${url}/${room}?schema=${SCHEMA_VERSION}&as=${as}`)
  onTestFinished(() => socket.terminate())
  const heard: Heard[] = []
  socket.on('message', (data) => Buffer.isBuffer(data) && heard.push(readMessage(data)))
  socket.on('error', () => {})
  return {
    socket,
    heard,
    opened: new Promise<void>((resolve) => socket.once('open', () => resolve())),
    closed: new Promise<number>((resolve) => socket.once('close', resolve)),
    hears: (kind: Heard['kind']) =>
      vi.waitFor(() => {
        const found = heard.find((message) => message.kind === kind)
        return found ?? Promise.reject(new Error(`no ${kind}`))
      }),
  }
}
