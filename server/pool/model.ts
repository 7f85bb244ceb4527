import { type Connection, Schema } from 'mongoose'
import { z } from 'zod'
import { ballotSchema } from '../../shared/pool/appraisal.ts'
import { openApplicationSchema } from '../../shared/pool/entry.ts'

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

/** An open application that waits for somebody at the office. Nothing of it is in the ledger before it is taken in. */
export const waitingRowSchema = openApplicationSchema.extend({
  /** The receipt the applicant was given. */
  _id: z.string(),
  /** UTC milliseconds. */
  at: z.int(),
})

const waiting = new Schema(
  {
    _id: { type: String, required: true },
    at: { type: Number, required: true },
    applicant: { type: Schema.Types.Mixed, required: true },
    statement: { type: String, default: '' },
  },
  { collection: 'openApplications', versionKey: false, minimize: false },
)

export const waitingModel = (connection: Connection) => connection.model('OpenApplication', waiting)

export const slipModel = (connection: Connection) => connection.model('AppraisalSlip', slips)
