import type { Document, Value } from './bson.ts'
import { decode } from './bson-decode.ts'
import type { Collection, Row } from './collection.ts'
import { compileQuery, type ExpressionTest, type Test } from './match.ts'
import { choosePlan, type IndexScan, type Plan } from './plan.ts'
import { sortBy, sortParts } from './sort.ts'
import type { Snapshot } from './store.ts'

/** A stored document that was looked into. */
export interface Found extends Row {
  readonly document: Document
}

/** Given now and then by a long search that has found nothing, so that others get their turn. */
export const PAUSE = Symbol('pause')
const PAUSE_EVERY = 200

export interface Search {
  readonly query: Document
  readonly sort?: Value
  readonly hint?: Value
}

export interface Prepared {
  readonly plan: Plan
  readonly matches: Test
  /** Sorting is left to do once everything is found. */
  readonly mustSort: boolean
}

/** Work done by a search, for `explain`. */
export interface Tally {
  keys: number
  documents: number
}

/** @throws ServerError for a malformed query, sort or hint */
export function prepare(
  collection: Collection | undefined,
  { query, sort, hint }: Search,
  expression: ExpressionTest,
): Prepared {
  const matches = compileQuery(query, expression)
  const parts = sortParts(sort)
  const plan: Plan = collection
    ? choosePlan(collection.indexes, query, parts, hint)
    : { kind: 'collection', reverse: false, sorted: parts.length === 0 }
  return { plan, matches, mustSort: parts.length > 0 && (plan.kind === 'union' || !plan.sorted) }
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

function* records(collection: Collection, snapshot: Snapshot, plan: Plan, tally: Tally): Generator<number> {
  if (plan.kind === 'union') {
    const seen = new Set<number>()
    for (const scan of plan.scans) yield* scanned(collection, snapshot, scan, seen, tally)
  } else if (plan.kind === 'index') {
    const seen = plan.index.arrays.includes(true) ? new Set<number>() : null
    yield* scanned(collection, snapshot, plan, seen, tally)
  }
}

function* rows(collection: Collection, snapshot: Snapshot, plan: Plan, tally: Tally): Generator<Row> {
  if (plan.kind === 'collection') {
    yield* collection.rows(snapshot, plan.reverse)
    return
  }
  for (const record of records(collection, snapshot, plan, tally)) {
    const row = collection.row(snapshot, record)
    if (row) yield row
  }
}

/** Everything that matches, in the order the plan gives it. */
export function* search(
  collection: Collection,
  snapshot: Snapshot,
  { plan, matches }: Prepared,
  tally: Tally,
): Generator<Found | typeof PAUSE> {
  let idle = 0
  for (const row of rows(collection, snapshot, plan, tally)) {
    tally.documents += 1
    const document = decode(row.bytes)
    if (matches(document)) {
      idle = 0
      yield { ...row, document }
    } else {
      idle += 1
      if (idle % PAUSE_EVERY === 0) yield PAUSE
    }
  }
}

/** Whether a plan looks one unique key up: nothing is walked then, and there is nothing to sort. */
export const isPoint = ({ plan }: Prepared): boolean => plan.kind === 'index' && plan.point !== null

/** The one document a plan for a unique key can find. */
export function searchPoint(collection: Collection, snapshot: Snapshot, prepared: Prepared): Found | null {
  const { plan, matches } = prepared
  if (plan.kind !== 'index' || !plan.point) return null
  const record = collection.lookup(snapshot, plan.index, plan.point)
  const row = record === null ? null : collection.row(snapshot, record)
  if (!row) return null
  const document = decode(row.bytes)
  return matches(document) ? { ...row, document } : null
}

/** All that is found, sorted where the plan did not. */
export function searchAll(
  collection: Collection,
  snapshot: Snapshot,
  prepared: Prepared,
  sort: Value,
  limit = Number.POSITIVE_INFINITY,
): Found[] {
  if (isPoint(prepared)) return [searchPoint(collection, snapshot, prepared) ?? []].flat()
  const found: Found[] = []
  const tally = { keys: 0, documents: 0 }
  for (const one of search(collection, snapshot, prepared, tally)) {
    if (one === PAUSE) continue
    found.push(one)
    if (!prepared.mustSort && found.length >= limit) break
  }
  const sorted = prepared.mustSort ? sortBy(found, sort, ({ document }) => document) : found
  return limit === Number.POSITIVE_INFINITY ? sorted : sorted.slice(0, limit)
}

/** How many documents match, without looking at them where an index or the collection's own count knows. */
export function countMatching(
  collection: Collection,
  snapshot: Snapshot,
  query: Document,
  prepared: Prepared,
): number {
  const { plan } = prepared
  if (Object.keys(query).length === 0) return collection.count
  const tally = { keys: 0, documents: 0 }
  let n = 0
  if (plan.kind === 'index' && plan.covers) {
    for (const _ of records(collection, snapshot, plan, tally)) n += 1
    return n
  }
  for (const found of search(collection, snapshot, prepared, tally)) if (found !== PAUSE) n += 1
  return n
}
