import { randomInt } from 'node:crypto'
import { type Document, MAX_DOCUMENT_BYTES, Raw, type Value } from './bson.ts'
import { Long } from './bson-classes.ts'
import { encode } from './bson-encode.ts'
import { cursorNotFound, ServerError } from './errors.ts'
import { Pace } from './pace.ts'
import { PAUSE } from './query.ts'

const IDLE_MS = 10 * 60_000
/** One without a timeout of its own ends with its session, after half an hour without a command. */
const SESSION_MS = 30 * 60_000
const MAX_BATCH_BYTES = 16 * 1024 * 1024 - 16 * 1024
const FIRST_BATCH = 101

/** What a cursor draws from: documents, encoded ones, or pauses. */
export type Source = Generator<Document | Raw | typeof PAUSE, void, undefined>

interface Cursor {
  /** Zero until a client needs one. */
  id: bigint
  readonly namespace: string
  readonly source: Source
  /** Frees what the source reads from. A generator that never began would not do it. */
  readonly release: () => void
  /** Drawn, but too large for the last batch. */
  held: Raw | null
  usedAt: number
  busy: boolean
  /** How long it may go unasked for, in milliseconds. */
  readonly idleMs: number
  /** How many documents may still be given. */
  left: number
  /** How long may still be worked for it, in milliseconds. */
  timeLeft: number
}

/** Room a result has above a stored document, for what a server adds to it. */
const SPARE_BYTES = 16 * 1024

/** @throws ServerError 10334 for what a pipeline made too large for any client */
function asRaw(document: Document | Raw): Raw {
  if (document instanceof Raw) return document
  const bytes = encode(document)
  if (bytes.length > MAX_DOCUMENT_BYTES + SPARE_BYTES)
    throw new ServerError(
      10334,
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES + SPARE_BYTES}`,
    )
  return new Raw(bytes)
}

function end(cursor: Cursor): void {
  cursor.source.return()
  cursor.release()
}

/**
 * Open cursors. Each draws from a snapshot as its batches are asked for; nothing is computed ahead. One that is
 * not asked for ten minutes, or half an hour where its client wanted no timeout, is closed.
 */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>()

  constructor(private readonly clock: () => number) {}

  get open(): number {
    return this.cursors.size
  }

  /** The reply to a command that begins a cursor. */
  async begin(
    namespace: string,
    source: Source,
    {
      batchSize,
      single,
      limit = Number.POSITIVE_INFINITY,
      maxTimeMS = 0,
      noTimeout = false,
      release = () => undefined,
    }: {
      batchSize?: number | undefined
      single?: boolean
      limit?: number | undefined
      /** 0: as long as it takes. */
      maxTimeMS?: number | undefined
      noTimeout?: boolean
      release?: () => void
    },
  ): Promise<Document> {
    const cursor: Cursor = {
      id: 0n,
      namespace,
      source,
      release,
      held: null,
      usedAt: this.clock(),
      busy: false,
      idleMs: noTimeout ? SESSION_MS : IDLE_MS,
      left: limit,
      timeLeft: maxTimeMS > 0 ? maxTimeMS : Number.POSITIVE_INFINITY,
    }
    const { batch, done } = await this.draw(cursor, batchSize ?? FIRST_BATCH)
    if (done || single) end(cursor)
    else {
      cursor.id = this.freshId()
      this.cursors.set(cursor.id, cursor)
    }
    return {
      cursor: { firstBatch: batch, id: Long.fromBigInt(cursor.id), ns: namespace },
    }
  }

  /** @throws ServerError 43 for a cursor that is not open, 50 for one in use */
  async more(id: bigint, namespace: string, batchSize: number): Promise<Document> {
    const cursor = this.cursors.get(id)
    if (!cursor) throw cursorNotFound(id)
    if (cursor.namespace !== namespace)
      throw new ServerError(
        13,
        'Unauthorized',
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      )
    if (cursor.busy) throw new ServerError(12051, 'CursorInUse', `cursor id ${id} is already in use`)
    const { batch, done } = await this.draw(cursor, batchSize === 0 ? Number.POSITIVE_INFINITY : batchSize)
    if (done) this.close(cursor)
    else if (!this.cursors.has(id)) end(cursor)
    return { cursor: { nextBatch: batch, id: Long.fromBigInt(done ? 0n : id), ns: cursor.namespace } }
  }

  kill(ids: readonly Value[]): Document {
    const killed: Value[] = []
    const unknown: Value[] = []
    for (const id of ids) {
      const cursor = id instanceof Long ? this.cursors.get(id.toBigInt()) : undefined
      if (cursor) this.close(cursor)
      ;(cursor ? killed : unknown).push(id)
    }
    return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] }
  }

  closeIdle(): void {
    for (const cursor of this.cursors.values())
      if (!cursor.busy && this.clock() - cursor.usedAt > cursor.idleMs) this.close(cursor)
  }

  closeAll(): void {
    for (const cursor of this.cursors.values()) this.close(cursor)
  }

  private close(cursor: Cursor): void {
    this.cursors.delete(cursor.id)
    // One that is being drawn from is ended by who draws.
    if (!cursor.busy) end(cursor)
  }

  private freshId(): bigint {
    for (;;) {
      const id = (BigInt(randomInt(1, 2 ** 30)) << 32n) | BigInt(randomInt(2 ** 32))
      if (!this.cursors.has(id)) return id
    }
  }

  private async draw(cursor: Cursor, size: number): Promise<{ batch: Raw[]; done: boolean }> {
    const batch: Raw[] = []
    let bytes = 0
    const began = performance.now()
    const pace = new Pace(cursor.timeLeft)
    const take = (raw: Raw): boolean => {
      if (batch.length > 0 && bytes + raw.bytes.length > MAX_BATCH_BYTES) {
        cursor.held = raw
        return false
      }
      batch.push(raw)
      cursor.left -= 1
      bytes += raw.bytes.length
      return true
    }
    cursor.busy = true
    try {
      if (cursor.held && size > 0) {
        const { held } = cursor
        cursor.held = null
        take(held)
      }
      while (batch.length < size) {
        if (cursor.left <= 0) return { batch, done: true }
        const { value, done } = cursor.source.next()
        if (done || value === undefined) return { batch, done: true }
        if (value !== PAUSE && !take(asRaw(value))) return { batch, done: false }
        if (value !== PAUSE && batch.length % 16 !== 0) continue
        if (pace.check()) await pace.rest()
      }
      return { batch, done: cursor.left <= 0 }
    } catch (error) {
      this.cursors.delete(cursor.id)
      end(cursor)
      throw error
    } finally {
      cursor.busy = false
      cursor.usedAt = this.clock()
      cursor.timeLeft -= performance.now() - began
    }
  }
}
