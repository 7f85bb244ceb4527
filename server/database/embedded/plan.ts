import {
  type Interval,
  intersect,
  intervalsOf,
  isExact,
  isWidened,
  type KeyRange,
  type Predicate,
  pointKey,
  predicatesOf,
  rangesOf,
  takesNothing,
} from './bounds.ts'
import { type Document, isDocument, type Value } from './bson.ts'
import type { Index } from './collection.ts'
import { badValue } from './errors.ts'
import { type Direction, fitKey, keyPart } from './index-keys.ts'
import { clauses, compileQuery, isOperators } from './match.ts'
import type { SortPart } from './sort.ts'
import { compareValues, encodeKey, equalValues, typeRank } from './values.ts'

/** One walk over an index. */
export interface IndexScan {
  readonly kind: 'index'
  readonly index: Index
  readonly ranges: readonly KeyRange[]
  /** The single key of a unique index, to be looked up instead of walked. */
  readonly point: Buffer | null
  readonly reverse: boolean
  /** Leading fields the ranges narrow. */
  readonly used: number
  /** The entries come in the order the query asks for. */
  readonly sorted: boolean
  /** The ranges hold exactly the documents that match: nothing is left to test. */
  readonly covers: boolean
}

/** The union of one walk for each branch of an `$or`. */
export interface UnionScan {
  readonly kind: 'union'
  readonly scans: readonly IndexScan[]
}

export type Plan =
  | IndexScan
  | UnionScan
  | { readonly kind: 'collection'; readonly reverse: boolean; readonly sorted: boolean }

/** Conditions of partial filters that stay true whatever else an array holds. */
const GROWING = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$exists', '$type'])

const sameOperand = (a: Predicate, b: Predicate): boolean =>
  a.operator === b.operator && equalValues(a.operand, b.operand)

const isLower = (operator: string): boolean => operator === '$gt' || operator === '$gte'
const isUpper = (operator: string): boolean => operator === '$lt' || operator === '$lte'

/** Whether a condition of the query makes a condition of a partial filter true. */
function implies(given: Predicate, wanted: Predicate): boolean {
  if (given.path !== wanted.path) return false
  if (sameOperand(given, wanted)) return true
  if (given.operator === '$eq' && given.operand !== null && !Array.isArray(given.operand))
    return (
      GROWING.has(wanted.operator) &&
      compileQuery({ v: { [wanted.operator]: wanted.operand } })({ v: given.operand })
    )
  if (wanted.operator === '$exists') return excludesMissing(given)
  if (typeRank(given.operand) !== typeRank(wanted.operand)) return false
  const order = compareValues(given.operand, wanted.operand)
  if (isLower(given.operator) && isLower(wanted.operator))
    return order > 0 || (order === 0 && given.operator === '$gt')
  if (isUpper(given.operator) && isUpper(wanted.operator))
    return order < 0 || (order === 0 && given.operator === '$lt')
  return false
}

/** Whether a condition can only hold where there is a value. */
function excludesMissing({ operator, operand }: Predicate): boolean {
  switch (operator) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return operand !== null && operand !== undefined
    case '$in':
      return Array.isArray(operand) && operand.every((item) => item !== null)
    case '$exists':
      return operand === true
    case '$regex':
    case '$type':
    case '$size':
    case '$mod':
      return true
    default:
      return false
  }
}

/** Whether every document the query can match has an entry in the index. */
function holdsAll({ spec }: Index, predicates: readonly Predicate[]): boolean {
  const filter = spec.partialFilterExpression
  if (filter) {
    const wanted = predicatesOf(filter)
    const plain = Object.keys(filter).every((name) => !name.startsWith('$') || name === '$and')
    if (!plain || !wanted.every((one) => predicates.some((given) => implies(given, one)))) return false
  }
  return (
    !spec.sparse ||
    Object.keys(spec.key).some((path) => predicates.some((p) => p.path === path && excludesMissing(p)))
  )
}

const everything: Interval = {
  from: { bytes: Buffer.alloc(0), after: false },
  to: { bytes: Buffer.alloc(0), after: true },
  point: false,
}

