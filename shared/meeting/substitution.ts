import { nextSubstitute } from '../draw/substitution.ts'
import { officerParticipantId } from './participants.ts'
import type { Draw, MeetingState, Seat } from './state.ts'

const drawn = (state: MeetingState): Draw | undefined =>
  state.draws.filter((draw) => draw.status === 'drawn').at(-1)

/** What keeps somebody from a seat who has neither left one nor been passed over; undefined: nothing. */
export function hindrance(
  state: MeetingState,
  officerNo: number,
): 'declined' | 'silent' | 'absent' | undefined {
  const answer = state.answers[officerNo]?.answer
  if (answer === 'declined' || answer === 'silent') return answer
  return state.attendance[officerParticipantId(officerNo)]?.present === false ? 'absent' : undefined
}

/** Officers by number who cannot take a seat: they left one, were passed over, said no or nothing, or are absent. */
export const unavailableOfficers = (state: MeetingState): readonly number[] => [
  ...state.left,
  ...state.passedOver,
  ...(drawn(state)?.locked.candidates ?? []).flatMap(({ no }) => (hindrance(state, no) ? [no] : [])),
]

/**
 * First in the published order who fits the vacated seat.
 * @param unavailable numbers of officers who are not considered
 */
export function substituteFor(
  state: MeetingState,
  vacated: Seat,
  unavailable = unavailableOfficers(state),
): { officerNo: number; order: number; name: string; title: string } | null {
  const draw = drawn(state)
  if (!draw?.transcript) return null
  const seated = state.seats.flatMap((seat) =>
    seat.seat === vacated.seat || seat.officerNo === null ? [] : [seat.officerNo],
  )
  const no = nextSubstitute(draw.transcript, {
    kind: vacated.kind,
    seated,
    unavailable: [vacated.officerNo ?? 0, ...unavailable],
  })
  const card = draw.locked.officers.find((officer) => officer.no === no)
  return no === null || !card
    ? null
    : { officerNo: no, order: draw.transcript.order.indexOf(no) + 1, name: card.name, title: card.unit }
}
