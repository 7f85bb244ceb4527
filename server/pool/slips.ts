import { createHmac } from 'node:crypto'
import type { Connection } from 'mongoose'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import type { Ballot } from '../../shared/pool/appraisal.ts'
import { lettersOf } from './letters.ts'
import { slipModel, slipRowSchema } from './model.ts'

/** The same code however somebody types it. */
const plain = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, '')

const idOf = (code: string): string => sha256Hex(`appraisal slip ${plain(code)}`)

/**
 * Slips by which parties appraise officers without a name. A code is derived from the server's secret, so that
 * slips can be printed again; it is tied to a hearing and to nobody.
 */
export function createSlips(connection: Connection, secret: string) {
  const model = slipModel(connection)

  /** 60 bits, read off paper without mistaking 0 for O. */
  const codeOf = (meetingId: string, index: number): string => {
    const bytes = createHmac('sha256', secret)
      .update(`mingting appraisal slip ${meetingId} ${index}`)
      .digest()
    const characters = lettersOf(bytes.subarray(0, 12))
    return `${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`
  }

  return {
    async prepare(): Promise<void> {
      await model.createIndexes()
    },

    /** Codes of a hearing's slips in the order of their letters, which says nothing of who takes which. */
    codes: (meetingId: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => codeOf(meetingId, index)).sort(),

    /** Makes the slips known; those known already stay as they are. */
    async open(meetingId: string, codes: readonly string[]): Promise<void> {
      for (const id of codes.map(idOf).sort())
        await model
          .updateOne({ _id: id }, { $setOnInsert: { meetingId, ballot: null } }, { upsert: true })
          .exec()
    },

    /** The hearing a slip is for and whether it was used; null for a code that is on no slip. */
    async find(code: string): Promise<{ readonly meetingId: string; readonly used: boolean } | null> {
      const found = await model
        .findOne({ _id: idOf(code) })
        .lean()
        .exec()
      if (!found) return null
      const { meetingId, ballot } = slipRowSchema.parse(found)
      return { meetingId, used: ballot !== null }
    },

    /** Uses a slip; false where it was used before. */
    async cast(code: string, ballot: Ballot): Promise<boolean> {
      const { modifiedCount } = await model
        .updateOne({ _id: idOf(code), ballot: null }, { $set: { ballot } })
        .exec()
      return modifiedCount === 1
    },

    /** What the used slips of a hearing say, in no order that means anything. */
    async ballots(meetingId: string): Promise<readonly Ballot[]> {
      const rows = await model.find({ meetingId }).sort({ _id: 1 }).lean().exec()
      return rows.map((row) => slipRowSchema.parse(row)).flatMap(({ ballot }) => (ballot ? [ballot] : []))
    },

    /** Hearings of which slips are still kept. */
    async meetings(): Promise<readonly string[]> {
      const rows = await model.find({}, { meetingId: 1 }).lean().exec()
      return [...new Set(rows.map((row) => slipRowSchema.pick({ meetingId: true }).parse(row).meetingId))]
    },

    /** Forgets the slips of a hearing. */
    async clear(meetingId: string): Promise<void> {
      await model.deleteMany({ meetingId }).exec()
    },
  }
}

export type Slips = ReturnType<typeof createSlips>
