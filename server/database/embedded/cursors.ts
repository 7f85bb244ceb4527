import { Long } from 'mongodb'
import { badValue, cursorNotFound } from './errors.ts'
import { compareValues, type Document, isDocument, isNumber, numeric, reach, type Value } from './values.ts'

const IDLE_MS = 10 * 60_000
const MAX_BATCH_BYTES = 16 * 1024 * 1024
const FIRST_OF = { asc: 0, desc: -1 } as const

/** Orders by a sort document; what is missing sorts as null, an array by its smallest (or largest) element. */
export function sortDocuments<T>(
  items: readonly T[],
  sort: Document,
  documentOf: (item: T) => Document,
): T[] {
  const paths = Object.entries(sort).map(([path, direction]) => {
    if (!isNumber(direction)) throw badValue(`Illegal key in $sort specification: ${path}`)
    return { path, descending: Number(numeric(direction)) < 0 }
  })
  const keyed = items.map((item) => ({
    item,
    keys: paths.map(({ path, descending }) => {
      const values = reach(documentOf(item), path.split('.'))
        .flatMap((value) => (Array.isArray(value) ? value : [value]))
        .sort(compareValues)
      return values.at(descending ? FIRST_OF.desc : FIRST_OF.asc) ?? null
    }),
  }))
  keyed.sort((a, b) => {
    for (const [i, { descending }] of paths.entries()) {
      const order = compareValues(a.keys[i], b.keys[i])
      if (order !== 0) return descending ? -order : order
    }
    return 0
  })
  return keyed.map(({ item }) => item)
}

const included = (value: Value): boolean => value === true || (isNumber(value) && numeric(value) !== 0)

/** A projection of plain inclusions or exclusions; operators are refused. */
export function project(document: Document, projection: Value): Document {
  if (!isDocument(projection) || Object.keys(projection).length === 0) return document
  for (const value of Object.values(projection))
    if (!isNumber(value) && typeof value !== 'boolean')
      throw badValue('projection operators are not supported')
  const fields = Object.entries(projection).filter(([path]) => path !== '_id')
  const including =
    fields.some(([, value]) => included(value)) || (fields.length === 0 && included(projection._id))
  const withId = projection._id === undefined || included(projection._id)
  const paths = fields.map(([path]) => path.split('.'))
  const pick = (value: Value, parts: readonly (readonly string[])[]): Value => {
    if (Array.isArray(value))
      return value.filter((item) => isDocument(item) || Array.isArray(item)).map((item) => pick(item, parts))
    if (!isDocument(value)) return value
    const kept = Object.entries(value).flatMap(([name, item]): [string, Value][] => {
      const below = parts.filter(([head]) => head === name).map(([, ...rest]) => rest)
      if (below.length === 0) return []
      return below.some((rest) => rest.length === 0) ? [[name, item]] : [[name, pick(item, below)]]
    })
    return Object.fromEntries(kept)
  }
  const omit = (value: Value, parts: readonly (readonly string[])[]): Value => {
    if (Array.isArray(value)) return value.map((item) => omit(item, parts))
    if (!isDocument(value)) return value
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, item]): [string, Value][] => {
        const below = parts.filter(([head]) => head === name).map(([, ...rest]) => rest)
        if (below.some((rest) => rest.length === 0)) return []
        return [[name, below.length > 0 ? omit(item, below) : item]]
      }),
    )
  }
  const { _id, ...rest } = document
  const shaped = including ? pick(rest, paths) : omit(rest, paths)
  return { ...(withId && _id !== undefined ? { _id } : {}), ...(isDocument(shaped) ? shaped : {}) }
}

interface Cursor {
  readonly namespace: string
  rest: Document[]
  usedAt: number
}

/** Results not yet fetched. A cursor sees what was there when it was opened; an idle one is dropped after ten minutes. */
export class Cursors {
  private readonly open_ = new Map<bigint, Cursor>()
  private nextId = 1n

  constructor(private readonly clock: () => number) {}

  open(namespace: string, documents: Document[], batchSize: number, single: boolean): Document {
    this.dropIdle()
    const { batch, rest } = cut(documents, batchSize)
    const keep = rest.length > 0 && !single
    const id = keep ? this.nextId : 0n
    if (keep) {
      this.nextId += 1n
      this.open_.set(id, { namespace, rest, usedAt: this.clock() })
    }
    return { cursor: { firstBatch: batch, id: Long.fromBigInt(id), ns: namespace } }
  }

  more(id: bigint, batchSize: number): Document {
    const cursor = this.open_.get(id)
    if (!cursor) throw cursorNotFound(id)
    const { batch, rest } = cut(cursor.rest, batchSize === 0 ? Number.POSITIVE_INFINITY : batchSize)
    cursor.rest = rest
    cursor.usedAt = this.clock()
    if (rest.length === 0) this.open_.delete(id)
    return {
      cursor: { nextBatch: batch, id: Long.fromBigInt(rest.length > 0 ? id : 0n), ns: cursor.namespace },
    }
  }

  kill(ids: readonly Value[]): Document {
    const killed = ids.filter((id) => id instanceof Long && this.open_.delete(id.toBigInt()))
    return {
      cursorsKilled: killed,
      cursorsNotFound: ids.filter((id) => !killed.includes(id)),
      cursorsAlive: [],
      cursorsUnknown: [],
    }
  }

  private dropIdle(): void {
    for (const [id, cursor] of this.open_) if (this.clock() - cursor.usedAt > IDLE_MS) this.open_.delete(id)
  }
}

/** A batch of at most `size` documents and about 16 MB. */
function cut(documents: Document[], size: number): { batch: Document[]; rest: Document[] } {
  let bytes = 0
  let taken = 0
  while (taken < documents.length && taken < size) {
    bytes += JSON.stringify(documents[taken]).length
    if (taken > 0 && bytes > MAX_BATCH_BYTES) break
    taken += 1
  }
  return { batch: documents.slice(0, taken), rest: documents.slice(taken) }
}
