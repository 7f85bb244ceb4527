import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { messageType, syncType } from './protocol.ts'

/** Presence of one editor as it travels; `state` null means gone. */
export interface PresenceEntry {
  readonly clientId: number
  readonly clock: number
  readonly state: unknown
}

/** What either side of a minutes socket can say. */
export type Message =
  | { readonly kind: 'ask-missing'; readonly stateVector: Uint8Array }
  | { readonly kind: 'update'; readonly update: Uint8Array }
  | { readonly kind: 'presence'; readonly entries: readonly PresenceEntry[] }
  | { readonly kind: 'ask-presence' }
  | { readonly kind: 'ack'; readonly n: number }

/** A message that nobody of this protocol sends. */
export class UnreadableMessageError extends Error {
  override readonly name = 'UnreadableMessageError'
}

/** @throws UnreadableMessageError */
export function readMessage(bytes: Uint8Array): Message {
  try {
    return read(decoding.createDecoder(bytes))
  } catch (cause) {
    throw cause instanceof UnreadableMessageError ? cause : new UnreadableMessageError('cut short', { cause })
  }
}

function read(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder)
  switch (type) {
    case messageType.sync:
      return readSync(decoder)
    case messageType.awareness:
      return { kind: 'presence', entries: readPresence(decoding.readVarUint8Array(decoder)) }
    case messageType.queryAwareness:
      return { kind: 'ask-presence' }
    case messageType.ack:
      return { kind: 'ack', n: decoding.readVarUint(decoder) }
    default:
      throw new UnreadableMessageError(`type ${type}`)
  }
}

function readSync(decoder: decoding.Decoder): Message {
  const type = decoding.readVarUint(decoder)
  const body = decoding.readVarUint8Array(decoder)
  switch (type) {
    case syncType.step1:
      return { kind: 'ask-missing', stateVector: body }
    case syncType.step2:
    case syncType.update:
      return { kind: 'update', update: body }
    default:
      throw new UnreadableMessageError(`sync type ${type}`)
  }
}

function readPresence(body: Uint8Array): PresenceEntry[] {
  const decoder = decoding.createDecoder(body)
  const entries: PresenceEntry[] = []
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const clientId = decoding.readVarUint(decoder)
    const clock = decoding.readVarUint(decoder)
    entries.push({ clientId, clock, state: JSON.parse(decoding.readVarString(decoder)) })
  }
  return entries
}

function write(fill: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  fill(encoder)
  return encoding.toUint8Array(encoder)
}

function sync(type: number, body: Uint8Array): Uint8Array {
  return write((encoder) => {
    encoding.writeVarUint(encoder, messageType.sync)
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, body)
  })
}

/** Asks for what lies beyond a state vector. */
export const writeAskMissing = (stateVector: Uint8Array): Uint8Array => sync(syncType.step1, stateVector)
/** Answers `writeAskMissing`. */
export const writeMissing = (update: Uint8Array): Uint8Array => sync(syncType.step2, update)
export const writeUpdate = (update: Uint8Array): Uint8Array => sync(syncType.update, update)

/** `n` asks for, and returns, the acknowledgement that everything sent before it is durable. */
export const writeAck = (n: number): Uint8Array =>
  write((encoder) => {
    encoding.writeVarUint(encoder, messageType.ack)
    encoding.writeVarUint(encoder, n)
  })

export const writePresence = (entries: readonly PresenceEntry[]): Uint8Array =>
  write((encoder) => {
    encoding.writeVarUint(encoder, messageType.awareness)
    encoding.writeVarUint8Array(
      encoder,
      write((inner) => {
        encoding.writeVarUint(inner, entries.length)
        for (const { clientId, clock, state } of entries) {
          encoding.writeVarUint(inner, clientId)
          encoding.writeVarUint(inner, clock)
          encoding.writeVarString(inner, JSON.stringify(state))
        }
      }),
    )
  })
