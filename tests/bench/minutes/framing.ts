import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageType, SCHEMA_VERSION, syncType } from '../../../shared/minutes/protocol.ts'

/** What a server says that the measurement cares about. */
export type Said =
  | { readonly kind: 'asks'; readonly stateVector: Uint8Array }
  | { readonly kind: 'answer' | 'update'; readonly update: Uint8Array }
  /** `n` where the server names what it acknowledges; otherwise it is the oldest that waits. */
  | { readonly kind: 'acknowledges'; readonly n: number | null }
  | { readonly kind: 'other' }

/** How the same things are said to each server. */
export interface Framing {
  path(room: string, name: string): string
  /** Said first, once the socket is open. */
  greeting(room: string): Uint8Array[]
  sync(room: string, type: number, body: Uint8Array): Uint8Array
  /** The question for an acknowledgement; null where the server sends it unasked, or never. */
  askAck(n: number): Uint8Array | null
  read(bytes: Uint8Array): Said
}

const write = (fill: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  fill(encoder)
  return encoding.toUint8Array(encoder)
}

const writeSync = (encoder: encoding.Encoder, type: number, body: Uint8Array): void => {
  encoding.writeVarUint(encoder, messageType.sync)
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint8Array(encoder, body)
}

function readSync(decoder: decoding.Decoder): Said {
  const type = decoding.readVarUint(decoder)
  const body = decoding.readVarUint8Array(decoder)
  if (type === syncType.step1) return { kind: 'asks', stateVector: body }
  return { kind: type === syncType.step2 ? 'answer' : 'update', update: body }
}

const stock: Framing = {
  path: (room) => `/${room}`,
  greeting: () => [],
  sync: (_room, type, body) => write((encoder) => writeSync(encoder, type, body)),
  askAck: () => null,
  read(bytes) {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === messageType.sync) return readSync(decoder)
    if (type === messageType.ack) return { kind: 'acknowledges', n: decoding.readVarUint(decoder) }
    return { kind: 'other' }
  },
}

export const yWebsocket = stock

export const mingting: Framing = {
  ...stock,
  path: (room, name) => `/minutes/bench/${room}?schema=${SCHEMA_VERSION}&as=${name}`,
  askAck: (n) =>
    write((encoder) => {
      encoding.writeVarUint(encoder, messageType.ack)
      encoding.writeVarUint(encoder, n)
    }),
}

/** Message numbers of Hocuspocus, each after the name of the document. */
const HOCUSPOCUS = { sync: 0, auth: 2, syncReply: 4, syncStatus: 8 } as const

export const hocuspocus: Framing = {
  path: () => '/',
  greeting: (room) => [
    write((encoder) => {
      encoding.writeVarString(encoder, room)
      encoding.writeVarUint(encoder, HOCUSPOCUS.auth)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, 'token')
    }),
  ],
  sync: (room, type, body) =>
    write((encoder) => {
      encoding.writeVarString(encoder, room)
      writeSync(encoder, type, body)
    }),
  askAck: () => null,
  read(bytes) {
    const decoder = decoding.createDecoder(bytes)
    decoding.readVarString(decoder)
    const type = decoding.readVarUint(decoder)
    if (type === HOCUSPOCUS.sync || type === HOCUSPOCUS.syncReply) return readSync(decoder)
    return type === HOCUSPOCUS.syncStatus ? { kind: 'acknowledges', n: null } : { kind: 'other' }
  },
}
