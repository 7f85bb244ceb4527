import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb'

/** A BSON value as decoded without promotion: numbers keep their BSON type. */
export type Value = unknown
export type Document = { [field: string]: Value }

export const isDocument = (value: Value): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp) &&
  !('_bsontype' in value)

export const isNumber = (value: Value): value is number | Int32 | Double | Long | Decimal128 =>
  typeof value === 'number' ||
  value instanceof Int32 ||
  value instanceof Double ||
  (value instanceof Long && !(value instanceof Timestamp)) ||
  value instanceof Decimal128

/** A number for comparing; a Long beyond 2^53 stays exact as bigint. */
export function numeric(value: number | Int32 | Double | Long | Decimal128): number | bigint {
  if (typeof value === 'number') return value
  if (value instanceof Int32 || value instanceof Double) return value.valueOf()
  if (value instanceof Long) {
    const big = value.toBigInt()
    return big >= BigInt(Number.MIN_SAFE_INTEGER) && big <= BigInt(Number.MAX_SAFE_INTEGER)
      ? Number(big)
      : big
  }
  return Number(value.toString())
}

/** Order of BSON types, as documented for comparisons and sorts. */
export function typeRank(value: Value): number {
  if (value instanceof MinKey) return 0
  if (value === undefined || value === null) return 1
  if (isNumber(value)) return 2
  if (typeof value === 'string') return 3
  if (Array.isArray(value)) return 5
  if (value instanceof Binary || value instanceof Uint8Array) return 6
  if (value instanceof ObjectId) return 7
  if (typeof value === 'boolean') return 8
  if (value instanceof Date) return 9
  if (value instanceof Timestamp) return 10
  if (value instanceof RegExp || value instanceof BSONRegExp) return 11
  if (value instanceof MaxKey) return 12
  return 4
}

const bytesOf = (value: Binary | Uint8Array): Buffer =>
  Buffer.from(value instanceof Binary ? value.buffer.subarray(0, value.position) : value)

const subtype = (value: Binary | Uint8Array): number => (value instanceof Binary ? value.sub_type : 0)

const sign = (a: number | bigint, b: number | bigint): number => {
  const aNaN = Number.isNaN(a)
  const bNaN = Number.isNaN(b)
  if (aNaN || bNaN) return aNaN === bNaN ? 0 : aNaN ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

function compareLists(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareValues(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** Total order of BSON values: by type, then within the type; strings by UTF-8 bytes, documents by field order. */
export function compareValues(a: Value, b: Value): number {
  const rank = typeRank(a) - typeRank(b)
  if (rank !== 0) return rank
  if (isNumber(a) && isNumber(b)) return sign(numeric(a), numeric(b))
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Date && b instanceof Date) return sign(a.getTime(), b.getTime())
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b)
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id)
  if ((a instanceof Binary || a instanceof Uint8Array) && (b instanceof Binary || b instanceof Uint8Array)) {
    const [x, y] = [bytesOf(a), bytesOf(b)]
    return x.length - y.length || subtype(a) - subtype(b) || Buffer.compare(x, y)
  }
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b)
  if (isDocument(a) && isDocument(b)) {
    const flat = (document: Document) =>
      Object.entries(document).flatMap(([name, value]) => [new Double(typeRank(value)), name, value])
    return compareLists(flat(a), flat(b))
  }
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

export const equalValues = (a: Value, b: Value): boolean => compareValues(a, b) === 0

/** Text that is the same for equal values and differs for others: key of an equality index. */
export function equalityKey(value: Value): string {
  if (value === undefined || value === null) return 'null'
  if (isNumber(value)) return `n${numeric(value)}`
  if (typeof value === 'string') return `s${value.length}:${value}`
  if (typeof value === 'boolean') return `b${value}`
  if (value instanceof ObjectId) return `o${value.toHexString()}`
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof Binary || value instanceof Uint8Array)
    return `x${subtype(value)}:${bytesOf(value).toString('hex')}`
  if (Array.isArray(value)) return `[${value.map(equalityKey).join(',')}]`
  if (isDocument(value))
    return `{${Object.entries(value)
      .map(([name, item]) => `${name.length}:${name}=${equalityKey(item)}`)
      .join(',')}}`
  return `?${typeRank(value)}:${String(value)}`
}

/**
 * All values a dotted path reaches, arrays along the way unfolded as MongoDB does; an array at the end gives
 * its elements and itself. Nothing reached gives an empty list.
 */
export function valuesAt(document: Value, path: string): Value[] {
  const reached = reach(document, path.split('.'))
  return reached.flatMap((value) => (Array.isArray(value) ? [...value, value] : [value]))
}

/** As `valuesAt`, with arrays at the end left whole. */
export function reach(value: Value, [head, ...rest]: readonly string[]): Value[] {
  if (head === undefined) return [value]
  if (Array.isArray(value)) {
    const byIndex = /^\d+$/.test(head) && Number(head) < value.length ? reach(value[Number(head)], rest) : []
    return [...byIndex, ...value.flatMap((item) => (isDocument(item) ? reach(item, [head, ...rest]) : []))]
  }
  return isDocument(value) && Object.hasOwn(value, head) ? reach(value[head], rest) : []
}
