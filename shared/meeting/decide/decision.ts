import type { Decision } from '../../ledger/aggregate.ts'
import { refuse } from '../../ledger/aggregate.ts'
import type { MeetingCommandOf, MeetingCommandType } from '../commands.ts'
import type { MeetingContext } from '../context.ts'
import type { MeetingEvent } from '../events.ts'
import type { MeetingState, Participant } from '../state.ts'

export type MeetingDecision = Decision<MeetingEvent>

/** One decision per command: may the state take it, and which events follow. */
export type Decide<T extends MeetingCommandType> = (
  state: MeetingState,
  data: MeetingCommandOf<T>['data'],
  context: MeetingContext,
) => MeetingDecision

/** Name the office knows a participant by. */
export const nameOf = (participant: Participant | undefined): string =>
  participant ? (participant.name ?? participant.maskedName) : ''

export const findParticipant = (state: MeetingState, id: string): Participant | undefined =>
  state.participants.find((p) => p.id === id)

/**
 * For whom the actor acts: a linked person for themself, staff for the one named. A linked person naming
 * somebody else, or staff naming nobody, is refused.
 */
export function actingFor(
  state: MeetingState,
  context: MeetingContext,
  onBehalfOf: string | undefined,
): { ok: true; participant: Participant; self: boolean } | ReturnType<typeof refuse> {
  const own = context.actor.kind === 'link' ? context.actor.participantId : undefined
  if (own !== undefined && onBehalfOf !== undefined && onBehalfOf !== own) return refuse('NOT_YOURSELF')
  const id = own ?? onBehalfOf
  if (id === undefined) return refuse('PERSON_MISSING')
  const participant = findParticipant(state, id)
  return participant ? { ok: true, participant, self: own !== undefined } : refuse('PARTICIPANT_UNKNOWN')
}
