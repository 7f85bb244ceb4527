import { type Document, invalid, MAX_DEPTH, namesOf, Raw, tooDeep, type Value } from './bson.ts'
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
import { Growing } from './growing.ts'

class Writer extends Growing {
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

  cstring(value: string): void {
    if (value.includes('\0')) throw invalid('a name holds a null byte')
    this.text(value)
    this.byte(0)
  }

  string(value: string): void {
    const place = this.start()
    this.text(value)
    this.byte(0)
    this.buffer.writeInt32LE(this.at - place - 4, place)
  }

  /** Begins a part that starts with its own length. @returns its place, for `end` */
  start(): number {
    return this.room(4)
  }

  end(place: number): void {
    this.byte(0)
    this.buffer.writeInt32LE(this.at - place, place)
  }
}

function head(out: Writer, name: string, type: number): void {
  out.byte(type)
  out.cstring(name)
}

function writeElement(out: Writer, name: string, value: Value, depth: number): void {
  if (typeof value === 'string') {
    head(out, name, 0x02)
    out.string(value)
  } else if (typeof value === 'number') {
    head(out, name, 0x01)
    out.double(value)
  } else if (typeof value === 'boolean') {
    head(out, name, 0x08)
    out.byte(value ? 1 : 0)
  } else if (value === null) head(out, name, 0x0a)
  else if (Array.isArray(value)) {
    head(out, name, 0x04)
    if (depth >= MAX_DEPTH) throw tooDeep()
    const place = out.start()
    for (let i = 0; i < value.length; i += 1) writeElement(out, String(i), value[i] ?? null, depth + 1)
    out.end(place)
  } else if (value instanceof Int32) {
    head(out, name, 0x10)
    out.int32(value.value)
  } else if (value instanceof ObjectId) {
    head(out, name, 0x07)
    out.bytes(value.id)
  } else if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw invalid('a date out of range')
    head(out, name, 0x09)
    out.int64(BigInt(value.getTime()))
  } else if (value instanceof Raw) {
    head(out, name, 0x03)
    out.bytes(value.bytes)
  } else if (value instanceof Timestamp) {
    head(out, name, 0x11)
    out.int32(value.low)
    out.int32(value.high)
  } else if (value instanceof Long) {
    head(out, name, 0x12)
    out.int32(value.low)
    out.int32(value.high)
  } else if (value instanceof Decimal128) {
    head(out, name, 0x13)
    out.bytes(value.bytes)
  } else if (value instanceof Binary) {
    const bytes = value.buffer.subarray(0, value.position)
    head(out, name, 0x05)
    out.int32(value.sub_type === 2 ? bytes.length + 4 : bytes.length)
    out.byte(value.sub_type)
    if (value.sub_type === 2) out.int32(bytes.length)
    out.bytes(bytes)
  } else if (value instanceof BSONRegExp) {
    head(out, name, 0x0b)
    out.cstring(value.pattern)
    out.cstring(value.options)
  } else if (value instanceof Code) {
    const { scope } = value
    head(out, name, scope ? 0x0f : 0x0d)
    if (scope) {
      const inner = encode(scope)
      out.int32(8 + Buffer.byteLength(value.code) + 1 + inner.length)
      out.string(value.code)
      out.bytes(inner)
    } else out.string(value.code)
  } else if (value instanceof BSONSymbol) {
    head(out, name, 0x0e)
    out.string(value.value)
  } else if (value instanceof MinKey) head(out, name, 0xff)
  else if (value instanceof MaxKey) head(out, name, 0x7f)
  else if (typeof value === 'object') {
    head(out, name, 0x03)
    writeDocument(out, value as Document, depth + 1)
  } else throw invalid(`a ${typeof value} has no BSON type`)
}

function writeDocument(out: Writer, document: Document, depth: number): void {
  if (depth > MAX_DEPTH) throw tooDeep()
  const place = out.start()
  for (const name of namesOf(document)) {
    const value = document[name]
    if (value !== undefined) writeElement(out, name, value, depth)
  }
  out.end(place)
}

let spare: Writer | null = null

/**
 * Fields that are `undefined` are left out. `prefix`: bytes left free before the document.
 * @throws ServerError 22 or 15 for what cannot be encoded
 */
export function encode(document: Document, prefix = 0): Buffer {
  // Taken away meanwhile: a value may hold a document that is encoded on the way.
  const out = spare ?? new Writer()
  spare = null
  out.begin(prefix)
  writeDocument(out, document, 1)
  const bytes = out.done()
  spare = out
  return bytes
}
