import { type Document, Raw, setField } from './bson.ts'
import { decode } from './bson-decode.ts'
import { encode } from './bson-encode.ts'

const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const HEADER_BYTES = 16
/** Largest message a server accepts (maxMessageSizeBytes). */
export const MAX_MESSAGE_BYTES = 48_000_000

/** One request: the command document with its document sequences put in place. */
export interface WireRequest {
  readonly requestId: number
  readonly command: Document
  readonly legacy: boolean
  /** The client asked for no reply. */
  readonly moreToCome: boolean
}

/** Gathers what a socket delivers and cuts complete messages off its front. */
export class Messages {
  private chunks: Buffer[] = []
  private bytes = 0

  /** @throws RangeError for an impossible length */
  take(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk)
    this.bytes += chunk.length
    const messages: Buffer[] = []
    for (let size = this.size(); size !== null && size <= this.bytes; size = this.size()) {
      const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks)
      messages.push(all.subarray(0, size))
      this.chunks = size < all.length ? [all.subarray(size)] : []
      this.bytes = all.length - size
    }
    return messages
  }

  private size(): number | null {
    if (this.bytes < 4) return null
    const [first] = this.chunks
    const head = first && first.length >= 4 ? first : Buffer.concat(this.chunks)
    const size = head.readInt32LE(0)
    if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES)
      throw new RangeError(`impossible message length ${size}`)
    return size
  }
}

function readCString(buffer: Buffer, at: number): { text: string; end: number } {
  const zero = buffer.indexOf(0, at)
  if (zero < 0) throw new RangeError('unterminated text')
  return { text: buffer.toString('utf8', at, zero), end: zero + 1 }
}

function documentEnd(buffer: Buffer, at: number): number {
  const size = buffer.readInt32LE(at)
  if (size < 5 || at + size > buffer.length) throw new RangeError('document beyond its message')
  return at + size
}

/** @throws RangeError for anything that is not a well-formed OP_MSG or OP_QUERY */
export function parseMessage(message: Buffer): WireRequest {
  const requestId = message.readInt32LE(4)
  const opCode = message.readInt32LE(12)
  if (opCode === OP_QUERY) {
    const { end } = readCString(message, HEADER_BYTES + 4)
    const from = end + 8
    const command = decode(message, { from, to: documentEnd(message, from) })
    return { requestId, command, legacy: true, moreToCome: false }
  }
  if (opCode !== OP_MSG) throw new RangeError(`unsupported opcode ${opCode}`)
  const flags = message.readUInt32LE(HEADER_BYTES)
  const end = message.length - (flags & 1 ? 4 : 0)
  let command: Document = {}
  const sequences: [string, Raw[]][] = []
  let at = HEADER_BYTES + 4
  while (at < end) {
    const kind = message[at]
    at += 1
    if (kind === 0) {
      const next = documentEnd(message, at)
      command = decode(message, { from: at, to: next })
      at = next
    } else if (kind === 1) {
      const sectionEnd = at + message.readInt32LE(at)
      const name = readCString(message, at + 4)
      const documents: Raw[] = []
      at = name.end
      while (at < sectionEnd) {
        // Left as they came: most are stored as they are.
        const next = documentEnd(message, at)
        documents.push(new Raw(message.subarray(at, next)))
        at = next
      }
      sequences.push([name.text, documents])
    } else throw new RangeError(`unknown section ${kind}`)
  }
  for (const [name, documents] of sequences) setField(command, name, documents)
  return { requestId, command, legacy: false, moreToCome: (flags & 2) !== 0 }
}

/** The reply to a request, in the format it came in. */
export function encodeReply(request: WireRequest, reply: Document, replyId: number): Buffer {
  const { requestId, legacy } = request
  const prefix = HEADER_BYTES + (legacy ? 20 : 5)
  const message = encode(reply, prefix)
  message.fill(0, 0, prefix)
  message.writeInt32LE(message.length, 0)
  message.writeInt32LE(replyId, 4)
  message.writeInt32LE(requestId, 8)
  message.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12)
  if (legacy) {
    // One document, and nothing before it.
    message.writeInt32LE(8, HEADER_BYTES)
    message.writeInt32LE(1, HEADER_BYTES + 16)
  }
  return message
}
