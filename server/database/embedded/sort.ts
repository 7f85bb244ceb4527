import { type Document, fieldsOf, isDocument, type Value } from './bson.ts'
import { badValue, failedToParse, location, noTextScore, ServerError } from './errors.ts'
import { isNumber, wholeNumber } from './numbers.ts'
import { EMPTY_ARRAY, indexTuples, isIndex, MISSING } from './paths.ts'
import { compareValues, RANK, typeRank } from './values.ts'

export interface SortPart {
  readonly path: string
  readonly direction: 1 | -1
}

/** @throws ServerError 2 for a direction that is neither 1 nor −1 */
export function sortParts(sort: Value): SortPart[] {
  if (sort === undefined || sort === null) return []
  if (!isDocument(sort)) throw failedToParse('the sort must be a document')
  return fieldsOf(sort).map(([path, given]) => {
    if (isDocument(given) && given.$meta !== undefined) throw noTextScore()
    const direction = wholeNumber(given)
    if (path === '') throw location(40353, 'FieldPath cannot be constructed with empty string')
    if (!isNumber(given)) throw location(15974, `Illegal key in $sort specification: ${path}`)
    if (direction !== 1 && direction !== -1)
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    return { path, direction }
  })
}

/** Stands for an empty array, which sorts before null. */
const emptyArray: Value = []

interface Part {
  readonly path: readonly string[]
  readonly direction: 1 | -1
}
/** What a document sorts by: a value for each part. */
type Keys = readonly Value[]

const compiled = (sort: Value): readonly Part[] =>
  sortParts(sort).map(({ path, direction }) => ({ path: path.split('.'), direction }))

const compareKeys = (a: Value, b: Value): number => {
  const rank = (value: Value): number => (value === emptyArray ? RANK.emptyArray : typeRank(value))
  return rank(a) - rank(b) || (a === emptyArray ? 0 : compareValues(a, b))
}

function compareAll(a: Keys, b: Keys, parts: readonly Part[]): number {
  for (const [i, { direction }] of parts.entries()) {
    const order = compareKeys(a[i], b[i])
    if (order !== 0) return order * direction
  }
  return 0
}

const ARRAY = Symbol('array')

/** The value at a path, null where there is none; told apart where an array is on the way or at the end. */
function plainValue(document: Value, path: readonly string[]): Value | typeof ARRAY {
  let at = document
  for (const part of path) {
    if (Array.isArray(at)) return ARRAY
    if (!isDocument(at) || !Object.hasOwn(at, part)) return null
    at = at[part]
  }
  return Array.isArray(at) ? ARRAY : (at ?? null)
}

/**
 * As an index would order it: of the keys that arrays give, the first in the order that is sought. Paths through
 * the same array move along it together. @throws ServerError 2 where two paths lead into different arrays
 */
function keysThroughArrays(document: Document, parts: readonly Part[]): Keys {
  const { tuples } = tuplesOf(
    document,
    parts.map(({ path }) => path),
  )
  const keys = tuples.map((tuple) =>
    tuple.map((value) => (value === MISSING ? null : value === EMPTY_ARRAY ? emptyArray : value)),
  )
  return keys.reduce((best, one) => (compareAll(one, best, parts) < 0 ? one : best))
}

function tuplesOf(document: Document, paths: readonly (readonly string[])[]): ReturnType<typeof indexTuples> {
  try {
    return indexTuples(document, paths)
  } catch (error) {
    if (error instanceof ServerError && error.code === 171)
      throw badValue('cannot sort with keys that are parallel arrays')
    throw error
  }
}

function keysOf(document: Value, parts: readonly Part[]): Keys {
  const keys = parts.map(({ path }) => plainValue(document, path))
  return keys.includes(ARRAY) ? keysThroughArrays(document as Document, parts) : keys
}

/** Orders documents by a sort specification. */
export function sorter(sort: Value): (a: Value, b: Value) => number {
  const parts = compiled(sort)
  return (a, b) => compareAll(keysOf(a, parts), keysOf(b, parts), parts)
}

/** The value at a path through documents, and through arrays by position only; null where there is none. */
function wholeValue(value: Value, path: readonly string[]): Value {
  let at = value
  for (const part of path) {
    const isThere = Array.isArray(at) ? isIndex(part) : isDocument(at) && Object.hasOwn(at, part)
    at = isThere ? (at as Document)[part] : undefined
  }
  return at ?? null
}

/** Orders the elements of an array: there an array is compared whole, as in no other sort. */
export function elementSorter(sort: Value): (a: Value, b: Value) => number {
  const parts = compiled(sort)
  // What is no document has nothing at any path.
  const keys = (value: Value): Keys =>
    parts.map(({ path }) => (isDocument(value) ? wholeValue(value, path) : null))
  return (a, b) => compareAll(keys(a), keys(b), parts)
}

/** Sorts by a specification; items that compare equal keep their order. */
export function sortBy<T>(items: readonly T[], sort: Value, documentOf: (item: T) => Document): T[] {
  const parts = compiled(sort)
  const keyed = items.map((item) => ({ item, keys: keysOf(documentOf(item), parts) }))
  return keyed.sort((a, b) => compareAll(a.keys, b.keys, parts)).map(({ item }) => item)
}
