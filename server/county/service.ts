import type { Connection } from 'mongoose'
import { countyModel, countySchema } from './model.ts'

export interface County {
  readonly name: string
  readonly demonstration: boolean
  readonly phoneBase: string | null
}

/** Facts about the county this installation serves. */
export function createCounty(connection: Connection) {
  const model = countyModel(connection)

  const find = async (): Promise<County | null> => {
    const row = await model.findById('county').lean().exec()
    return row ? countySchema.parse(row) : null
  }

  return {
    /** Null on an empty database. */
    find,

    /** Sets the county up, once; a county that is there already stays as it is. */
    async create(name: string, demonstration: boolean): Promise<County> {
      await model
        .updateOne(
          { _id: 'county' },
          { $setOnInsert: { name, demonstration, phoneBase: null } },
          { upsert: true },
        )
        .exec()
      return (await find()) ?? { name, demonstration, phoneBase: null }
    },

    /** Chooses the address QR codes carry where no public one is fixed. */
    async choosePhoneBase(phoneBase: string): Promise<void> {
      await model.updateOne({ _id: 'county' }, { $set: { phoneBase } }).exec()
    },
  }
}

export type Counties = ReturnType<typeof createCounty>
