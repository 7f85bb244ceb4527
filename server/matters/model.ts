import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'
import { stageSchema } from '../../shared/matter/persons.ts'

/** Row of a matter for lists: a pure function of its stream's state. */
export const matterRowSchema = z.object({
  _id: z.string(),
  seq: z.number(),
  number: z.string(),
  subject: z.string(),
  stage: stageSchema,
  petitioner: z.string(),
  responsibleUnit: z.string(),
  registeredAt: z.number(),
  receivedOn: z.string(),
  meetings: z.array(z.object({ meetingId: z.string(), number: z.string() })),
  decidedOn: z.string().nullable(),
  servedOn: z.string().nullable(),
})
export type MatterRow = z.infer<typeof matterRowSchema>

const schema = new Schema(
  { _id: { type: String, required: true }, seq: { type: Number, required: true } },
  { collection: 'matters', versionKey: false, minimize: false, strict: false },
)
schema.index({ registeredAt: -1 })

export const matterModel = (connection: Connection) => connection.model('Matter', schema)
