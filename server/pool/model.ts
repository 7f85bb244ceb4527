import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'
import { ballotSchema } from '../../shared/pool/appraisal.ts'

/**
 * A slip handed out for one hearing. Which person holds it nobody knows: slips are drawn by hand. No time is in
 * it, and it is gone once its hearing's slips are counted.
 */
export const slipRowSchema = z.object({
  /** sha256 of the code on the slip. */
  _id: z.string(),
  meetingId: z.string(),
  /** Null until it is used. */
  ballot: ballotSchema.nullable(),
})

const slips = new Schema(
  {
    _id: { type: String, required: true },
    meetingId: { type: String, required: true },
    ballot: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'appraisalSlips', versionKey: false, minimize: false },
)
slips.index({ meetingId: 1 })

export const slipModel = (connection: Connection) => connection.model('AppraisalSlip', slips)
