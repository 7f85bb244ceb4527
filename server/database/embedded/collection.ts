import { BSON, ObjectId } from 'mongodb'
import { badValue, duplicateKey, ServerError } from './errors.ts'
import { matches, pinned } from './match.ts'
import { type Document, equalityKey, equalValues, isDocument, reach, type Value } from './values.ts'

export interface IndexSpec {
  readonly name: string
  readonly key: Readonly<Record<string, 1 | -1>>
  readonly unique?: boolean
  readonly sparse?: boolean
  readonly partialFilterExpression?: Document
  readonly expireAfterSeconds?: number
}

/** One change to the store, in the order in which it must reach the disk. */
export interface Change {
  readonly collection: string
  readonly record: number
  /** Null: the record is gone. */
  readonly bytes: Uint8Array | null
}

const DECODE = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const

export const decode = (bytes: Uint8Array): Document => BSON.deserialize(bytes, DECODE)
export const encode = (document: Document): Uint8Array => BSON.serialize(document, { ignoreUndefined: false })

const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

/** Entries of a document in an index: every combination of the values its paths reach. */
function keysOf(spec: IndexSpec, document: Document): string[] {
  const { partialFilterExpression: filter } = spec
  if (filter && !matches(document, filter)) return []
  const paths = Object.keys(spec.key)
  const reached = paths.map((path) => reach(document, path.split('.')))
  if (spec.sparse && reached.every((values) => values.length === 0)) return []
  const perPath = reached.map((values) => {
    const flat = values.flatMap((value) =>
      Array.isArray(value) ? (value.length > 0 ? value : [null]) : [value],
    )
    return flat.length > 0 ? flat : [null]
  })
  const combined = perPath.reduce<string[]>(
    (keys, values) => keys.flatMap((key) => values.map((value) => `${key}|${equalityKey(value)}`)),
    [''],
  )
  return [...new Set(combined)]
}

interface Index {
  readonly spec: IndexSpec
  readonly records: Map<string, Set<number>>
}

const copyOf = (value: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...value })

/**
 * One collection: records in the order of insertion, indexed for equality. Documents are kept as BSON bytes
 * and decoded when looked at, so that untouched fields keep their exact types.
 */
export class Collection {
  private readonly records = new Map<number, Uint8Array>()
  private readonly indexes = new Map<string, Index>()
  private nextRecord = 1

  constructor(
    readonly namespace: string,
    private readonly changed: (change: Change) => void,
  ) {
    this.indexes.set('_id_', { spec: { name: '_id_', key: { _id: 1 }, unique: true }, records: new Map() })
  }

  get size(): number {
    return this.records.size
  }

  specs(): IndexSpec[] {
    return [...this.indexes.values()].map((index) => index.spec)
  }

  /** Takes a record as it was stored; only used when the store is opened. */
  restore(record: number, bytes: Uint8Array): void {
    this.records.set(record, bytes)
    this.nextRecord = Math.max(this.nextRecord, record + 1)
    this.enter(record, decode(bytes))
  }

