import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from './bson-classes.ts'
import { ServerError } from './errors.ts'

/**
 * A BSON value as this server holds it. A `number` is always a double; a 32-bit integer is an `Int32`, a 64-bit
 * one a `Long`, so that no value changes its type by being read and written. The driver's own decoder is not
 * used: it turns `{$ref, $id}` into another class and forgets what kind a number was.
 */
export type Value = unknown
export type Document = { [field: string]: Value }

/** A document that is already encoded; it is copied into a reply as it is. */
export class Raw {
  constructor(readonly bytes: Uint8Array) {}
}

const MAX_DEPTH = 200
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

const invalid = (what: string) => new ServerError(22, 'InvalidBSON', `invalid BSON: ${what}`)
const tooDeep = () =>
  new ServerError(15, 'Overflow', `cannot handle documents nested deeper than ${MAX_DEPTH} levels`)

export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Sets a field also where its name means something to JavaScript. */
export function setField(document: Document, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(document, name, { value, enumerable: true, writable: true, configurable: true })
  else document[name] = value
}

function text(buffer: Buffer, from: number, to: number): string {
  if (to - from > 24) return buffer.toString('utf8', from, to)
  let result = ''
  for (let i = from; i < to; i += 1) {
    const code = buffer[i] ?? 0
    if (code > 127) return buffer.toString('utf8', from, to)
    result += String.fromCharCode(code)
  }
  return result
}

function cstringEnd(buffer: Buffer, at: number, end: number): number {
  let i = at
  while (i < end && buffer[i] !== 0) i += 1
  if (i >= end) throw invalid('unterminated name')
  return i
}

/** Length of the value of a type at a place, without decoding it. */
function sizeOf(buffer: Buffer, type: number, at: number, end: number): number {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8
    case 0x02:
    case 0x0d:
    case 0x0e:
      return 4 + buffer.readInt32LE(at)
    case 0x03:
    case 0x04:
    case 0x0f:
      return buffer.readInt32LE(at)
    case 0x05:
      return 5 + buffer.readInt32LE(at)
    case 0x07:
      return 12
    case 0x08:
      return 1
    case 0x06:
    case 0x0a:
    case 0x7f:
    case 0xff:
      return 0
    case 0x0b:
      return cstringEnd(buffer, cstringEnd(buffer, at, end) + 1, end) + 1 - at
    case 0x0c:
      return 4 + buffer.readInt32LE(at) + 12
    case 0x10:
      return 4
    case 0x13:
      return 16
    default:
      throw invalid(`unknown type ${type}`)
  }
}

function decodeString(buffer: Buffer, at: number, end: number): string {
  const length = buffer.readInt32LE(at)
  if (length < 1 || at + 4 + length > end || buffer[at + 3 + length] !== 0) throw invalid('text length')
  return text(buffer, at + 4, at + 3 + length)
}

function decodeValue(buffer: Buffer, type: number, at: number, end: number, depth: number): Value {
  switch (type) {
    case 0x01:
      return buffer.readDoubleLE(at)
    case 0x02:
      return decodeString(buffer, at, end)
    case 0x03:
      return decodeAt(buffer, at, end, depth + 1)
    case 0x04:
      return decodeArray(buffer, at, end, depth + 1)
    case 0x05: {
      const length = buffer.readInt32LE(at)
      const subtype = buffer[at + 4] ?? 0
      const bytes = Buffer.from(buffer.subarray(at + 5, at + 5 + length))
      // The old generic subtype repeats its length inside.
      return subtype === 2 ? new Binary(bytes.subarray(4), 2) : new Binary(bytes, subtype)
    }
    case 0x07:
      return new ObjectId(Buffer.from(buffer.subarray(at, at + 12)))
    case 0x08:
      return buffer[at] === 1
    case 0x09:
      return new Date(Number(buffer.readBigInt64LE(at)))
    // The undefined of old shells is not told from null.
    case 0x06:
    case 0x0a:
      return null
    case 0x0b: {
      const source = cstringEnd(buffer, at, end)
      const options = cstringEnd(buffer, source + 1, end)
      return new BSONRegExp(text(buffer, at, source), text(buffer, source + 1, options))
    }
    case 0x0d:
      return new Code(decodeString(buffer, at, end))
    case 0x0e:
      return new BSONSymbol(decodeString(buffer, at, end))
    case 0x0f: {
      const length = buffer.readInt32LE(at + 4)
      return new Code(
        decodeString(buffer, at + 4, end),
        decodeAt(buffer, at + 8 + length, end, depth + 1) as never,
      )
    }
    case 0x10:
      return new Int32(buffer.readInt32LE(at))
    case 0x11:
      return new Timestamp(buffer.readBigUInt64LE(at))
    case 0x12:
      return new Long(buffer.readInt32LE(at), buffer.readInt32LE(at + 4))
    case 0x13:
      return new Decimal128(Buffer.from(buffer.subarray(at, at + 16)))
    case 0xff:
      return new MinKey()
    case 0x7f:
      return new MaxKey()
    default:
      throw invalid(`type ${type} is not supported`)
  }
}

