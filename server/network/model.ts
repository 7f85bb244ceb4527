import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'

/** A check whether a phone reaches this computer: open until one opens its page. */
export const reachCheckSchema = z.object({
  _id: z.string(),
  createdAt: z.date(),
  reachedAt: z.date().nullable(),
})

const DAY_SECONDS = 86_400

const schema = new Schema(
  {
    _id: { type: String, required: true },
    createdAt: { type: Date, required: true, expires: DAY_SECONDS },
    reachedAt: { type: Date, default: null },
  },
  { collection: 'reachchecks', versionKey: false },
)

export const reachCheckModel = (connection: Connection) => connection.model('ReachCheck', schema)