/** Intervals of one field. Several conditions narrow each other, except in arrays: there each may mean another element. */
function fieldIntervals(
  path: string,
  predicates: readonly Predicate[],
  inArray: boolean,
): { intervals: Interval[]; exact: boolean } | null {
  const own = predicates.filter((predicate) => predicate.path === path)
  const found = own.flatMap((predicate) => {
    const intervals = intervalsOf(predicate)
    return intervals ? [{ intervals, predicate }] : []
  })
  if (found.length === 0) return null
  const isPoint = ({ intervals }: { intervals: Interval[] }) => intervals.every((interval) => interval.point)
  if (inArray) {
    const best =
      found.find((one) => isPoint(one) && one.intervals.length === 1) ?? found.find(isPoint) ?? found[0]
    return best ? { intervals: best.intervals, exact: false } : null
  }
  const intervals = found.map((one) => one.intervals).reduce(intersect)
  return { intervals, exact: found.length === own.length && own.every(isExact) }
}

function satisfiesSort(index: Index, fixed: number, sort: readonly SortPart[]): { reverse: boolean } | null {
  if (sort.length === 0) return { reverse: false }
  const pinned = index.parts.slice(0, fixed)
  const wanted = sort.filter(({ path }) => !pinned.some((part) => part.path === path))
  if (wanted.length === 0) return { reverse: false }
  // A sort that begins among the pinned fields goes on with the field after them.
  const rest = index.parts.slice(fixed)
  if (wanted.length > rest.length) return null
  const turned = wanted.map(({ path, direction }, i) =>
    rest[i]?.path === path ? direction * rest[i].direction : 0,
  )
  const [first] = turned
  if (first === 0 || first === undefined || turned.some((way) => way !== first)) return null
  return { reverse: first < 0 }
}

/** One key of a unique index. */
const byKey = (index: Index, point: Buffer, covers: boolean): IndexScan => ({
  kind: 'index',
  index,
  ranges: [],
  point,
  reverse: false,
  used: index.parts.length,
  sorted: true,
  covers,
})

function scanOf(
  index: Index,
  query: Document,
  predicates: readonly Predicate[],
  sort: readonly SortPart[],
): IndexScan | null {
  const { parts } = index
  // Most indexes have nothing to do with most queries.
  if (sort.length === 0 && !predicates.some(({ path }) => path === parts[0]?.path)) return null
  if (!holdsAll(index, predicates)) return null
  const fields: { intervals: Interval[]; direction: Direction; exact: boolean }[] = []
  let arrays = 0
  for (const [i, { path, direction }] of parts.entries()) {
    const inArray = index.arrays[i] === true
    if (inArray) arrays += 1
    // A sparse index leaves out elements that lack everything, not only documents that do.
    if (index.spec.sparse && predicates.some((p) => p.path === path && takesNothing(p.operand))) break
    // Two conditions through one array may be met by different elements.
    if (inArray && arrays > 1) break
    const found = fieldIntervals(path, predicates, inArray)
    if (!found) break
    const { intervals, exact } = found
    fields.push({ intervals, exact, direction })
    if (!intervals.every((interval) => interval.point)) break
  }
  if (fields.length === 0 && sort.length === 0) return null
  const used = parts.slice(0, fields.length)
  const ordered = !index.cut && !index.arrays.includes(true)
  const covers =
    ordered &&
    fields.every((field) => field.exact) &&
    predicates.every(({ path }) => used.some((part) => part.path === path)) &&
    Object.keys(query).every((name) => !name.startsWith('$') || name === '$and')
  const point = index.spec.unique && fields.length === parts.length ? pointKey(fields) : null
  if (point) return byKey(index, point, covers)
  const { ranges, used: narrowed } =
    fields.length > 0 ? rangesOf(fields) : rangesOf([{ intervals: [everything], direction: 1 }])
  const narrowing = fields.length > 0 ? narrowed : 0
  const fixed = fields
    .slice(0, narrowing)
    .findIndex(({ intervals }) => intervals.length !== 1 || !intervals[0]?.point)
  const sorting = ordered ? satisfiesSort(index, fixed < 0 ? narrowing : fixed, sort) : null
  if (narrowing === 0 && (sort.length === 0 || !sorting)) return null
  return {
    kind: 'index',
    index,
    ranges,
    point: null,
    reverse: sorting?.reverse ?? false,
    used: narrowing,
    sorted: sort.length === 0 || sorting !== null,
    covers: covers && narrowing === fields.length && !ranges.some(isWidened),
  }
}