/** Calls `take` for every element of a document or array until it returns true. */
function eachElement(
  buffer: Buffer,
  start: number,
  limit: number,
  take: (type: number, nameAt: number, nameEnd: number, at: number, end: number) => boolean,
): void {
  if (start + 5 > limit) throw invalid('length')
  const size = buffer.readInt32LE(start)
  const end = start + size
  if (size < 5 || end > limit || buffer[end - 1] !== 0) throw invalid('length')
  let at = start + 4
  while (at < end - 1) {
    const type = buffer[at] ?? 0
    const nameEnd = cstringEnd(buffer, at + 1, end)
    const next = nameEnd + 1 + sizeOf(buffer, type, nameEnd + 1, end)
    if (next > end - 1 || next <= nameEnd) throw invalid('element beyond its document')
    if (take(type, at + 1, nameEnd, nameEnd + 1, end)) return
    at = next
  }
}

function decodeAt(buffer: Buffer, start: number, limit: number, depth: number): Document {
  if (depth > MAX_DEPTH) throw tooDeep()
  const document: Document = {}
  eachElement(buffer, start, limit, (type, nameAt, nameEnd, at, end) => {
    setField(document, text(buffer, nameAt, nameEnd), decodeValue(buffer, type, at, end, depth))
    return false
  })
  return document
}

function decodeArray(buffer: Buffer, start: number, limit: number, depth: number): Value[] {
  if (depth > MAX_DEPTH) throw tooDeep()
  const items: Value[] = []
  eachElement(buffer, start, limit, (type, _nameAt, _nameEnd, at, end) => {
    items.push(decodeValue(buffer, type, at, end, depth))
    return false
  })
  return items
}

/** @throws ServerError 22 for bytes that are no BSON document, 15 for one nested too deep */
export function decode(bytes: Uint8Array): Document {
  const buffer = asBuffer(bytes)
  try {
    return decodeAt(buffer, 0, buffer.length, 1)
  } catch (error) {
    throw error instanceof RangeError ? invalid(error.message) : error
  }
}

/** The names of a document's fields in order, without decoding their values. */
export function fieldNames(bytes: Uint8Array): string[] {
  const buffer = asBuffer(bytes)
  const names: string[] = []
  eachElement(buffer, 0, buffer.length, (_type, nameAt, nameEnd) => {
    names.push(text(buffer, nameAt, nameEnd))
    return false
  })
  return names
}

/** One field of an encoded document, the rest left undecoded; undefined where it is missing. */
export function fieldOf(bytes: Uint8Array, name: string): Value {
  const buffer = asBuffer(bytes)
  const wanted = Buffer.from(name)
  let found: Value
  eachElement(buffer, 0, buffer.length, (type, nameAt, nameEnd, at, end) => {
    if (nameEnd - nameAt !== wanted.length || wanted.compare(buffer, nameAt, nameEnd) !== 0) return false
    found = decodeValue(buffer, type, at, end, 1)
    return true
  })
  return found
}

/** A buffer that grows as it is written. */
class Writer {
  private buffer = Buffer.allocUnsafe(512)
  private at = 0

