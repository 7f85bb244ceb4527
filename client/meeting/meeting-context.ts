import { createContext, useContext } from 'react'
import type { Actor } from '../../shared/accounts/actor.ts'
import { forbidden, type MeetingRole } from '../../shared/meeting/abilities.ts'
import type { MeetingCommandType } from '../../shared/meeting/commands.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Procedure } from '../../shared/procedures/schema.ts'
import type { LiveSnapshot } from '../ui/live-stream.ts'
import { useServerNow } from '../ui/use-live.ts'

/** The meeting on this page as its reader may see it, and who the reader is in it. */
export interface MeetingView {
  readonly meetingId: string
  readonly state: MeetingState
  readonly procedure: Procedure
  readonly actor: Actor
  readonly role: MeetingRole
  /** Participant the reader speaks for; undefined for staff, observers and the projector. */
  readonly participantId: string | undefined
  readonly live: Pick<
    LiveSnapshot<MeetingState>,
    'connection' | 'offsetMs' | 'currentAt' | 'online' | 'state' | 'seq'
  >
}

export const MeetingContext = createContext<MeetingView | undefined>(undefined)

/** @throws Error outside a page that shows a meeting: a mistake in the code, never a user's. */
export function useMeeting(): MeetingView {
  const view = useContext(MeetingContext)
  if (!view) throw new Error('No meeting on this page')
  return view
}

/** Server time, ticking; UTC milliseconds. Ask in the smallest component that shows it. */
export function useMeetingNow(everyMs = 250): number {
  return useServerNow(useMeeting().live.offsetMs, everyMs)
}

/** Whether the reader may send this command now: the same rules the server asks. */
export function useMay(): (type: MeetingCommandType) => boolean {
  const { state, role } = useMeeting()
  return (type) => forbidden(state, role, type) === null
}
