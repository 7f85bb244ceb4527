import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'

/** A sealed text: opinions and the office's share of a draw. Nothing in it can be read without the sealing key. */
const sealedSchema = new Schema(
  {
    _id: { type: String, required: true },
    meetingId: { type: String, required: true },
    kind: { type: String, required: true },
    by: { type: String, required: true },
    ciphertext: { type: Buffer, required: true },
    fingerprint: { type: String, required: true },
  },
  { collection: 'sealed', versionKey: false, minimize: false },
)
sealedSchema.index({ meetingId: 1 })

export const sealedDocumentSchema = z.object({
  _id: z.string(),
  meetingId: z.string(),
  kind: z.enum(['opinion', 'share']),
  by: z.string(),
  ciphertext: z.custom<{ buffer: Uint8Array }>((value) => value !== null && typeof value === 'object'),
  fingerprint: z.string(),
})

export const sealedModel = (connection: Connection) => connection.model('Sealed', sealedSchema)