  addIndex(spec: IndexSpec): void {
    const known = this.indexes.get(spec.name)
    if (known) {
      const same =
        JSON.stringify(known.spec.key) === JSON.stringify(spec.key) &&
        Boolean(known.spec.unique) === Boolean(spec.unique)
      if (same) return
      throw new ServerError(
        86,
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index: ${spec.name}`,
      )
    }
    const index: Index = { spec, records: new Map() }
    for (const [record, bytes] of this.records) this.enterInto(index, record, decode(bytes))
    this.indexes.set(spec.name, index)
  }

  dropIndex(name: string): void {
    if (name === '_id_') throw new ServerError(72, 'InvalidOptions', 'cannot drop _id index')
    if (!this.indexes.delete(name))
      throw new ServerError(27, 'IndexNotFound', `index not found with name [${name}]`)
  }

  /** Records that match, in natural order; `plan` names the index that narrowed the search. */
  find(query: Document): { plan: string | null; records: { record: number; document: Document }[] } {
    const { plan, records } = this.candidates(query)
    const found: { record: number; document: Document }[] = []
    for (const record of records) {
      const bytes = this.records.get(record)
      if (!bytes) continue
      const document = decode(bytes)
      if (matches(document, query)) found.push({ record, document })
    }
    return { plan, records: found }
  }

  insert(document: Document): void {
    const { _id = new ObjectId(), ...rest } = document
    if (Array.isArray(_id) || _id === undefined) throw badValue("The '_id' value cannot be of type array")
    this.write(this.nextRecord, { _id, ...rest }, null)
    this.nextRecord += 1
  }

  replace(record: number, before: Document, after: Document): void {
    this.write(record, after, before)
  }

  remove(record: number, document: Document): void {
    for (const index of this.indexes.values()) this.leave(index, record, document)
    this.records.delete(record)
    this.changed({ collection: this.namespace, record, bytes: null })
  }

  private write(record: number, document: Document, before: Document | null): void {
    const bytes = encode(document)
    if (bytes.length > MAX_DOCUMENT_BYTES)
      throw new ServerError(10334, 'BSONObjectTooLarge', 'object to insert too large')
    // Indexed as it will be read back.
    const stored = decode(bytes)
    for (const { spec, records } of this.indexes.values()) {
      if (!spec.unique) continue
      for (const key of keysOf(spec, stored)) {
        const holders = records.get(key)
        if (holders && [...holders].some((holder) => holder !== record)) throw this.duplicate(spec, stored)
      }
    }
    if (before) for (const index of this.indexes.values()) this.leave(index, record, before)
    this.records.set(record, bytes)
    this.enter(record, stored)
    this.changed({ collection: this.namespace, record, bytes })
  }

  private duplicate(spec: IndexSpec, document: Document): ServerError {
    const value = Object.fromEntries(
      Object.keys(spec.key).map((path) => [path, reach(document, path.split('.'))[0] ?? null]),
    )
    return duplicateKey(this.namespace, spec.name, copyOf(spec.key), value)
  }

  private enter(record: number, document: Document): void {
    for (const index of this.indexes.values()) this.enterInto(index, record, document)
  }

  private enterInto(index: Index, record: number, document: Document): void {
    for (const key of keysOf(index.spec, document)) {
      const holders = index.records.get(key)
      if (!holders) index.records.set(key, new Set([record]))
      else if (index.spec.unique && !holders.has(record)) throw this.duplicate(index.spec, document)
      else holders.add(record)
    }
  }

  private leave(index: Index, record: number, document: Document): void {
    for (const key of keysOf(index.spec, document)) {
      const holders = index.records.get(key)
      holders?.delete(record)
      if (holders?.size === 0) index.records.delete(key)
    }
  }

  /** The index with most paths pinned by equality, if any; partial indexes only where the query repeats the filter. */
  private candidates(query: Document): { plan: string | null; records: Iterable<number> } {
    const pins = pinned(query)
    const usable = [...this.indexes.values()].filter(({ spec }) => {
      const covers = Object.keys(spec.key).every((path) => pins.has(path) && !Array.isArray(pins.get(path)))
      const filter = spec.partialFilterExpression
      const implied =
        !filter ||
        Object.entries(filter).every(([path, value]) => pins.has(path) && equalValues(pins.get(path), value))
      const present = !spec.sparse || Object.keys(spec.key).every((path) => pins.get(path) !== null)
      return covers && implied && present
    })
    const best = usable.sort((a, b) => Object.keys(b.spec.key).length - Object.keys(a.spec.key).length)[0]
    if (!best) return { plan: null, records: [...this.records.keys()] }
    const key = Object.keys(best.spec.key)
      .map((path) => `|${equalityKey(pins.get(path))}`)
      .join('')
    const records = [...(best.records.get(key) ?? [])].sort((a, b) => a - b)
    return { plan: best.spec.name, records }
  }
}

/** A query value as a plain document, or empty where the client sent none. */
export const asQuery = (value: Value): Document => {
  if (value === undefined || value === null) return {}
  if (!isDocument(value)) throw badValue('the filter must be a document')
  return value
}
