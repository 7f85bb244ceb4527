import {
  asBuffer,
  assign,
  type Document,
  invalid,
  isWhole,
  keepOrder,
  MAX_DEPTH,
  tooDeep,
  type Value,
} from './bson.ts'
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

const NAMES = 1024
/**
 * Field names met lately, each at the place its bytes lead to. The same few come again and again, and one that
 * the engine has seen as a property before costs it nothing. Only ASCII: there a character is a byte.
 */
const names = new Array<string>(NAMES).fill('')

function nameAt(buffer: Buffer, from: number, to: number): string {
  let hash = 0
  for (let i = from; i < to; i += 1) hash = (Math.imul(hash, 31) + (buffer[i] ?? 0)) & (NAMES - 1)
  const known = names[hash] ?? ''
  if (known.length === to - from) {
    let i = from
    while (i < to && known.charCodeAt(i - from) === buffer[i]) i += 1
    if (i === to) return known
  }
  const name = buffer.toString('utf8', from, to)
  if (name.length === to - from) names[hash] = name
  return name
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

/** Bytes of its own: what is decoded outlives the buffer it came in. */
function copied(buffer: Buffer, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafe(to - from)
  buffer.copy(bytes, 0, from, to)
  return bytes
}

function decodeString(buffer: Buffer, at: number, end: number): string {
  const length = buffer.readInt32LE(at)
  if (length < 1 || at + 4 + length > end || buffer[at + 3 + length] !== 0) throw invalid('text length')
  return buffer.toString('utf8', at + 4, at + 3 + length)
}

function decodeValue(buffer: Buffer, type: number, at: number, end: number, depth: number): Value {
  switch (type) {
    case 0x01:
      return buffer.readDoubleLE(at)
    case 0x02:
      return decodeString(buffer, at, end)
    case 0x03:
      return decodeDocument(buffer, at, end, depth + 1, null)
    case 0x04:
      return decodeArray(buffer, at, end, depth + 1)
    case 0x05: {
      const length = buffer.readInt32LE(at)
      const subtype = buffer[at + 4] ?? 0
      const bytes = copied(buffer, at + 5, at + 5 + length)
      // The old generic subtype repeats its length inside.
      return subtype === 2 ? new Binary(bytes.subarray(4), 2) : new Binary(bytes, subtype)
    }
    case 0x07:
      return new ObjectId(copied(buffer, at, at + 12))
    case 0x08:
      return buffer[at] === 1
    case 0x09: {
      const date = new Date(buffer.readInt32LE(at + 4) * 2 ** 32 + buffer.readUInt32LE(at))
      if (Number.isNaN(date.getTime())) throw invalid('a date beyond the year 275760')
      return date
    }
    // The undefined of old shells is not told from null.
    case 0x06:
    case 0x0a:
      return null
    case 0x0b: {
      const source = cstringEnd(buffer, at, end)
      const options = cstringEnd(buffer, source + 1, end)
      const pattern = new BSONRegExp(buffer.toString('utf8', at, source))
      // Set afterwards: the class refuses options it does not know, and a document may hold them.
      pattern.options = buffer.toString('utf8', source + 1, options)
      return pattern
    }
    case 0x0d:
      return new Code(decodeString(buffer, at, end))
    case 0x0e:
      return new BSONSymbol(decodeString(buffer, at, end))
    case 0x0f: {
      const length = buffer.readInt32LE(at + 4)
      return new Code(
        decodeString(buffer, at + 4, end),
        decodeDocument(buffer, at + 8 + length, end, depth + 1, null) as never,
      )
    }
    case 0x10:
      return new Int32(buffer.readInt32LE(at))
    case 0x11:
      return new Timestamp(buffer.readBigUInt64LE(at))
    case 0x12:
      return new Long(buffer.readInt32LE(at), buffer.readInt32LE(at + 4))
    case 0x13:
      return new Decimal128(copied(buffer, at, at + 16))
    case 0xff:
      return new MinKey()
    case 0x7f:
      return new MaxKey()
    default:
      throw invalid(`type ${type} is not supported`)
  }
}

/** Where a document or an array that begins at a place ends. */
function endOf(buffer: Buffer, start: number, limit: number): number {
  if (start + 5 > limit) throw invalid('length')
  const size = buffer.readInt32LE(start)
  const end = start + size
  if (size < 5 || end > limit || buffer[end - 1] !== 0) throw invalid('length')
  return end
}

/** Where the value at a place ends, which must be within its document. */
function valueEnd(buffer: Buffer, type: number, at: number, end: number): number {
  const next = at + sizeOf(buffer, type, at, end)
  if (next > end - 1 || next < at) throw invalid('element beyond its document')
  return next
}

function decodeDocument(
  buffer: Buffer,
  start: number,
  limit: number,
  depth: number,
  only: ReadonlySet<string> | null,
): Document {
  if (depth > MAX_DEPTH) throw tooDeep()
  const end = endOf(buffer, start, limit)
  const document: Document = {}
  let reordered = false
  for (let at = start + 4; at < end - 1; ) {
    const type = buffer[at] ?? 0
    const nameEnd = cstringEnd(buffer, at + 1, end)
    const next = valueEnd(buffer, type, nameEnd + 1, end)
    const name = nameAt(buffer, at + 1, nameEnd)
    reordered ||= isWhole(name)
    if (!only || only.has(name)) assign(document, name, decodeValue(buffer, type, nameEnd + 1, end, depth))
    at = next
  }
  if (reordered) keepOrder(document, namesIn(buffer, start, end))
  return document
}

function* namesIn(buffer: Buffer, start: number, end: number): Generator<string> {
  for (let at = start + 4; at < end - 1; ) {
    const nameEnd = cstringEnd(buffer, at + 1, end)
    yield nameAt(buffer, at + 1, nameEnd)
    at = valueEnd(buffer, buffer[at] ?? 0, nameEnd + 1, end)
  }
}

function decodeArray(buffer: Buffer, start: number, limit: number, depth: number): Value[] {
  if (depth > MAX_DEPTH) throw tooDeep()
  const end = endOf(buffer, start, limit)
  const items: Value[] = []
  for (let at = start + 4; at < end - 1; ) {
    const type = buffer[at] ?? 0
    const nameEnd = cstringEnd(buffer, at + 1, end)
    const next = valueEnd(buffer, type, nameEnd + 1, end)
    items.push(decodeValue(buffer, type, nameEnd + 1, end, depth))
    at = next
  }
  return items
}

/**
 * `from`, `to`: where in the bytes the document is. `only`: fields to be decoded, the others are left out.
 * @throws ServerError 22 for bytes that are no BSON document, 15 for one nested too deep
 */
export function decode(
  bytes: Uint8Array,
  {
    from = 0,
    to = bytes.length,
    only = null,
  }: { from?: number; to?: number; only?: ReadonlySet<string> | null } = {},
): Document {
  try {
    return decodeDocument(asBuffer(bytes), from, to, 1, only)
  } catch (error) {
    throw error instanceof RangeError ? invalid(error.message) : error
  }
}
