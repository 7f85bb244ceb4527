import type { Connection } from 'mongoose'
import type { OpenApplication, WaitingApplication } from '../../shared/pool/entry.ts'
import { lettersOf } from './letters.ts'
import { waitingModel, waitingRowSchema } from './model.ts'

/** More than this nobody reviews; a flood must not fill the disk. */
const MAX_WAITING = 500

export interface WaitingOptions {
  readonly clock: () => number
  /** As many random bytes as are asked for. */
  readonly random: (bytes: number) => Uint8Array
}

/** Open applications until somebody at the office takes them in or sets them aside. */
export function createWaiting(connection: Connection, { clock, random }: WaitingOptions) {
  const model = waitingModel(connection)
  const read = (row: unknown): WaitingApplication => {
    const { _id: receipt, ...rest } = waitingRowSchema.parse(row)
    return { receipt, ...rest }
  }

  return {
    /** Keeps an application and gives its receipt, 40 bits in letters nobody mistakes; null: too many are waiting. */
    async receive(application: OpenApplication): Promise<string | null> {
      const rows = await model.find({}, { _id: 1 }).limit(MAX_WAITING).lean().exec()
      if (rows.length >= MAX_WAITING) return null
      const letters = lettersOf(random(8))
      const receipt = `${letters.slice(0, 4)}-${letters.slice(4)}`
      await model.create({ _id: receipt, at: clock(), ...application })
      return receipt
    },

    /** Oldest first. */
    async list(): Promise<readonly WaitingApplication[]> {
      return (await model.find({}).sort({ at: 1 }).lean().exec()).map(read)
    },

    async find(receipt: string): Promise<WaitingApplication | null> {
      const row = await model.findOne({ _id: receipt }).lean().exec()
      return row ? read(row) : null
    },

    async remove(receipt: string): Promise<void> {
      await model.deleteOne({ _id: receipt }).exec()
    },
  }
}

export type Waiting = ReturnType<typeof createWaiting>
