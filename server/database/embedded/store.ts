import { randomBytes } from 'node:crypto'
import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Database, open, type RootDatabase, type Transaction } from 'lmdb'
import { Collection, describe, restore } from './collection.ts'
import { badValue, type DamageError, ServerError, TakenOverError } from './errors.ts'
import { FORMAT, FormatError } from './format.ts'
import { asDamage, asPlaceError, assertUsable, PlaceError, syncFile } from './place.ts'

const MAP_BYTES = process.platform === 'win32' ? 0 : 64 * 1024 ** 3
/** An open cursor pins a reader; there are far fewer of them than this. */
const READERS = 1000

/** The package takes more options than it declares. */
export type Table = Database<Buffer, Buffer> & {
  /** The value lies in memory the next read uses again. */
  getBinaryFast(key: Buffer, options: { transaction?: Transaction }): Uint8Array | undefined
}
type Range = {
  start: Buffer
  end: Buffer
  reverse?: boolean
  exclusiveStart?: boolean
  inclusiveEnd?: boolean
  transaction?: Transaction
}

/** What the store was at one moment. Must be released, or its pages are never used again. */
export class Snapshot {
  private readonly at: { transaction?: Transaction }

  constructor(transaction: Transaction | null) {
    this.at = transaction ? { transaction } : {}
  }

  get(table: Table, key: Buffer): Buffer | undefined {
    const value = table.getBinaryFast(key, this.at)
    if (!value) return undefined
    // `get` of the package takes a new piece of memory from the system for each.
    const bytes = Buffer.allocUnsafe(value.length)
    // It is longer than it says.
    bytes.set(new Uint8Array(value.buffer, value.byteOffset, bytes.length))
    return bytes
  }

  /** Entries whose key is at or after `from` and before `to`. */
  range(table: Table, from: Buffer, to: Buffer, reverse = false): Iterable<{ key: Buffer; value: Buffer }> {
    return table.getRange(this.between(from, to, reverse))
  }

  /** The keys of such entries. */
  keys(table: Table, from: Buffer, to: Buffer, reverse = false): Iterable<Buffer> {
    return table.getKeys(this.between(from, to, reverse))
  }

  private between(from: Buffer, to: Buffer, reverse: boolean): Range {
    return reverse
      ? { start: to, end: from, reverse, exclusiveStart: true, inclusiveEnd: true, ...this.at }
      : { start: from, end: to, ...this.at }
  }

  release(): void {
    this.at.transaction?.done()
  }
}

const diskFailure = (error: unknown) =>
  new ServerError(
    14031,
    'OutOfDiskSpace',
    `writing to disk failed (${error instanceof Error ? error.message : String(error)}); nothing of this request was kept, everything acknowledged before is safe`,
  )

function openEnvironment(path: string): RootDatabase<Buffer, Buffer> {
  assertUsable(path, { readers: READERS, map: MAP_BYTES })
  return open<Buffer, Buffer>({
    path,
    noSubdir: true,
    encoding: 'binary',
    keyEncoding: 'binary',
    overlappingSync: false,
    maxDbs: 8,
    maxReaders: READERS,
    ...(MAP_BYTES === 0 ? {} : { mapSize: MAP_BYTES }),
  })
}

const FORMAT_KEY = Buffer.from('format')
const OWNER_KEY = Buffer.from('owner')
const COLLECTION = Buffer.from('c/')
const AFTER_COLLECTIONS = Buffer.from('c0')

/**
 * All collections of one data directory, in one LMDB file: records by insertion, indexes as ordered keys, and a
 * catalogue. Everything that is changed between two calls of `commit` reaches the disk as one transaction.
 */
export class Store {
  records: Table
  indexes: Table
  private meta: Table
  private environment: RootDatabase<Buffer, Buffer>
  private collections = new Map<string, Collection>()
  private nextId = 1
  private writing = false
  /** What the owner of the data wrote into it; null: nobody claimed it through this store. */
  private claimed: Buffer | null = null
  /** What was found when something made no sense. From then on nothing is written or copied. */
  damage: DamageError | null = null

  private constructor(readonly path: string) {
    this.environment = openEnvironment(path)
    this.records = this.table('records')
    this.indexes = this.table('indexes')
    this.meta = this.table('meta')
    this.load()
  }

  private table(name: string): Table {
    return this.environment.openDB<Buffer, Buffer>(name, { encoding: 'binary', keyEncoding: 'binary' })
  }

  /**
   * Opens or makes the store at a path. A file that may be damaged must have been looked at before.
   * @throws FormatError for data of another format or a damaged file, PlaceError for one that cannot be used now;
   * each with a sentence for the person at the desk
   */
  static open(path: string): Store {
    const isNew = !existsSync(path)
    try {
      const store = new Store(path)
      if (isNew) {
        const [begun] = store.commit([() => store.meta.putSync(FORMAT_KEY, Buffer.from(String(FORMAT)))])
        if (begun && 'error' in begun) throw new PlaceError('ENOSPC', path, { cause: begun.error })
      }
      const format = Number(store.meta.get(FORMAT_KEY)?.toString() ?? Number.NaN)
      if (format === FORMAT) return store
      throw new FormatError(
        format > FORMAT ? 'newer' : 'damaged',
        path,
        format > FORMAT
          ? `the data file ${path} has format ${format}; this program knows ${FORMAT}: start the newer program that wrote it`
          : `the data file ${path} is no database of this program`,
      )
    } catch (error) {
      if (error instanceof FormatError) throw error
      const refusal = asPlaceError(error, path)
      if (refusal) throw refusal
      throw new FormatError(
        'damaged',
        path,
        `the data file ${path} cannot be read (${error instanceof Error ? error.message : String(error)}); put a backup in its place`,
        { cause: error },
      )
    }
  }

