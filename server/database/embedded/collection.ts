import { type Document, isDocument, MAX_DOCUMENT_BYTES, namesOf, Raw, type Value } from './bson.ts'
import { Int32, ObjectId } from './bson-classes.ts'
import { decode } from './bson-decode.ts'
import { encode } from './bson-encode.ts'
import { DamageError, duplicateKey, ServerError } from './errors.ts'
import { type Direction, type IndexEntries, type IndexSpec, keyMaker, valuesOf } from './index-keys.ts'
import { compileQuery } from './match.ts'
import { isNumber, toDouble } from './numbers.ts'
import type { Snapshot, Store } from './store.ts'
import { typeRank } from './values.ts'

export interface Index {
  readonly id: number
  spec: IndexSpec
  /** Paths that went through an array in some document. */
  arrays: boolean[]
  /** Some key was cut: the order of entries is not the order of values. */
  cut: boolean
  readonly entriesOf: (document: Document) => IndexEntries
  /** Its key, as a list. */
  readonly parts: readonly { readonly path: string; readonly direction: Direction }[]
  /** Fields its entries are made of; null where a filter looks at others, too. */
  readonly fields: readonly string[] | null
}

/** Decodes what is stored, as far as asked. @throws DamageError where it is no document */
export function decodeStored(bytes: Buffer, part: Parameters<typeof decode>[1] = {}): Document {
  try {
    return decode(bytes, part)
  } catch (error) {
    throw new DamageError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/** A stored document. Its bytes are decoded only where somebody looks inside. */
export class Row extends Raw {
  private decoded: Document | undefined

  /** @throws DamageError for what does not begin and end as a document */
  constructor(
    readonly record: number,
    bytes: Buffer,
  ) {
    super(bytes)
    if (bytes.length < 5 || bytes.readInt32LE(0) !== bytes.length || bytes[bytes.length - 1] !== 0)
      throw new DamageError(`record ${record} is no document`)
  }

  get document(): Document {
    this.decoded ??= decodeStored(this.bytes)
    return this.decoded
  }
}

const RECORD_BYTES = 6

const recordBytes = (record: number): Buffer => {
  const bytes = Buffer.allocUnsafe(RECORD_BYTES)
  bytes.writeUIntBE(record, 0, RECORD_BYTES)
  return bytes
}

const recordKey = (collection: number, record: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4 + RECORD_BYTES)
  bytes.writeUInt32BE(collection)
  bytes.writeUIntBE(record, 4, RECORD_BYTES)
  return bytes
}

/** A key of an index, followed by the record where several may have it. */
const indexKey = (index: number, key: Buffer, record: number | null): Buffer => {
  const bytes = Buffer.allocUnsafe(4 + key.length + (record === null ? 0 : RECORD_BYTES))
  bytes.writeUInt32BE(index)
  bytes.set(key, 4)
  if (record !== null) bytes.writeUIntBE(record, 4 + key.length, RECORD_BYTES)
  return bytes
}

/** What all keys of a collection or an index begin with. */
const prefix = (id: number): Buffer => {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(id)
  return bytes
}

const makeIndex = (id: number, spec: IndexSpec): Index => ({
  id,
  spec,
  arrays: Object.keys(spec.key).map(() => false),
  cut: false,
  parts: Object.entries(spec.key).map(([path, direction]) => ({ path, direction })),
  fields: spec.partialFilterExpression
    ? null
    : Object.keys(spec.key).map((path) => path.split('.', 1)[0] ?? path),
  entriesOf: keyMaker(spec, spec.partialFilterExpression ? compileQuery(spec.partialFilterExpression) : null),
})

/** A value as error messages of the server show it. */
export function shown(value: Value): string {
  if (typeof value === 'string') return `"${value}"`
  if (isNumber(value))
    return String(typeof value === 'number' && Number.isInteger(value) ? value.toFixed(1) : value)
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (Array.isArray(value)) return `[ ${value.map(shown).join(', ')} ]`
  if (isDocument(value))
    return `{ ${Object.entries(value)
      .map(([name, item]) => `${name}: ${shown(item)}`)
      .join(', ')} }`
  return String(value)
}

/** Checks the `_id` of a document to be stored. @throws ServerError 53 for an array or a regular expression */
function checkId(id: Value): void {
  const kind = Array.isArray(id) ? 'array' : typeRank(id) === 50 ? 'regex' : null
  if (kind) throw new ServerError(53, 'InvalidIdField', `The '_id' value cannot be of type ${kind}`)
  if (isDocument(id) && Object.keys(id).some((name) => name.startsWith('$')))
    throw new ServerError(52, 'DollarPrefixedFieldName', "_id fields may not contain '$'-prefixed fields")
}

/**
 * One collection: records in the order of insertion and its indexes. What changes it must run inside a commit;
 * every change checks first and writes then, so that a refused one leaves nothing behind.
 */
export class Collection {
  count = 0
  nextRecord = 1
  indexes: Index[] = []
  /** Its description differs from the one on disk. */
  changed = true

  constructor(
    private readonly store: Store,
    readonly id: number,
    public namespace: string,
    readonly options: Document,
  ) {}

  row(snapshot: Snapshot, record: number): Row | null {
    const bytes = snapshot.get(this.store.records, recordKey(this.id, record))
    return bytes ? new Row(record, bytes) : null
  }

  *rows(snapshot: Snapshot, reverse = false): Generator<Row> {
    const [from, to] = [prefix(this.id), prefix(this.id + 1)]
    for (const { key, value } of snapshot.range(this.store.records, from, to, reverse))
      yield new Row(key.readUIntBE(4, RECORD_BYTES), value)
  }

  /** Record numbers in an index, in the order of its keys. A record comes once for each of its keys. */
  *entries(snapshot: Snapshot, index: Index, from: Buffer, to: Buffer, reverse: boolean): Generator<number> {
    const [start, end] = [indexKey(index.id, from, null), indexKey(index.id, to, null)]
    if (index.spec.unique)
      for (const { value } of snapshot.range(this.store.indexes, start, end, reverse))
        yield value.readUIntBE(0, RECORD_BYTES)
    // Elsewhere the record is the end of the key, and nothing else has to be read.
    else
      for (const key of snapshot.keys(this.store.indexes, start, end, reverse))
        yield key.readUIntBE(key.length - RECORD_BYTES, RECORD_BYTES)
  }

  /** Bytes of each document. */
  *documentSizes(snapshot: Snapshot): Generator<number> {
    for (const { bytes } of this.rows(snapshot)) yield bytes.length
  }

  /** Bytes of each entry of an index. */
  *entrySizes(snapshot: Snapshot, { id }: Index): Generator<number> {
    for (const key of snapshot.keys(this.store.indexes, prefix(id), prefix(id + 1)))
      yield key.length + RECORD_BYTES
  }

  /** The record of a key in a unique index. */
  lookup(snapshot: Snapshot, index: Index, key: Buffer): number | null {
    return (
      snapshot.get(this.store.indexes, indexKey(index.id, key, null))?.readUIntBE(0, RECORD_BYTES) ?? null
    )
  }

  private entryKey(index: Index, key: Buffer, record: number): Buffer {
    return indexKey(index.id, key, index.spec.unique ? null : record)
  }

  /**
   * Stores a document. `bytes`: its encoding as the client sent it, where it can be kept as it is.
   * @returns its `_id`. @throws ServerError 11000, 53, 10334
   */
  insert(given: Document, given_bytes: Buffer | null): Value {
    const hasId = given._id !== undefined
    checkId(given._id)
    const isFirst = namesOf(given)[0] === '_id'
    const document = hasId && isFirst ? given : { _id: hasId ? given._id : new ObjectId(), ...without(given) }
    const bytes = given_bytes && isFirst ? given_bytes : encode(document)
    checkSize(bytes)
    const record = this.nextRecord
    const made = this.indexes.map((index) => this.checkedEntries(index, document, record))
    this.nextRecord += 1
    for (const [i, index] of this.indexes.entries()) this.enter(index, made[i]?.keys ?? [], record)
    this.store.records.putSync(recordKey(this.id, record), bytes)
    this.count += 1
    this.changed = true
    return document._id
  }

  /**
   * Puts another document in the place of one. A field of both that holds the very same value is taken to be
   * unchanged, and the indexes over such fields are let be.
   */
  replace(record: number, before: Document, after: Document, bytes: Buffer): void {
    checkSize(bytes)
    const touched = this.indexes.filter(({ fields }) => fields?.every((f) => before[f] === after[f]) !== true)
    const made = touched.map((index) => this.checkedEntries(index, after, record))
    for (const [i, index] of touched.entries()) {
      const fresh = made[i]?.keys ?? []
      const old = index.entriesOf(before).keys
      for (const key of old)
        if (!fresh.some((other) => other.equals(key)))
          this.store.indexes.removeSync(this.entryKey(index, key, record))
      this.enter(
        index,
        fresh.filter((key) => !old.some((other) => other.equals(key))),
        record,
      )
    }
    this.store.records.putSync(recordKey(this.id, record), bytes)
  }

  remove(record: number, document: Document): void {
    for (const index of this.indexes)
      for (const key of index.entriesOf(document).keys)
        this.store.indexes.removeSync(this.entryKey(index, key, record))
    this.store.records.removeSync(recordKey(this.id, record))
    this.count -= 1
    this.changed = true
  }

  private checkedEntries(index: Index, document: Document, record: number): IndexEntries {
    const entries = index.entriesOf(document)
    if (index.spec.unique)
      for (const key of entries.keys) {
        const holder = this.store.indexes.get(indexKey(index.id, key, null))?.readUIntBE(0, RECORD_BYTES)
        if (holder !== undefined && holder !== record) throw this.duplicate(index.spec, document, key)
      }
    if (entries.cut && !index.cut) {
      index.cut = true
      this.changed = true
    }
    for (const [i, inArray] of entries.arrays.entries())
      if (inArray && !index.arrays[i]) {
        index.arrays[i] = true
        this.changed = true
      }
    return entries
  }

  private enter(index: Index, keys: readonly Buffer[], record: number): void {
    for (const key of keys) this.store.indexes.putSync(this.entryKey(index, key, record), recordBytes(record))
  }

  private duplicate(spec: IndexSpec, document: Document, key: Buffer): ServerError {
    const value = valuesOf(spec, document, key)
    return duplicateKey(this.namespace, spec.name, keyDocument(spec), value, shown(value))
  }

  /** Builds an index from what is stored. @throws ServerError 11000 or 171, after which nothing of it is left */
  addIndex(spec: IndexSpec): void {
    const index = makeIndex(this.store.freshId(), spec)
    const snapshot = this.store.snapshot()
    try {
      for (const { record, bytes } of [...this.rows(snapshot)])
        this.enter(index, this.checkedEntries(index, decodeStored(bytes), record).keys, record)
    } catch (error) {
      this.clearIndex(index)
      throw error
    } finally {
      snapshot.release()
    }
    this.indexes.push(index)
    this.changed = true
  }

  dropIndex(index: Index): void {
    this.clearIndex(index)
    this.indexes = this.indexes.filter((other) => other !== index)
    this.changed = true
  }

  private clearIndex({ id }: Index): void {
    this.removeRange(this.store.indexes, id)
  }

  private removeRange(table: Store['records'], id: number): void {
    const snapshot = this.store.snapshot()
    const keys = [...snapshot.keys(table, prefix(id), prefix(id + 1))]
    snapshot.release()
    for (const key of keys) table.removeSync(key)
  }

  /** Removes everything the collection holds. */
  clear(): void {
    for (const index of this.indexes) this.clearIndex(index)
    this.removeRange(this.store.records, this.id)
    this.count = 0
  }

  /** Compares every index with the records. @returns what does not agree, in words */
  *check(snapshot: Snapshot): Generator<string> {
    let seen = 0
    const expected = this.indexes.map(() => 0)
    for (const { record, bytes } of this.rows(snapshot)) {
      seen += 1
      const document = decodeStored(bytes)
      for (const [i, index] of this.indexes.entries())
        for (const key of index.entriesOf(document).keys) {
          expected[i] = (expected[i] ?? 0) + 1
          const entry = snapshot.get(this.store.indexes, this.entryKey(index, key, record))
          if (entry?.readUIntBE(0, RECORD_BYTES) !== record)
            yield `index ${index.spec.name} lacks record ${record}`
        }
    }
    if (seen !== this.count) yield `${seen} records, ${this.count} counted`
    for (const [i, index] of this.indexes.entries()) {
      let entries = 0
      const [from, to] = [prefix(index.id), prefix(index.id + 1)]
      for (const _ of snapshot.keys(this.store.indexes, from, to)) entries += 1
      if (entries !== expected[i])
        yield `index ${index.spec.name} holds ${entries} entries, ${expected[i]} expected`
    }
  }
}

const without = ({ _id: _, ...rest }: Document): Document => rest

function checkSize(bytes: Buffer): void {
  if (bytes.length > MAX_DOCUMENT_BYTES)
    throw new ServerError(
      10334,
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16)}) is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
    )
}

