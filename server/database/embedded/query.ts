import type { Document, Value } from './bson.ts'
import { type Collection, decodeStored, type Row } from './collection.ts'
import { clauses, compileQuery, type ExpressionTest, type Test } from './match.ts'
import type { Pace } from './pace.ts'
import { choosePlan, type IndexScan, type Plan, type UnionScan } from './plan.ts'
import { sortBy, sortParts } from './sort.ts'
import type { Snapshot } from './store.ts'

/** Given now and then by a long search that has found nothing, so that others get their turn. */
export const PAUSE = Symbol('pause')
export const PAUSE_EVERY = 200

export interface Search {
  readonly query: Document
  readonly sort?: Value
  readonly hint?: Value
}

export interface Prepared {
  readonly plan: Plan
  /** Whether a document matches; null where the plan finds nothing else. */
  readonly matches: ((row: Row) => boolean) | null
  /** Sorting is left to do once everything is found. */
  readonly mustSort: boolean
}

/** Work done by a search, for `explain`. */
export interface Tally {
  keys: number
  documents: number
  /** Documents that match. */
  found: number
}
export const newTally = (): Tally => ({ keys: 0, documents: 0, found: 0 })

/** The fields a query looks at; null where an expression may look at any. */
function topFields(query: Document): Set<string> | null {
  const fields = new Set<string>()
  for (const [name, condition] of Object.entries(query)) {
    if (name === '$and' || name === '$or' || name === '$nor') {
      const inner = clauses(name, condition).map(topFields)
      if (inner.includes(null)) return null
      for (const some of inner) for (const field of some ?? []) fields.add(field)
    } else if (name === '$expr') return null
    else if (!name.startsWith('$')) fields.add(name.split('.', 1)[0] ?? name)
  }
  return fields
}

/** A test that reads no more of a stored document than it looks at. */
function rowTest(query: Document, matches: Test): (row: Row) => boolean {
  const only = topFields(query)
  return only ? ({ bytes }) => matches(decodeStored(bytes, { only })) : ({ document }) => matches(document)
}

/** @throws ServerError for a malformed query, sort or hint */
export function prepare(
  collection: Collection | undefined,
  { query, sort, hint }: Search,
  expression: ExpressionTest,
): Prepared {
  // Compiled in any case: what is malformed is refused, whatever the plan.
  const matches = compileQuery(query, expression)
  const parts = sortParts(sort)
  const plan: Plan = collection
    ? choosePlan(collection.indexes, query, parts, hint)
    : { kind: 'collection', reverse: false, sorted: parts.length === 0 }
  return {
    plan,
    matches: plan.kind === 'index' && plan.covers ? null : rowTest(query, matches),
    mustSort: parts.length > 0 && (plan.kind === 'union' || !plan.sorted),
  }
}

function* scanned(
  collection: Collection,
  snapshot: Snapshot,
  scan: IndexScan,
  seen: Set<number> | null,
  tally: Tally,
): Generator<number> {
  const { index, ranges, point, reverse } = scan
  if (point) {
    tally.keys += 1
    const record = collection.lookup(snapshot, index, point)
    if (record !== null && !seen?.has(record)) {
      seen?.add(record)
      yield record
    }
    return
  }
  for (const { from, to } of reverse ? [...ranges].reverse() : ranges)
    for (const record of collection.entries(snapshot, index, from, to, reverse)) {
      tally.keys += 1
      if (seen?.has(record)) continue
      seen?.add(record)
      yield record
    }
}

function* union(
  collection: Collection,
  snapshot: Snapshot,
  scans: readonly IndexScan[],
  tally: Tally,
): Generator<number> {
  const seen = new Set<number>()
  for (const scan of scans) yield* scanned(collection, snapshot, scan, seen, tally)
}

function records(
  collection: Collection,
  snapshot: Snapshot,
  plan: IndexScan | UnionScan,
  tally: Tally,
): Generator<number> {
  if (plan.kind === 'union') return union(collection, snapshot, plan.scans, tally)
  const seen = plan.index.arrays.includes(true) ? new Set<number>() : null
  return scanned(collection, snapshot, plan, seen, tally)
}

