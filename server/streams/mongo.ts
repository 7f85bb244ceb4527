import { Binary, MongoServerError } from 'mongodb'
import type { Connection } from 'mongoose'
import { createFollowers } from './followers.ts'
import type { Hints } from './hints.ts'
import { entryModel, toEntry, toName } from './model.ts'
import { type Entry, kindOf, type ProjectedKinds, resolveKnown, type Streams } from './streams.ts'

const DUPLICATE_KEY = 11000
const DURABLE = { writeConcern: { w: 'majority', j: true } } as const
const CURRENT = { readConcern: { level: 'majority' }, readPreference: 'primary' } as const
const NAME_ONLY = { ...CURRENT, projection: { _id: 0, stream: 1 } } as const
/** Streams whose length is remembered, so that most appends need not ask for it. */
const REMEMBERED = 10_000

export interface MongoStreamsOptions {
  readonly connection: Connection
  readonly hints: Hints
  /** Kinds of stream that have a projection. */
  readonly projected: ProjectedKinds
  /** How often open streams are compared with the database, in milliseconds. */
  readonly compareEveryMs: number
  readonly onError: (error: unknown) => void
}

/** Streams on MongoDB: two unique indexes decide who writes; reads are majority reads from the primary. */
export async function createMongoStreams({
  connection,
  hints,
  projected,
  compareEveryMs,
  onError,
}: MongoStreamsOptions): Promise<Streams> {
  const model = entryModel(connection)
  await model.createIndexes()
  const { collection } = model

  /** Sequence numbers known to be durable. Entries are never deleted, so what was there stays there. */
  const reached = new Map<string, number>()
  const note = ({ stream, seq }: Entry): void => {
    if (reached.size >= REMEMBERED) reached.clear()
    reached.set(stream, Math.max(seq, reached.get(stream) ?? 0))
  }
  /** Indexes refuse a place that is taken, not one beyond the end: that would leave a gap. */
  const exists = async (stream: string, seq: number): Promise<boolean> =>
    seq <= (reached.get(stream) ?? 0) ||
    (await collection.findOne({ stream, seq }, { ...CURRENT, projection: { _id: 1 } })) !== null

  const read = async (stream: string, after: number, limit = 0): Promise<Entry[]> => {
    const rows = await collection
      .find({ stream, seq: { $gt: after } }, CURRENT)
      .sort({ seq: 1 })
      .limit(limit)
      .toArray()
    const entries = rows.map(toEntry)
    const last = entries.at(-1)
    if (last) note(last)
    return entries
  }
  const find = async (stream: string, id: string): Promise<Entry | null> => {
    const row = await collection.findOne({ stream, id }, CURRENT)
    return row ? toEntry(row) : null
  }

  const followers = createFollowers(read, onError)
  const subscription = hints.subscribe((stream, seq) => followers.hinted(stream, seq))
  const timer = setInterval(() => followers.compareAll(), compareEveryMs)
  timer.unref()

  return {
    read,
    find,
    follow: followers.follow,
    async append(stream, expectedSeq, entry) {
      if (expectedSeq > 0 && !(await exists(stream, expectedSeq)))
        return resolveKnown(await find(stream, entry.id), entry)
      const stored: Entry = { ...entry, stream, seq: expectedSeq + 1 }
      const pending = projected.includes(kindOf(stream)) ? { pending: true } : {}
      try {
        await collection.insertOne({ ...stored, body: new Binary(entry.body), ...pending }, DURABLE)
      } catch (error) {
        if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error
        return resolveKnown(await find(stream, entry.id), entry)
      }
      note(stored)
      followers.appended(stored)
      hints.publish(stream, stored.seq)
      return { kind: 'appended', entry: stored }
    },
    async names(kind) {
      // '0' is the character after '/': a range that the index serves.
      const rows = await collection
        .find({ stream: { $gte: `${kind}/`, $lt: `${kind}0` }, seq: 1 }, NAME_ONLY)
        .toArray()
      return rows.map(toName)
    },
    async pending() {
      const rows = await collection.find({ pending: true }, NAME_ONLY).toArray()
      return [...new Set(rows.map(toName))]
    },
    async settle(stream, seq) {
      await collection.updateMany({ stream, seq: { $lte: seq }, pending: true }, { $unset: { pending: '' } })
    },
    async close() {
      clearInterval(timer)
      subscription.stop()
    },
  }
}
