import { meeting } from '../../shared/meeting/meeting.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Matters } from './service.ts'

/** A scheduled meeting as the list of meetings has it. */
export interface ScheduledMeeting {
  readonly meetingId: string
  readonly matterId: string
  readonly number: string
}

/**
 * Keeps matters told of their meetings: at once when one is scheduled here, and for all of them at the start,
 * in case a process ended in between.
 * @returns stops listening
 */
export async function linkMeetings(
  ledger: Ledger,
  matters: Matters,
  scheduled: () => Promise<readonly ScheduledMeeting[]>,
): Promise<() => void> {
  const stop = ledger.onCommit(async ({ aggregate, id, commit }) => {
    if (aggregate !== meeting.name || commit.seq !== 1) return
    const { state } = await ledger.load(meeting, id)
    if (state.matterId !== undefined) await matters.linkMeeting(state.matterId, id, state.number)
  })
  for (const { meetingId, matterId, number } of await scheduled())
    await matters.linkMeeting(matterId, meetingId, number)
  return stop
}
