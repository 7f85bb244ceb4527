import { randomBytes } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Counties } from '../county/service.ts'
import { refused } from '../http/errors.ts'
import { type Listening, localBase, phoneBases } from './addresses.ts'
import { reachCheckModel, reachCheckSchema } from './model.ts'

export interface NetworkOptions {
  readonly connection: Connection
  readonly county: Counties
  readonly clock: () => number
  /** Known once the server listens. */
  listening(): Listening
}

/** Under which address phones reach this computer, and the proof that one did. */
export function createNetwork({ connection, county, clock, listening }: NetworkOptions) {
  const model = reachCheckModel(connection)

  return {
    async prepare(): Promise<void> {
      await model.createIndexes()
    },

    /** Addresses to choose from, best first. */
    bases: (): string[] => phoneBases(listening()),

    /** The base address QR codes carry: the chosen one while this computer has it, else the best. */
    async phoneBase(): Promise<string> {
      const bases = phoneBases(listening())
      const chosen = (await county.find())?.phoneBase
      return bases.find((base) => base === chosen) ?? bases[0] ?? localBase(listening())
    },

    /** @throws RefusedError ADDRESS_UNKNOWN for an address this computer does not have */
    async choose(base: string): Promise<void> {
      if (!phoneBases(listening()).includes(base)) throw refused('ADDRESS_UNKNOWN')
      await county.choosePhoneBase(base)
    },

    async openCheck(): Promise<string> {
      const id = randomBytes(9).toString('base64url')
      await model.create({ _id: id, createdAt: new Date(clock()), reachedAt: null })
      return id
    },

    /** When a phone opened the check's page, UTC milliseconds; null: not yet. @throws RefusedError NOT_FOUND */
    async reachedAt(id: string): Promise<number | null> {
      const row = await model.findById(id).lean().exec()
      if (!row) throw refused('NOT_FOUND')
      return reachCheckSchema.parse(row).reachedAt?.getTime() ?? null
    },

    /** Records that a phone got here. False where the check does not exist. */
    async markReached(id: string): Promise<boolean> {
      await model.updateOne({ _id: id, reachedAt: null }, { $set: { reachedAt: new Date(clock()) } }).exec()
      return (await model.findById(id).lean().exec()) !== null
    },
  }
}

export type Network = ReturnType<typeof createNetwork>
