import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'

/** The one document about the county itself. */
export const countySchema = z.object({
  _id: z.literal('county'),
  name: z.string(),
  /** Set when the document is made and never changed: demonstration data cannot turn real. */
  demonstration: z.boolean(),
  /** Base address the clerk chose for QR codes; null: the first one found. */
  phoneBase: z.string().nullable(),
})

const schema = new Schema(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    demonstration: { type: Boolean, required: true, immutable: true },
    phoneBase: { type: String, default: null },
  },
  { collection: 'county', versionKey: false },
)

export const countyModel = (connection: Connection) => connection.model('County', schema)
