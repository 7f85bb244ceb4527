import type { MeetingState, Participant } from './state.ts'

/** Whether something told or answered at `at` speaks of a time, place or manner that was changed since. */
export const isOutdated = (state: MeetingState, at: number | null | undefined): boolean =>
  at != null && state.amendedAt !== null && at < state.amendedAt

/** The last time the notice was served on somebody, or a seated officer said to be coming; undefined: never. */
function toldAt(state: MeetingState, person: Participant): number | undefined {
  const seat = state.seats.find(({ participantId }) => participantId === person.id)
  if (seat && seat.officerNo !== null) return state.answers[seat.officerNo]?.at
  return state.services
    .filter(({ participantId, document }) => participantId === person.id && document === 'notice')
    .at(-1)?.at
}

/** Everybody who has been told of the hearing, and so has to be told anew once it is amended. */
export const toldPeople = (state: MeetingState): readonly Participant[] =>
  state.participants.filter((person) => toldAt(state, person) !== undefined)

/** Those of them who do not yet know what holds now. */
export const peopleToTell = (state: MeetingState): readonly Participant[] =>
  state.participants.filter((person) => isOutdated(state, toldAt(state, person)))
