import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'

/** Row of a meeting for lists and searches: a pure function of its stream's state. */
export const meetingRowSchema = z.object({
  _id: z.string(),
  seq: z.number(),
  number: z.string(),
  matterId: z.string(),
  matterNumber: z.string(),
  subject: z.string(),
  maskedSubject: z.string(),
  phase: z.enum(['none', 'preparing', 'in-session', 'closed', 'terminated', 'cancelled']),
  place: z.string(),
  startsAt: z.number(),
  open: z.boolean(),
  chair: z.string(),
  chairId: z.string(),
  clerks: z.array(z.string()),
  stageId: z.string().nullable(),
  code: z.string(),
  /** Earliest instant at which something falls due by itself; null: nothing does. */
  dueAt: z.number().nullable(),
  missing: z.array(z.string()),
  seatsFilled: z.number(),
  seats: z.number(),
  concluded: z.boolean(),
  listed: z.boolean(),
  publishedAt: z.number().nullable(),
})
export type MeetingRow = z.infer<typeof meetingRowSchema>

const schema = new Schema(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
  },
  { collection: 'meetings', versionKey: false, minimize: false, strict: false },
)
schema.index({ startsAt: 1 })
schema.index({ code: 1 })
schema.index({ listed: 1, publishedAt: -1 })
schema.index({ dueAt: 1 })
schema.index({ matterId: 1 })
schema.index({ chairId: 1, startsAt: -1 })

export const meetingModel = (connection: Connection) => connection.model('Meeting', schema)