/** Everything that matches, in the order the plan gives it. */
export function* search(
  collection: Collection,
  snapshot: Snapshot,
  { plan, matches }: Prepared,
  tally: Tally,
): Generator<Row | typeof PAUSE> {
  let idle = 0
  const found =
    plan.kind === 'collection'
      ? collection.rows(snapshot, plan.reverse)
      : records(collection, snapshot, plan, tally)
  for (const one of found) {
    const row = typeof one === 'number' ? collection.row(snapshot, one) : one
    if (!row) continue
    tally.documents += 1
    if (!matches || matches(row)) {
      idle = 0
      tally.found += 1
      yield row
    } else {
      idle += 1
      if (idle % PAUSE_EVERY === 0) yield PAUSE
    }
  }
}

/** Whether a plan looks one unique key up: nothing is walked then, and there is nothing to sort. */
export const isPoint = ({ plan }: Prepared): boolean => plan.kind === 'index' && plan.point !== null

/** The one document a plan for a unique key can find. */
export function searchPoint(collection: Collection, snapshot: Snapshot, prepared: Prepared): Row | null {
  const { plan, matches } = prepared
  if (plan.kind !== 'index' || !plan.point) return null
  const record = collection.lookup(snapshot, plan.index, plan.point)
  const row = record === null ? null : collection.row(snapshot, record)
  return row && (!matches || matches(row)) ? row : null
}

/** All that is found, sorted where the plan did not. */
export function searchAll(
  collection: Collection,
  snapshot: Snapshot,
  prepared: Prepared,
  sort: Value,
  limit = Number.POSITIVE_INFINITY,
  pace?: Pace,
): Row[] {
  if (isPoint(prepared)) return [searchPoint(collection, snapshot, prepared) ?? []].flat()
  const found: Row[] = []
  const tally = newTally()
  for (const one of search(collection, snapshot, prepared, tally)) {
    pace?.check()
    if (one === PAUSE) continue
    found.push(one)
    if (!prepared.mustSort && found.length >= limit) break
  }
  const sorted = prepared.mustSort ? sortBy(found, sort, ({ document }) => document) : found
  return limit === Number.POSITIVE_INFINITY ? sorted : sorted.slice(0, limit)
}

/** How many documents match, without looking at them where an index or the collection's own count knows. */
export function* countMatching(
  collection: Collection,
  snapshot: Snapshot,
  query: Document,
  prepared: Prepared,
): Generator<typeof PAUSE, number, undefined> {
  const { plan } = prepared
  if (Object.keys(query).length === 0) return collection.count
  const tally = newTally()
  let n = 0
  if (plan.kind === 'index' && plan.covers) {
    for (const _ of records(collection, snapshot, plan, tally)) {
      n += 1
      if (n % PAUSE_EVERY === 0) yield PAUSE
    }
    return n
  }
  for (const found of search(collection, snapshot, prepared, tally)) {
    if (found !== PAUSE) n += 1
    if (found === PAUSE || n % PAUSE_EVERY === 0) yield PAUSE
  }
  return n
}

type Rows = Generator<Row | typeof PAUSE>

function* sorted(rows: Rows, sort: Value): Rows {
  const found: Row[] = []
  for (const one of rows) {
    if (one !== PAUSE) found.push(one)
    if (one === PAUSE || found.length % PAUSE_EVERY === 0) yield PAUSE
  }
  yield* sortBy(found, sort, ({ document }) => document)
}

function* after(rows: Rows, skip: number): Rows {
  let left = skip
  for (const one of rows) {
    if (one === PAUSE || left <= 0) yield one
    else left -= 1
  }
}

/** What is found, sorted and cut, while a snapshot is held. */
export function ordered(
  collection: Collection,
  snapshot: Snapshot,
  prepared: Prepared,
  { sort, skip, tally }: { sort: Value; skip: number; tally: Tally },
): Rows {
  const found = search(collection, snapshot, prepared, tally)
  const rows = prepared.mustSort ? sorted(found, sort) : found
  return skip > 0 ? after(rows, skip) : rows
}
