import { type Document, fieldsOf, isDocument, type Value } from './bson.ts'
import { failedToParse, location, noTextScore } from './errors.ts'
import { wholeNumber } from './numbers.ts'
import { MISSING, someWhole } from './paths.ts'
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
    if (direction !== 1 && direction !== -1)
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    return { path, direction }
  })
}

/** Stands for an empty array, which sorts before null. */
const emptyArray: Value = []

/** What a document sorts by: the smallest (or, descending, largest) value its path reaches; missing as null. */
function sortKey(document: Value, parts: readonly string[], direction: 1 | -1): Value {
  let best: Value
  let found = false
  const consider = (value: Value): void => {
    if (!found || compareKeys(value, best) * direction < 0) best = value
    found = true
  }
  someWhole(document, parts, (reached) => {
    if (reached === MISSING) consider(null)
    else if (!Array.isArray(reached)) consider(reached)
    else if (reached.length === 0) consider(emptyArray)
    else for (const item of reached) consider(item)
    return false
  })
  return found ? best : null
}

const compareKeys = (a: Value, b: Value): number => {
  const rank = (value: Value): number => (value === emptyArray ? RANK.emptyArray : typeRank(value))
  return rank(a) - rank(b) || (a === emptyArray ? 0 : compareValues(a, b))
}

/** Orders documents by a sort specification. */
export function sorter(sort: Value): (a: Value, b: Value) => number {
  const parts = sortParts(sort).map(({ path, direction }) => ({ parts: path.split('.'), direction }))
  return (a, b) => {
    for (const { parts: path, direction } of parts) {
      const order = compareKeys(sortKey(a, path, direction), sortKey(b, path, direction))
      if (order !== 0) return order * direction
    }
    return 0
  }
}

/** Sorts by a specification; items that compare equal keep their order. */
export function sortBy<T>(items: readonly T[], sort: Value, documentOf: (item: T) => Document): T[] {
  const parts = sortParts(sort).map(({ path, direction }) => ({ parts: path.split('.'), direction }))
  const keyed = items.map((item) => {
    const document = documentOf(item)
    return { item, keys: parts.map((part) => sortKey(document, part.parts, part.direction)) }
  })
  keyed.sort((a, b) => {
    for (let i = 0; i < parts.length; i += 1) {
      const order = compareKeys(a.keys[i], b.keys[i])
      if (order !== 0) return order * (parts[i]?.direction ?? 1)
    }
    return 0
  })
  return keyed.map(({ item }) => item)
}