/** Higher is better: how much is narrowed first, then a sort that comes for free. */
function worth(scan: IndexScan): number {
  return scan.used * 10 + (scan.sorted ? 1 : 0) - Math.log2(1 + scan.ranges.length)
}

function unionOf(indexes: readonly Index[], query: Document): IndexScan[] | null {
  const branches = query.$or
  if (branches === undefined) return null
  const { $or: _, ...others } = query
  const scans = clauses('$or', branches).map((branch) =>
    best(
      indexes,
      { ...others, $and: [branch, ...(others.$and === undefined ? [] : clauses('$and', others.$and))] },
      [],
    ),
  )
  return scans.every((scan) => scan !== null && scan.used > 0) ? scans.flatMap((scan) => scan ?? []) : null
}

function best(indexes: readonly Index[], query: Document, sort: readonly SortPart[]): IndexScan | null {
  const predicates = predicatesOf(query)
  let chosen: IndexScan | null = null
  for (const index of indexes) {
    const scan = scanOf(index, query, predicates, sort)
    // Nothing is better than to look one key up.
    if (scan?.point) return scan
    if (scan && (!chosen || worth(scan) > worth(chosen))) chosen = scan
  }
  return chosen
}

const naturalHint = (hint: Value): 1 | -1 | null =>
  isDocument(hint) && hint.$natural !== undefined ? (compareValues(hint.$natural, 0) < 0 ? -1 : 1) : null

/** One that is hidden is kept, but not used. */
const visible = (indexes: readonly Index[]): readonly Index[] =>
  indexes.some(({ spec }) => spec.other?.hidden) ? indexes.filter(({ spec }) => !spec.other?.hidden) : indexes

function hinted(indexes: readonly Index[], hint: Value): Index {
  const found = visible(indexes).find(({ spec }) =>
    typeof hint === 'string'
      ? spec.name === hint
      : isDocument(hint) && Buffer.compare(encodeKey(hint), encodeKey(spec.key)) === 0,
  )
  if (!found)
    throw badValue(
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    )
  return found
}

/** The plan for a document by its `_id`, as most are asked for; null for any other query. */
function byId(indexes: readonly Index[], query: Document): IndexScan | null {
  const index = indexes.find(({ spec }) => spec.name === '_id_')
  const [name, another] = Object.keys(query)
  if (!index || name !== '_id' || another !== undefined || isOperators(query._id)) return null
  const predicate: Predicate = { path: '_id', operator: '$eq', operand: query._id }
  const point = isExact(predicate) ? fitKey(keyPart(query._id, 1)).key : null
  return point && byKey(index, point, !index.cut)
}

/**
 * Chooses how to find what a query may match; whether it does is tested afterwards, unless the plan covers it.
 * @throws ServerError 2 for a hint that names no index
 */
export function choosePlan(
  indexes: readonly Index[],
  query: Document,
  sort: readonly SortPart[],
  hint: Value,
): Plan {
  const [first] = sort
  if (first?.path === '$natural') return { kind: 'collection', reverse: first.direction < 0, sorted: true }
  const natural = naturalHint(hint)
  if (natural !== null) return { kind: 'collection', reverse: natural < 0, sorted: sort.length === 0 }
  if (hint !== undefined) {
    const index = hinted(indexes, hint)
    const scan = best([index], query, sort)
    if (scan) return scan
    const { ranges } = rangesOf([{ intervals: [everything], direction: 1 }])
    const whole: IndexScan = {
      kind: 'index',
      index,
      ranges,
      point: null,
      reverse: false,
      used: 0,
      sorted: sort.length === 0,
      covers: false,
    }
    // An index that leaves documents out still answers where it is asked for by name.
    return whole
  }
  const scan = byId(indexes, query) ?? best(visible(indexes), query, sort)
  if (scan && scan.used > 0) return scan
  const scans = unionOf(visible(indexes), query)
  if (scans) return { kind: 'union', scans }
  return scan ?? { kind: 'collection', reverse: false, sorted: sort.length === 0 }
}
