import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { seenEvents } from '../../shared/ledger/replay.ts'
import { meeting } from '../../shared/meeting/meeting.ts'
import { isPartySide } from '../../shared/meeting/participants.ts'
import { outcomesOf } from '../../shared/pool/served.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Pool } from './service.ts'

export interface HearingRecorderOptions {
  readonly ledger: Ledger
  readonly pool: Pick<Pool, 'execute' | 'load'>
  /** Calendar date of an instant in the county's zone. */
  dateOf(instant: number): string
  /** Meetings that ended before this process began to listen. */
  ended(): Promise<readonly string[]>
}

/**
 * Keeps the pool told of hearings that ended and of what became of everybody drawn for them: at once when one
 * ends here, and for all of them at the start, in case a process ended in between.
 * @returns stops listening
 */
export async function recordHearings(options: HearingRecorderOptions): Promise<() => void> {
  const { ledger, pool, dateOf, ended } = options

  const record = async (meetingId: string): Promise<void> => {
    const { state } = await ledger.load(meeting, meetingId)
    const over = state.phase === 'closed' || state.phase === 'terminated'
    if (!over || state.begunAt === null || (await pool.load()).state.hearings[meetingId]) return
    const commits = await ledger.commits(meeting, meetingId, 0)
    const events = commits.flatMap((commit) => seenEvents(meeting.audiences, commit))
    await pool.execute(
      {
        commandId: sha256Hex(`record-hearing ${meetingId}`).slice(0, 32),
        type: 'record-hearing',
        data: {
          meetingId,
          number: state.number,
          matterId: state.matterId ?? '',
          on: dateOf(state.begunAt),
          chairAccountId: state.chair?.accountId ?? '',
          parties: state.participants.filter(({ side }) => isPartySide(side)).length,
          outcomes: outcomesOf(state, events),
        },
      },
      { kind: 'clock' },
    )
  }

  const stop = ledger.onCommit(({ aggregate, id }) => (aggregate === meeting.name ? record(id) : undefined))
  for (const meetingId of await ended()) await record(meetingId)
  return stop
}