  /** Where the next bytes go. Called first: it may move the buffer. */
  private room(bytes: number): number {
    const from = this.at
    this.at += bytes
    if (this.at > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at))
      this.buffer.copy(larger, 0, 0, from)
      this.buffer = larger
    }
    return from
  }

  byte(value: number): void {
    const at = this.room(1)
    this.buffer[at] = value
  }

  int32(value: number): void {
    const at = this.room(4)
    this.buffer.writeInt32LE(value, at)
  }

  double(value: number): void {
    const at = this.room(8)
    this.buffer.writeDoubleLE(value, at)
  }

  int64(value: bigint): void {
    const at = this.room(8)
    this.buffer.writeBigInt64LE(BigInt.asIntN(64, value), at)
  }

  bytes(value: Uint8Array): void {
    const at = this.room(value.length)
    this.buffer.set(value, at)
  }

  cstring(value: string): void {
    if (value.includes('\0')) throw invalid('a name holds a null byte')
    this.text(value)
    this.byte(0)
  }

  private text(value: string): number {
    const length = Buffer.byteLength(value)
    const at = this.room(length)
    this.buffer.write(value, at, length, 'utf8')
    return length
  }

  string(value: string): void {
    const place = this.room(4)
    const length = this.text(value)
    this.byte(0)
    this.buffer.writeInt32LE(length + 1, place)
  }

  /** A part that begins with its own length. */
  sized(write: () => void): void {
    const place = this.room(4)
    write()
    this.byte(0)
    this.buffer.writeInt32LE(this.at - place, place)
  }

  done(): Buffer {
    return Buffer.from(this.buffer.subarray(0, this.at))
  }
}

function writeElement(out: Writer, name: string, value: Value, depth: number): void {
  const head = (type: number): void => {
    out.byte(type)
    out.cstring(name)
  }
  if (typeof value === 'string') {
    head(0x02)
    out.string(value)
  } else if (typeof value === 'number') {
    head(0x01)
    out.double(value)
  } else if (typeof value === 'boolean') {
    head(0x08)
    out.byte(value ? 1 : 0)
  } else if (value === null) head(0x0a)
  else if (Array.isArray(value)) {
    head(0x04)
    if (depth >= MAX_DEPTH) throw tooDeep()
    out.sized(() => {
      for (let i = 0; i < value.length; i += 1) writeElement(out, String(i), value[i] ?? null, depth + 1)
    })
  } else if (value instanceof Int32) {
    head(0x10)
    out.int32(value.value)
  } else if (value instanceof ObjectId) {
    head(0x07)
    out.bytes(value.id)
  } else if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw invalid('a date out of range')
    head(0x09)
    out.int64(BigInt(value.getTime()))
  } else if (value instanceof Raw) {
    head(0x03)
    out.bytes(value.bytes)
  } else if (value instanceof Timestamp) {
    head(0x11)
    out.int64(value.toBigInt())
  } else if (value instanceof Long) {
    head(0x12)
    out.int64(value.toBigInt())
  } else if (value instanceof Decimal128) {
    head(0x13)
    out.bytes(value.bytes)
  } else if (value instanceof Binary) {
    const bytes = value.buffer.subarray(0, value.position)
    head(0x05)
    out.int32(value.sub_type === 2 ? bytes.length + 4 : bytes.length)
    out.byte(value.sub_type)
    if (value.sub_type === 2) out.int32(bytes.length)
    out.bytes(bytes)
  } else if (value instanceof BSONRegExp) {
    head(0x0b)
    out.cstring(value.pattern)
    out.cstring(value.options)
  } else if (value instanceof Code) {
    const { scope } = value
    head(scope ? 0x0f : 0x0d)
    if (scope) {
      const inner = encode(scope)
      out.int32(8 + Buffer.byteLength(value.code) + 1 + inner.length)
      out.string(value.code)
      out.bytes(inner)
    } else out.string(value.code)
  } else if (value instanceof BSONSymbol) {
    head(0x0e)
    out.string(value.value)
  } else if (value instanceof MinKey) head(0xff)
  else if (value instanceof MaxKey) head(0x7f)
  else if (typeof value === 'object') {
    head(0x03)
    writeDocument(out, value as Document, depth + 1)
  } else throw invalid(`a ${typeof value} has no BSON type`)
}

function writeDocument(out: Writer, document: Document, depth: number): void {
  if (depth > MAX_DEPTH) throw tooDeep()
  out.sized(() => {
    for (const name of Object.keys(document)) {
      const value = document[name]
      if (value !== undefined) writeElement(out, name, value, depth)
    }
  })
}

/** Fields that are `undefined` are left out. @throws ServerError 22 or 15 for what cannot be encoded */
export function encode(document: Document): Buffer {
  const out = new Writer()
  writeDocument(out, document, 1)
  return out.done()
}

export const isDocument = (value: Value): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !('_bsontype' in value && !Object.hasOwn(value, '_bsontype'))

/** A copy that shares no document and no array with the original; leaf values are never changed in place. */
export function copy<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T
  if (!isDocument(value)) return value
  const made: Document = {}
  for (const name of Object.keys(value)) setField(made, name, copy(value[name]))
  return made as T
}
