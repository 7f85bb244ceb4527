import { asBuffer, type Document, isDocument, namesOf, type Value } from './bson.ts'
import { Binary, BSONRegExp, BSONSymbol, Code, MaxKey, MinKey, ObjectId, Timestamp } from './bson-classes.ts'
import { Growing } from './growing.ts'
import { compareNumbers, encodeNumber, isNumber } from './numbers.ts'

/** Place of each kind of value in MongoDB's order of types; also the first byte of its index key. */
export const RANK = {
  minKey: 1,
  emptyArray: 3,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  binary: 30,
  objectId: 35,
  boolean: 40,
  date: 45,
  timestamp: 47,
  regex: 50,
  code: 60,
  maxKey: 126,
} as const

export function typeRank(value: Value): number {
  if (value === undefined || value === null) return RANK.null
  if (typeof value === 'string' || value instanceof BSONSymbol) return RANK.string
  if (isNumber(value)) return RANK.number
  if (Array.isArray(value)) return RANK.array
  if (value instanceof ObjectId) return RANK.objectId
  if (typeof value === 'boolean') return RANK.boolean
  if (value instanceof Date) return RANK.date
  if (value instanceof Binary) return RANK.binary
  if (value instanceof Timestamp) return RANK.timestamp
  if (value instanceof BSONRegExp) return RANK.regex
  if (value instanceof Code) return RANK.code
  if (value instanceof MinKey) return RANK.minKey
  if (value instanceof MaxKey) return RANK.maxKey
  return RANK.object
}

const bytesOf = (value: Binary): Buffer => asBuffer(value.buffer.subarray(0, value.position))

function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x === y) continue
    // Surrogates sort before U+E000 in UTF-16 and after it in UTF-8.
    if (x >= 0xd800 && y >= 0xd800) return Buffer.compare(Buffer.from(a), Buffer.from(b))
    return x - y
  }
  return a.length - b.length
}

function compareDocuments(a: Document, b: Document): number {
  const [names, others] = [namesOf(a), namesOf(b)]
  for (let i = 0; i < Math.min(names.length, others.length); i += 1) {
    const [name, other] = [names[i] ?? '', others[i] ?? '']
    const order =
      typeRank(a[name]) - typeRank(b[other]) ||
      compareStrings(name, other) ||
      compareValues(a[name], b[other])
    if (order !== 0) return order
  }
  return names.length - others.length
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Total order of BSON values: by type, then within the type; texts by UTF-8 bytes, documents by field order. */
export function compareValues(a: Value, b: Value): number {
  if (a === b) return 0
  const rank = typeRank(a) - typeRank(b)
  if (rank !== 0) return rank
  if (isNumber(a) && isNumber(b)) return compareNumbers(a, b)
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id)
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b)
  if (a instanceof Timestamp && b instanceof Timestamp) return Number(a.toBigInt() - b.toBigInt())
  if (a instanceof Binary && b instanceof Binary)
    return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(bytesOf(a), bytesOf(b))
  if (a instanceof BSONRegExp && b instanceof BSONRegExp)
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options)
  if (a instanceof Code && b instanceof Code) {
    const bare = Number(Boolean(a.scope)) - Number(Boolean(b.scope))
    return bare || compareStrings(a.code, b.code) || compareDocuments(a.scope ?? {}, b.scope ?? {})
  }
  if (isDocument(a) && isDocument(b)) return compareDocuments(a, b)
  return compareStrings(String(a), String(b))
}

export const equalValues = (a: Value, b: Value): boolean => compareValues(a, b) === 0

class KeyWriter extends Growing {
  /** Text ended by a zero byte; a zero inside is followed by 0xff, so that order and ends stay clear. */
  ended(text: string): void {
    if (text.includes('\0'))
      for (const byte of Buffer.from(text)) {
        this.byte(byte)
        if (byte === 0) this.byte(0xff)
      }
    else this.text(text)
    this.byte(0)
  }

  int64(value: bigint): void {
    const at = this.room(8)
    this.buffer.writeBigUInt64BE(BigInt.asUintN(64, value), at)
  }

  length(value: number): void {
    const at = this.room(4)
    this.buffer.writeUInt32BE(value, at)
  }
}

function writeBody(out: KeyWriter, value: Value): void {
  if (typeof value === 'string') out.ended(value)
  else if (value instanceof BSONSymbol) out.ended(value.value)
  else if (isNumber(value)) out.bytes(encodeNumber(value))
  else if (typeof value === 'boolean') out.byte(value ? 1 : 0)
  else if (value instanceof Date) out.int64(BigInt(value.getTime()) + 2n ** 63n)
  else if (value instanceof ObjectId) out.bytes(value.id)
  else if (value instanceof Timestamp) out.int64(value.toBigInt())
  else if (value instanceof Binary) {
    out.length(value.position)
    out.byte(value.sub_type)
    out.bytes(bytesOf(value))
  } else if (value instanceof BSONRegExp) {
    out.ended(value.pattern)
    out.ended(value.options)
  } else if (value instanceof Code) {
    out.byte(value.scope ? 1 : 0)
    out.ended(value.code)
    writeBody(out, value.scope ?? {})
  } else if (Array.isArray(value)) {
    for (const item of value) {
      out.byte(typeRank(item))
      writeBody(out, item)
    }
    out.byte(0)
  } else if (isDocument(value)) {
    for (const name of namesOf(value)) {
      out.byte(typeRank(value[name]))
      out.ended(name)
      writeBody(out, value[name])
    }
    out.byte(0)
  }
}

const writer = new KeyWriter()

/**
 * Bytes in the order of `compareValues`; equal values give equal bytes, and no encoding is the beginning of
 * another. What an index is made of.
 */
export function encodeKey(value: Value): Buffer {
  writer.begin()
  writer.byte(typeRank(value))
  writeBody(writer, value)
  return writer.done()
}
