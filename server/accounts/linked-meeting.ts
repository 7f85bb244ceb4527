import type { Actor } from '../../shared/accounts/actor.ts'
import { type MeetingRole, roleIn } from '../../shared/meeting/abilities.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { LinkSubject } from './links.ts'

/** What handing out links needs to know of a meeting. */
export interface LinkedMeeting {
  /** Number and masked subject. */
  readonly title: string
  /** Observers may come in. */
  readonly open: boolean
  /** Whom a participant's link is for; null: nobody of that id. */
  subjectOf(participantId: string): LinkSubject | null
  nameOf(participantId: string): string | undefined
  mayHandOut(actor: Actor): boolean
  mayShowObserverCode(actor: Actor): boolean
}

const handOut: readonly MeetingRole[] = ['administrator', 'office', 'clerk']
const showCode: readonly MeetingRole[] = [...handOut, 'chair', 'screen']

/** Reads it from the meeting's state; null for a meeting that does not exist. */
export function linkedMeeting(meetingId: string, state: MeetingState): LinkedMeeting | null {
  if (state.phase === 'none') return null
  const person = (participantId: string) => state.participants.find(({ id }) => id === participantId)
  return {
    title: `${state.number} ${state.maskedSubject}`,
    open: state.open,
    subjectOf: (participantId) => {
      const found = person(participantId)
      if (!found || found.kind === 'chair' || found.kind === 'clerk') return null
      return { role: found.kind === 'officer' ? 'panelist' : 'party', participantId }
    },
    nameOf: (participantId) => person(participantId)?.name,
    mayHandOut: (actor) => handOut.includes(roleIn(state, actor, meetingId)),
    mayShowObserverCode: (actor) => showCode.includes(roleIn(state, actor, meetingId)),
  }
}