  /** From here on this store writes only as long as no other has claimed the data. */
  claim(): void {
    const token = randomBytes(16)
    const [outcome] = this.commit([() => this.meta.putSync(OWNER_KEY, token)])
    if (outcome && 'error' in outcome) throw outcome.error
    this.claimed = token
  }

  private load(): void {
    this.collections = new Map()
    this.nextId = 1
    const snapshot = this.snapshot()
    try {
      for (const { value } of snapshot.range(this.meta, COLLECTION, AFTER_COLLECTIONS)) {
        const collection = restore(this, value)
        this.collections.set(collection.namespace, collection)
        this.nextId = Math.max(this.nextId, collection.id + 1, ...collection.indexes.map(({ id }) => id + 1))
      }
    } finally {
      snapshot.release()
    }
  }

  /** Collections and indexes share their numbers; none is given twice while the store is open. */
  freshId(): number {
    this.nextId += 1
    return this.nextId - 1
  }

  /** Inside a commit: what is being written. Outside: the last commit. */
  snapshot(): Snapshot {
    // biome-ignore lint/correctness/useHookAtTopLevel: the name is LMDB's, nothing here is React
    return new Snapshot(this.writing ? null : this.environment.useReadTransaction())
  }

  /**
   * Runs every job and makes what they changed durable in one transaction. What a job throws is its own outcome
   * and must leave nothing half done; if the disk fails or what is stored is damaged, all of them fail and what is
   * on disk is as before.
   */
  commit<T>(jobs: readonly (() => T)[]): ({ value: T } | { error: unknown })[] {
    let outcomes: ({ value: T } | { error: unknown })[] = []
    if (this.damage) return jobs.map(() => ({ error: this.damage }))
    try {
      this.environment.transactionSync(() => {
        this.writing = true
        try {
          // In the transaction itself: whoever claims the data cannot do it between the question and the writing.
          if (this.claimed && !this.meta.get(OWNER_KEY)?.equals(this.claimed)) throw new TakenOverError()
          outcomes = jobs.map((job) => {
            try {
              return { value: job() }
            } catch (error) {
              if (error instanceof ServerError) return { error }
              throw error
            }
          })
          for (const collection of this.collections.values()) this.save(collection)
        } finally {
          this.writing = false
        }
      })
    } catch (error) {
      this.damage = asDamage(error)
      try {
        this.load()
      } catch (again) {
        this.damage ??= asDamage(again)
        if (!this.damage) throw again
      }
      if (this.damage) return jobs.map(() => ({ error: this.damage }))
      // One that breaks must not take the others with it.
      if (jobs.length > 1) return jobs.flatMap((job) => this.commit([job]))
      // What has no code of the system or of LMDB is a mistake of this program.
      return [{ error: error instanceof Error && !('code' in error) ? error : diskFailure(error) }]
    }
    return outcomes
  }

  private save(collection: Collection): void {
    if (!collection.changed) return
    const key = Buffer.from(`c/${collection.id}`)
    if (this.collections.get(collection.namespace) === collection)
      this.meta.putSync(key, describe(collection))
    collection.changed = false
  }

  get(namespace: string): Collection | undefined {
    return this.collections.get(namespace)
  }

  all(): Collection[] {
    return [...this.collections.values()]
  }

  /** Must be called inside a commit. */
  create(namespace: string, options = {}): Collection {
    const collection = new Collection(this, this.freshId(), namespace, options)
    this.collections.set(namespace, collection)
    collection.addIndex({ name: '_id_', key: { _id: 1 }, unique: true })
    return collection
  }

  /** Must be called inside a commit. */
  drop(collection: Collection): void {
    collection.clear()
    this.collections.delete(collection.namespace)
    this.meta.removeSync(Buffer.from(`c/${collection.id}`))
  }

  /** Must be called inside a commit. */
  rename(collection: Collection, namespace: string): void {
    this.collections.delete(collection.namespace)
    collection.namespace = namespace
    collection.changed = true
    this.collections.set(namespace, collection)
  }

  /** Bytes of the data file. */
  size(): number {
    return statSync(this.path).size
  }

  /**
   * Copies the store as it is now to a new file, unused space left out; writers need not wait. The copy appears
   * under its name when it is complete and on disk.
   * @throws ServerError 2 where there is a file already
   */
  async backup(path: string): Promise<void> {
    if (this.damage) throw this.damage
    if (existsSync(path)) throw badValue(`${path} exists already; a backup overwrites nothing`)
    const unfinished = `${path}.unfinished`
    rmSync(unfinished, { force: true })
    try {
      await this.environment.backup(unfinished, true)
      syncFile(unfinished)
    } catch (error) {
      rmSync(unfinished, { force: true })
      throw asDamage(error) ?? diskFailure(error)
    }
    renameSync(unfinished, path)
    syncFile(dirname(path))
  }

  /** Puts a copy without unused space in the place of the file. Nothing may be reading or writing meanwhile. */
  async compact(): Promise<void> {
    const fresh = `${this.path}.new`
    rmSync(fresh, { force: true })
    await this.backup(fresh)
    // What could refuse it does so while there is still the old one.
    assertUsable(fresh, { readers: READERS })
    await this.environment.close()
    renameSync(fresh, this.path)
    renameSync(`${fresh}-lock`, `${this.path}-lock`)
    syncFile(dirname(this.path))
    this.environment = openEnvironment(this.path)
    this.records = this.table('records')
    this.indexes = this.table('indexes')
    this.meta = this.table('meta')
    this.load()
  }

  async close(): Promise<void> {
    await this.environment.close()
  }
}
