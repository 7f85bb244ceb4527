import { type Document, isDocument, type Value } from './bson.ts'
import { BSONRegExp, MaxKey, MinKey } from './bson-classes.ts'
import { type Direction, fitKey, invert, MAX_KEY_BYTES } from './index-keys.ts'
import { clauses, isOperators } from './match.ts'
import { isNumber, toDouble } from './numbers.ts'
import { isIndex } from './paths.ts'
import { encodeKey, RANK, typeRank } from './values.ts'

/** A place between keys: before or after all keys that begin with these bytes. */
interface Edge {
  readonly bytes: Buffer
  readonly after: boolean
}

/** Keys of one field between two places. A point is one single value. */
export interface Interval {
  readonly from: Edge
  readonly to: Edge
  readonly point: boolean
}

/** Keys of an index, `from` included, `to` not. */
export interface KeyRange {
  readonly from: Buffer
  readonly to: Buffer
}

/** One condition that every matching document fulfils. */
export interface Predicate {
  readonly path: string
  readonly operator: string
  readonly operand: Value
}

/** What a query demands of single paths, taken from its top level and from `$and`. */
export function predicatesOf(query: Document): Predicate[] {
  return Object.entries(query).flatMap(([name, condition]): Predicate[] => {
    if (name === '$and') return clauses(name, condition).flatMap(predicatesOf)
    if (name.startsWith('$')) return []
    if (!isOperators(condition)) return [{ path: name, operator: '$eq', operand: condition }]
    return Object.entries(condition).flatMap(([operator, operand]): Predicate[] => {
      if (operator === '$elemMatch' && isDocument(operand) && !isOperators(operand))
        return [
          { path: name, operator, operand },
          ...predicatesOf(operand).map((inner) => ({ ...inner, path: `${name}.${inner.path}` })),
        ]
      if (operator === '$all' && Array.isArray(operand) && operand.length > 0 && !isOperators(operand[0]))
        return [
          ...(operand.length > 1 ? [{ path: name, operator, operand }] : []),
          { path: name, operator: '$eq', operand: operand[0] },
        ]
      // Options change what a pattern matches; no prefix can be told from it alone.
      if (operator === '$regex' && condition.$options !== undefined) return []
      return [{ path: name, operator, operand }]
    })
  })
}

/** The first place after all keys that begin with these bytes. No key begins with 0xff. */
function following(bytes: Buffer): Buffer {
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0xff) length -= 1
  if (length === 0) return Buffer.from([0xff])
  const next = Buffer.from(bytes.subarray(0, length))
  next[length - 1] = (next[length - 1] ?? 0) + 1
  return next
}

const point = (value: Value): Interval => {
  const bytes = encodeKey(value)
  return { from: { bytes, after: false }, to: { bytes, after: true }, point: true }
}

const ofType = (rank: number): { from: Edge; to: Edge } => {
  const bytes = Buffer.from([rank])
  return { from: { bytes, after: false }, to: { bytes, after: true } }
}

/** Texts that begin with the plain characters after a leading `^`. */
function regexPrefix(pattern: string, options: string): string {
  if (options !== '' || !pattern.startsWith('^') || /[|]/.test(pattern)) return ''
  const plain = /^[^\\^$.*+?()[\]{}|]*/.exec(pattern.slice(1))?.[0] ?? ''
  const next = pattern[plain.length + 1]
  // The last character may be optional or repeated no time.
  return next !== undefined && '*?{'.includes(next) ? [...plain].slice(0, -1).join('') : plain
}

function prefixIntervals(pattern: string, options: string): Interval[] | null {
  const prefix = regexPrefix(pattern, options)
  if (prefix === '') return null
  const bytes = encodeKey(prefix).subarray(0, -1)
  return [
    { from: { bytes, after: false }, to: { bytes, after: true }, point: false },
    point(new BSONRegExp(pattern, options)),
  ]
}

const isScalar = (value: Value): boolean =>
  !Array.isArray(value) &&
  !(value instanceof BSONRegExp) &&
  !(isNumber(value) && Number.isNaN(toDouble(value)))

function comparison(operator: string, operand: Value): Interval[] | null {
  if (operand === null) return operator === '$gte' || operator === '$lte' ? [point(null)] : []
  if (!isScalar(operand) || operand instanceof MinKey || operand instanceof MaxKey) return null
  if (typeRank(operand) === RANK.object) return null
  const bytes = encodeKey(operand)
  const { from, to } = ofType(typeRank(operand))
  switch (operator) {
    case '$gt':
      return [{ from: { bytes, after: true }, to, point: false }]
    case '$gte':
      return [{ from: { bytes, after: false }, to, point: false }]
    case '$lt':
      return [{ from, to: { bytes, after: false }, point: false }]
    default:
      return [{ from, to: { bytes, after: true }, point: false }]
  }
}

/** Whether what is missing may fulfil a condition with this operand. */
export const takesNothing = (operand: Value): boolean =>
  operand === null || (Array.isArray(operand) && operand.includes(null))

