import { meeting } from '../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { LiveSnapshot } from './live-stream.ts'
import { useLive } from './use-live.ts'

/** Follows a meeting as this viewer may see it. */
export function useLiveMeeting(meetingId: string): LiveSnapshot<MeetingState> {
  return useLive(meeting, meetingId)
}
