import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'

const schema = new Schema(
  {
    _id: { type: String, required: true },
    mime: { type: String, required: true },
    body: { type: Buffer, required: true },
    at: { type: Number, required: true },
    by: { type: String, required: true },
  },
  { collection: 'scans', versionKey: false, id: false },
)

/** Signed printouts as they were scanned. `_id` is `<meeting>/<sha256 hex of the bytes>`. */
export const scanModel = (connection: Connection) => connection.model('Scan', schema)

const bytesSchema = z
  .custom<{ readonly buffer: Uint8Array }>(
    (value) => typeof value === 'object' && value !== null && 'buffer' in value,
  )
  .transform((value) => (value instanceof Uint8Array ? Buffer.from(value) : Buffer.from(value.buffer)))

export const scanMimeSchema = z.enum(['application/pdf', 'image/jpeg', 'image/png'])
export type ScanMime = z.infer<typeof scanMimeSchema>

export const scanRowSchema = z.object({ mime: scanMimeSchema, body: bytesSchema })