/** An index's key as clients read it: plain 32-bit numbers. */
export const keyDocument = (spec: IndexSpec): Document =>
  Object.fromEntries(Object.entries(spec.key).map(([path, way]) => [path, new Int32(way)]))

/** What the catalogue keeps of a collection. */
export function describe(collection: Collection): Buffer {
  return encode({
    id: collection.id,
    namespace: collection.namespace,
    count: collection.count,
    nextRecord: collection.nextRecord,
    options: collection.options,
    indexes: collection.indexes.map(({ id, spec, arrays, cut }) => ({
      id,
      arrays,
      cut,
      spec: { ...spec, key: Object.entries(spec.key).map(([path, way]) => [path, way]) },
    })),
  })
}

const whole = (value: Value): number => (isNumber(value) ? toDouble(value) : Number.NaN)

/** Reads a collection back from its description. */
export function restore(store: Store, bytes: Buffer): Collection {
  const described = decodeStored(bytes)
  const collection = new Collection(
    store,
    whole(described.id),
    String(described.namespace),
    isDocument(described.options) ? described.options : {},
  )
  collection.count = whole(described.count)
  collection.nextRecord = whole(described.nextRecord)
  collection.changed = false
  collection.indexes = (Array.isArray(described.indexes) ? described.indexes : []).map(
    ({ id, spec, arrays, cut }) => ({
      ...makeIndex(whole(id), { ...spec, key: Object.fromEntries(spec.key) }),
      arrays,
      cut,
    }),
  )
  return collection
}
