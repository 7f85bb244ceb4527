import { Binary, MongoServerError } from 'mongodb'
import type { Connection } from 'mongoose'
import { createFollowers } from './followers.ts'
import type { Hints } from './hints.ts'
import { entryModel, toEntry } from './model.ts'
import { type Entry, resolveKnown, type Streams } from './streams.ts'

const DUPLICATE_KEY = 11000
const DURABLE = { writeConcern: { w: 'majority', j: true } } as const

/** Streams whose entries wait for a projection; others (minutes) are read only by following. */
const projected = (stream: string): boolean => /^(meeting|matter|pool)\//.test(stream)

export interface MongoStreamsOptions {
  readonly connection: Connection
  readonly hints: Hints
  /** How often open streams are compared with the database, in milliseconds. */
  readonly compareEveryMs: number
  readonly onError: (error: unknown) => void
}

/** Streams on MongoDB: two unique indexes decide who writes; reads are majority reads from the primary. */
export async function createMongoStreams({
  connection,
  hints,
  compareEveryMs,
  onError,
}: MongoStreamsOptions): Promise<Streams> {
  const model = entryModel(connection)
  await model.createIndexes()
  const { collection } = model

  const read = async (stream: string, after: number, limit = 0): Promise<Entry[]> => {
    const rows = await collection
      .find(
        { stream, seq: { $gt: after } },
        { readConcern: { level: 'majority' }, readPreference: 'primary' },
      )
      .sort({ seq: 1 })
      .limit(limit)
      .toArray()
    return rows.map(toEntry)
  }
  const find = async (stream: string, id: string): Promise<Entry | null> => {
    const row = await collection.findOne({ stream, id }, { readConcern: { level: 'majority' } })
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
      const stored: Entry = { ...entry, stream, seq: expectedSeq + 1 }
      try {
        await collection.insertOne(
          { ...stored, body: new Binary(entry.body), ...(projected(stream) ? { pending: true } : {}) },
          DURABLE,
        )
      } catch (error) {
        if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error
        return resolveKnown(await find(stream, entry.id), entry)
      }
      followers.appended(stored)
      hints.publish(stream, stored.seq)
      return { kind: 'appended', entry: stored }
    },
    async close() {
      clearInterval(timer)
      await subscription.stop()
    },
  }
}
