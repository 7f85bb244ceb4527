import type { Actor } from '../accounts/actor.ts'
import { pinnedProcedure } from '../procedures/index.ts'
import { roleIn } from './abilities.ts'
import type { MeetingState } from './state.ts'

/**
 * What an actor may do in the minutes of one stage. Chair and clerks write while the meeting is in session and
 * the item is not finalised; panel, office and parties read; parties not what was said after they had left.
 * Observers and the projector get none: minutes hold names in full.
 */
export function minutesAccess(
  state: MeetingState,
  actor: Actor,
  meetingId: string,
  stageId: string,
): 'write' | 'read' | 'none' {
  const stage = pinnedProcedure(state.procedure?.hash ?? '')?.stages.find(({ id }) => id === stageId)
  if (!stage) return 'none'
  switch (roleIn(state, actor, meetingId)) {
    case 'chair':
    case 'clerk':
      return state.phase === 'in-session' && state.items[stageId] === undefined ? 'write' : 'read'
    case 'administrator':
    case 'office':
    case 'panelist':
      return 'read'
    case 'party':
      return stage.partiesLeave ? 'none' : 'read'
    case 'observer':
    case 'screen':
    case 'clock':
    case 'none':
      return 'none'
  }
}

/** Everything `minutesAccess` depends on, as text: equal texts mean that nobody's access changed. */
export function minutesAccessKey({ phase, chair, clerks, seats, participants, items }: MeetingState): string {
  return JSON.stringify([
    phase,
    chair?.accountId ?? null,
    clerks.map(({ accountId }) => accountId),
    seats.map(({ participantId }) => participantId),
    participants.map(({ id }) => id),
    Object.keys(items),
  ])
}