/** Where in an index the documents that fulfil a predicate are; null where an index cannot help. */
export function intervalsOf({ path, operator, operand }: Predicate): Interval[] | null {
  // A position in an array is also missing from the documents in it, of which the index says nothing.
  if (takesNothing(operand) && path.split('.').some(isIndex)) return null
  switch (operator) {
    case '$eq':
      if (operand instanceof BSONRegExp) return prefixIntervals(operand.pattern, operand.options)
      return isScalar(operand) ? [point(operand)] : null
    case '$in':
      return Array.isArray(operand) && operand.every(isScalar) ? operand.map(point) : null
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparison(operator, operand)
    case '$regex':
      if (typeof operand === 'string') return prefixIntervals(operand, '')
      return operand instanceof BSONRegExp ? prefixIntervals(operand.pattern, operand.options) : null
    default:
      return null
  }
}

/** Whether the intervals of a predicate hold what fulfils it and nothing else. */
export function isExact({ operator, operand }: Predicate): boolean {
  const plain = (value: Value): boolean =>
    value !== null && isScalar(value) && typeRank(value) !== RANK.minKey
  switch (operator) {
    case '$eq':
    case '$gt':
    case '$gte':
      return plain(operand)
    case '$in':
      return Array.isArray(operand) && operand.every(plain)
    // NaN stands before all numbers in an index and below none of them in a query.
    case '$lt':
    case '$lte':
      return plain(operand) && !isNumber(operand)
    default:
      return false
  }
}

const position = ({ bytes, after }: Edge): Buffer => (after ? following(bytes) : bytes)

/** What lies in both. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return a.flatMap((x) =>
    b.flatMap((y): Interval[] => {
      const from = Buffer.compare(position(x.from), position(y.from)) >= 0 ? x.from : y.from
      const to = Buffer.compare(position(x.to), position(y.to)) <= 0 ? x.to : y.to
      return Buffer.compare(position(from), position(to)) < 0 ? [{ from, to, point: x.point || y.point }] : []
    }),
  )
}

const flip = ({ bytes, after }: Edge): Edge => ({ bytes: invert(bytes), after: !after })

const directed = (interval: Interval, direction: Direction): Interval =>
  direction === 1 ? interval : { from: flip(interval.to), to: flip(interval.from), point: interval.point }

const MAX_RANGES = 500

/** Longer edges are cut, and the range widened with them, so that no key is lost. */
const MAX_EDGE_BYTES = MAX_KEY_BYTES - 32
const lower = (bytes: Buffer): Buffer => bytes.subarray(0, MAX_EDGE_BYTES)
const upper = (bytes: Buffer): Buffer =>
  bytes.length <= MAX_EDGE_BYTES
    ? bytes
    : Buffer.concat([bytes.subarray(0, MAX_EDGE_BYTES), Buffer.alloc(33, 0xff)])

/** Whether a range may hold more than it was made for. */
export const isWidened = ({ from, to }: KeyRange): boolean =>
  from.length >= MAX_EDGE_BYTES || to.length >= MAX_EDGE_BYTES

/**
 * Key ranges of an index for the intervals of its leading fields, in key order and disjoint. `used` fields take
 * part; a field after one that is no point, or too many combinations, ends it.
 */
export function rangesOf(
  fields: readonly { readonly intervals: readonly Interval[]; readonly direction: Direction }[],
): { ranges: KeyRange[]; used: number } {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let used = 0
  for (const { intervals, direction } of fields) {
    const flipped = intervals.map((interval) => directed(interval, direction))
    if (prefixes.length * flipped.length > MAX_RANGES && used > 0) break
    used += 1
    if (intervals.every((interval) => interval.point) && used < fields.length) {
      prefixes = prefixes.flatMap((prefix) =>
        flipped.map(({ from }) => Buffer.concat([prefix, bytesOf(from)])),
      )
      continue
    }
    const ranges = prefixes.flatMap((prefix) =>
      flipped.map(({ from, to }) => ({
        from: lower(position({ ...from, bytes: Buffer.concat([prefix, from.bytes]) })),
        to: upper(position({ ...to, bytes: Buffer.concat([prefix, to.bytes]) })),
      })),
    )
    return { ranges: disjoint(ranges), used }
  }
  return {
    ranges: disjoint(prefixes.map((prefix) => ({ from: lower(prefix), to: upper(following(prefix)) }))),
    used,
  }
}

const bytesOf = ({ bytes }: Edge): Buffer => bytes

function disjoint(ranges: readonly KeyRange[]): KeyRange[] {
  const sorted = [...ranges].sort((a, b) => Buffer.compare(a.from, b.from))
  const merged: KeyRange[] = []
  for (const range of sorted) {
    const last = merged.at(-1)
    if (last && Buffer.compare(range.from, last.to) < 0) {
      if (Buffer.compare(range.to, last.to) > 0) merged[merged.length - 1] = { from: last.from, to: range.to }
    } else merged.push(range)
  }
  return merged
}

/** The one key of an index whose fields are all pinned to single values. */
export function pointKey(
  fields: readonly { readonly intervals: readonly Interval[]; readonly direction: Direction }[],
): Buffer | null {
  const parts = fields.map(({ intervals, direction }) => {
    const [only] = intervals
    return intervals.length === 1 && only?.point ? directed(only, direction).from.bytes : null
  })
  return parts.every((part) => part !== null) ? fitKey(Buffer.concat(parts)).key : null
}
