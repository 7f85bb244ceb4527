import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'
import type { Entry } from './streams.ts'

const schema = new Schema(
  {
    stream: { type: String, required: true },
    seq: { type: Number, required: true },
    id: { type: String, required: true },
    by: { type: String, required: true },
    request: { type: String, required: true },
    at: { type: Number, required: true },
    body: { type: Buffer, required: true },
    /** Present until the projections of this entry are written. */
    pending: { type: Boolean },
  },
  { collection: 'entries', versionKey: false, minimize: false, id: false },
)
schema.index({ stream: 1, seq: 1 }, { unique: true })
schema.index({ stream: 1, id: 1 }, { unique: true })
schema.index({ pending: 1 }, { partialFilterExpression: { pending: true } })

export const entryModel = (connection: Connection) => connection.model('Entry', schema)

const rowSchema = z.object({
  stream: z.string(),
  seq: z.int().min(1),
  id: z.string(),
  by: z.string(),
  request: z.string(),
  at: z.number(),
  body: z.custom<{ readonly buffer: Uint8Array }>(
    (value) => typeof value === 'object' && value !== null && 'buffer' in value,
  ),
})

/** An entry as read from the database, checked at the border. */
export function toEntry(row: unknown): Entry {
  const { body, ...rest } = rowSchema.parse(row)
  // The driver gives Binary (its bytes under `buffer`) or, already promoted, a Buffer.
  return { ...rest, body: body instanceof Uint8Array ? new Uint8Array(body) : new Uint8Array(body.buffer) }
}

/** The stream's name of a row read for that alone. */
export function toName(row: unknown): string {
  return rowSchema.pick({ stream: true }).parse(row).stream
}
