import { MongoServerError } from 'mongodb'
import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'
import type { Snapshots } from './snapshots.ts'

const DUPLICATE_KEY = 11000

const schema = new Schema(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    entryId: { type: String, required: true },
    bytes: { type: Number, required: true },
    closing: { type: Schema.Types.Mixed },
    owners: { type: Schema.Types.Mixed, required: true },
    state: { type: Buffer, required: true },
    sha256: { type: String, required: true },
  },
  { collection: 'minutes_snapshots', versionKey: false, minimize: false, id: false },
)

const binary = z
  .custom<{ readonly buffer: Uint8Array }>(
    (value) => typeof value === 'object' && value !== null && 'buffer' in value,
  )
  .transform((value) => (value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array(value.buffer)))

const rowSchema = z.object({
  seq: z.int().min(1),
  entryId: z.string(),
  bytes: z.int().min(0),
  closing: z.object({ seq: z.int().min(1), sha256: z.string(), by: z.string(), at: z.number() }).nullable(),
  owners: z.array(z.tuple([z.int().min(0), z.string()])),
  state: binary,
  sha256: z.string(),
})

/** Snapshots in the database. One that cannot be read counts as none: the entries are all there. */
export function createMongoSnapshots(connection: Connection): Snapshots {
  const model = connection.model('MinutesSnapshot', schema)
  return {
    async load(stream) {
      return rowSchema.safeParse(await model.findById(stream).lean()).data ?? null
    },
    async save(stream, { state, ...rest }) {
      try {
        await model.replaceOne(
          { _id: stream, seq: { $lt: rest.seq } },
          { ...rest, owners: rest.owners.map((owner) => [...owner]), state: Buffer.from(state) },
          { upsert: true },
        )
      } catch (error) {
        // The upsert meets its own id where a snapshot at least as late is kept already.
        if (!(error instanceof MongoServerError) || error.code !== DUPLICATE_KEY) throw error
      }
    },
  }
}
