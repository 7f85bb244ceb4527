import { statSync } from 'node:fs'
import { join } from 'node:path'
import { open, type RootDatabase } from 'lmdb'
import { z } from 'zod'
import { type Change, Collection, decode, encode, type IndexSpec } from './collection.ts'
import { ServerError } from './errors.ts'

const FORMAT = 1
const MAP_BYTES = 64 * 1024 * 1024 * 1024

const catalogueSchema = z.object({ id: z.number(), name: z.string(), indexes: z.array(z.string()) })
type Catalogue = z.infer<typeof catalogueSchema>

/** A closed or broken store refuses everything with one sentence. */
const unavailable = (reason: string) => new ServerError(91, 'ShutdownInProgress', reason)

/**
 * All collections of one data directory. A change is applied in memory, then written to LMDB together with all
 * others that wait (group commit); `settled()` resolves once everything applied so far is on disk, and every
 * reply waits for it, so that nobody is told what a crash could take back.
 */
export class Store {
  private readonly collections = new Map<string, { id: number; collection: Collection }>()
  private staged: { key: [number, number] | string; bytes: Uint8Array | null }[] = []
  private flushing: Promise<void> | null = null
  private broken: ServerError | null = null
  private nextId = 1

  private constructor(private readonly db: RootDatabase<Uint8Array, [number, number] | string>) {}

  static open(dataDir: string): Store {
    const path = join(dataDir, 'store.mdb')
    assertWhole(path)
    const db = open<Uint8Array, [number, number] | string>({
      path,
      encoding: 'binary',
      overlappingSync: false,
      mapSize: MAP_BYTES,
      maxDbs: 4,
    })
    const store = new Store(db)
    store.load()
    return store
  }

  private load(): void {
    const format = this.db.get('format')
    if (format && Number(Buffer.from(format).toString('utf8')) !== FORMAT)
      throw new Error(
        `the data directory has format ${Buffer.from(format).toString('utf8')}; this program knows ${FORMAT}`,
      )
    if (!format) this.stage('format', Buffer.from(String(FORMAT)))
    const byId = new Map<number, Collection>()
    for (const { key, value } of this.db.getRange({ start: 'collection/', end: 'collection0' })) {
      if (typeof key !== 'string') continue
      const entry = catalogueSchema.parse(JSON.parse(Buffer.from(value).toString('utf8')))
      const collection = this.make(entry.id, entry.name)
      byId.set(entry.id, collection)
      for (const spec of entry.indexes) collection.addIndex(decode(Buffer.from(spec, 'base64')) as never)
    }
    for (const [id, collection] of byId)
      for (const { key, value } of this.db.getRange({ start: [id, 0], end: [id + 1, 0] }))
        if (Array.isArray(key)) collection.restore(key[1], Buffer.from(value))
  }

  private make(id: number, name: string): Collection {
    const collection = new Collection(name, (change) => this.record(id, change))
    this.collections.set(name, { id, collection })
    this.nextId = Math.max(this.nextId, id + 1)
    return collection
  }

  private record(id: number, { record, bytes }: Change): void {
    this.stage([id, record], bytes)
  }

  private stage(key: [number, number] | string, bytes: Uint8Array | null): void {
    if (this.broken) throw this.broken
    this.staged.push({ key, bytes })
    this.flushing ??= this.flush()
  }

  private async flush(): Promise<void> {
    // One turn of the event loop gathers what arrives together.
    await new Promise((resolve) => setImmediate(resolve))
    try {
      while (this.staged.length > 0) {
        const batch = this.staged
        this.staged = []
        await this.db.transaction(() => {
          for (const { key, bytes } of batch) {
            if (bytes) void this.db.put(key, Buffer.from(bytes))
            else void this.db.remove(key)
          }
        })
      }
    } catch (error) {
      this.broken = new ServerError(
        14031,
        'OutOfDiskSpace',
        `writing to disk failed (${error instanceof Error ? error.message : String(error)}); nothing unacknowledged was kept, restart after freeing space`,
      )
      this.staged = []
      throw this.broken
    } finally {
      this.flushing = null
    }
  }

  /** Resolves when everything applied so far is durable; rejects if it could not be made so. */
  async settled(): Promise<void> {
    while (this.flushing) await this.flushing
    if (this.broken) throw this.broken
  }

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace)?.collection
  }

  ensure(namespace: string): Collection {
    const known = this.get(namespace)
    if (known) return known
    const collection = this.make(this.nextId, namespace)
    this.describe(namespace)
    return collection
  }

  createIndex(namespace: string, spec: IndexSpec): void {
    this.ensure(namespace).addIndex(spec)
    this.describe(namespace)
  }

  dropIndex(namespace: string, name: string): void {
    this.ensure(namespace).dropIndex(name)
    this.describe(namespace)
  }

  drop(namespace: string): boolean {
    const known = this.collections.get(namespace)
    if (!known) return false
    for (const { record, document } of known.collection.find({}).records)
      known.collection.remove(record, document)
    this.collections.delete(namespace)
    this.stage(`collection/${known.id}`, null)
    return true
  }

  names(): string[] {
    return [...this.collections.keys()]
  }

  private describe(namespace: string): void {
    const known = this.collections.get(namespace)
    if (!known) return
    const indexes = known.collection.specs().filter((spec) => spec.name !== '_id_')
    const entry: Catalogue = {
      id: known.id,
      name: namespace,
      indexes: indexes.map((spec) => Buffer.from(encode({ ...spec })).toString('base64')),
    }
    this.stage(`collection/${known.id}`, Buffer.from(JSON.stringify(entry)))
  }

  async close(): Promise<void> {
    await this.settled()
    this.broken = unavailable('the store is closed')
    await this.db.close()
  }
}

/** LMDB would end the process without a word on a file shorter than its pages; say so instead. */
function assertWhole(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat && (stat.size < 8192 || stat.size % 4096 !== 0))
    throw new Error(`the data file ${path} is cut short (${stat.size} bytes); restore it from a backup`)
}
