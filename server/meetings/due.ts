import type { Connection } from 'mongoose'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { nextDue } from '../../shared/meeting/due.ts'
import { meetingModel } from './model.ts'
import type { Meetings } from './service.ts'

const EVERY_MS = 2_000

/**
 * Runs what falls due by itself: a draw whose number was not given in time, seats whose officers did not answer.
 * The command's id is derived from the fact, so that several processes, or a restart, do it once.
 */
export function watchDue(
  connection: Connection,
  meetings: Meetings,
  clock: () => number,
  onError: (error: unknown) => void,
) {
  const model = meetingModel(connection)

  const runDue = async (): Promise<void> => {
    const rows = await model
      .find({ dueAt: { $ne: null, $lte: clock() } }, { _id: 1 })
      .lean()
      .exec()
    for (const { _id: meetingId } of rows) {
      const { state } = await meetings.load(meetingId)
      const due = nextDue(state)
      if (!due || due.at > clock()) continue
      const commandId = sha256Hex(`${due.type} ${meetingId} ${due.fact}`).slice(0, 32)
      await meetings.execute(meetingId, { commandId, type: due.type, data: {} }, { kind: 'clock' })
    }
  }

  let running: Promise<void> | null = null
  const timer = setInterval(() => {
    running ??= runDue()
      .catch(onError)
      .finally(() => {
        running = null
      })
  }, EVERY_MS)
  timer.unref()
  return {
    runDue,
    async stop(): Promise<void> {
      clearInterval(timer)
      await running
    },
  }
}
