import type { Connection } from 'mongoose'
import type { Actor } from '../../shared/accounts/actor.ts'
import { keepsMatters } from '../../shared/matter/decide.ts'
import { type MeetingRow, meetingModel, meetingRowSchema } from './model.ts'

const LIST_LIMIT = 500

/** Searches over the rows of meetings. */
export function createMeetingList(connection: Connection) {
  const model = meetingModel(connection)
  const rows = (found: readonly unknown[]): MeetingRow[] => found.map((row) => meetingRowSchema.parse(row))
  return {
    /** Newest first. */
    async all(): Promise<MeetingRow[]> {
      return rows(await model.find().sort({ startsAt: -1 }).limit(LIST_LIMIT).lean().exec())
    },
    /** What this account may see of the list: the office all of it, a chair the meetings they preside over. */
    async seenBy(actor: Actor): Promise<MeetingRow[]> {
      if (keepsMatters(actor)) return this.all()
      if (actor.kind !== 'account') return []
      const found = await model
        .find({ chairId: actor.accountId })
        .sort({ startsAt: -1 })
        .limit(LIST_LIMIT)
        .lean()
        .exec()
      return rows(found)
    },
    async byCode(code: string): Promise<MeetingRow | null> {
      const [row] = rows(await model.find({ code }).limit(1).lean().exec())
      return row ?? null
    },
    /** Published and listed openly, newest first. */
    async listed(): Promise<MeetingRow[]> {
      return rows(
        await model.find({ listed: true }).sort({ publishedAt: -1 }).limit(LIST_LIMIT).lean().exec(),
      )
    },
    /** Meetings whose minutes may be open. */
    async inSession(): Promise<MeetingRow[]> {
      return rows(await model.find({ phase: 'in-session' }).lean().exec())
    },
    async byIds(ids: readonly string[]): Promise<MeetingRow[]> {
      return rows(
        await model
          .find({ _id: { $in: [...ids] } })
          .lean()
          .exec(),
      )
    },
  }
}

export type MeetingList = ReturnType<typeof createMeetingList>
