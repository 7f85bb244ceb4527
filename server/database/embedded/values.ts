import { asBuffer, type Document, fieldsOf, isDocument, namesOf, type Value } from './bson.ts'
import { Binary, BSONRegExp, BSONSymbol, Code, MaxKey, MinKey, ObjectId, Timestamp } from './bson-classes.ts'
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

const ZERO = Buffer.alloc(1)

/** Text ended by a zero byte; a zero inside is followed by 0xff, so that order and ends stay clear. */
function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text)
  if (!bytes.includes(0)) return Buffer.concat([bytes, ZERO])
  const parts = [...bytes].flatMap((byte) => (byte === 0 ? [0, 0xff] : [byte]))
  return Buffer.from([...parts, 0])
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value))
  return bytes
}

function binaryLength(length: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length)
  return bytes
}

function encodeBody(value: Value): Buffer[] {
  if (typeof value === 'string') return [encodeText(value)]
  if (value instanceof BSONSymbol) return [encodeText(value.value)]
  if (isNumber(value)) return [encodeNumber(value)]
  if (typeof value === 'boolean') return [Buffer.from([value ? 1 : 0])]
  if (value instanceof Date) return [int64(BigInt(value.getTime()) + 2n ** 63n)]
  if (value instanceof ObjectId) return [asBuffer(value.id)]
  if (value instanceof Timestamp) return [int64(value.toBigInt())]
  if (value instanceof Binary)
    return [binaryLength(value.position), Buffer.from([value.sub_type]), bytesOf(value)]
  if (value instanceof BSONRegExp) return [encodeText(value.pattern), encodeText(value.options)]
  if (value instanceof Code)
    return [Buffer.from([value.scope ? 1 : 0]), encodeText(value.code), ...encodeBody(value.scope ?? {})]
  if (Array.isArray(value)) return [...value.map(encodeKey), ZERO]
  if (isDocument(value))
    return [
      ...fieldsOf(value).flatMap(([name, item]) => [
        Buffer.from([typeRank(item)]),
        encodeText(name),
        ...encodeBody(item),
      ]),
      ZERO,
    ]
  return []
}

/**
 * Bytes in the order of `compareValues`; equal values give equal bytes, and no encoding is the beginning of
 * another. What an index is made of.
 */
export function encodeKey(value: Value): Buffer {
  return Buffer.concat([Buffer.from([typeRank(value)]), ...encodeBody(value)])
}
