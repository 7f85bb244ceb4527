import { nextSubstitute } from '../draw/substitution.ts'
import type { Draw, MeetingState, Seat } from './state.ts'

const drawn = (state: MeetingState): Draw | undefined =>
  state.draws.filter((draw) => draw.status === 'drawn').at(-1)

/** Officers by number who cannot take a seat: they left one, were passed over, said no or nothing, or are absent. */
export function unavailableOfficers(state: MeetingState): readonly number[] {
  const refused = Object.entries(state.answers).flatMap(([no, { answer }]) =>
    answer === 'accepted' ? [] : [Number(no)],
  )
  const absent = Object.entries(state.attendance).flatMap(([id, { present }]) =>
    !present && id.startsWith('officer-') ? [Number(id.slice('officer-'.length))] : [],
  )
  return [...state.left, ...state.passedOver, ...refused, ...absent]
}

/** First in the published order who fits the vacated seat who has neither left a seat, declined, fallen silent nor been marked absent. */
export function substituteFor(
  state: MeetingState,
  vacated: Seat,
): { officerNo: number; order: number; name: string; title: string } | null {
  const draw = drawn(state)
  if (!draw?.transcript) return null
  const seated = state.seats.flatMap((seat) =>
    seat.seat === vacated.seat || seat.officerNo === null ? [] : [seat.officerNo],
  )
  const no = nextSubstitute(draw.transcript, {
    kind: vacated.kind,
    seated,
    unavailable: [vacated.officerNo ?? 0, ...unavailableOfficers(state)],
  })
  const card = draw.locked.officers.find((officer) => officer.no === no)
  return no === null || !card
    ? null
    : { officerNo: no, order: draw.transcript.order.indexOf(no) + 1, name: card.name, title: card.unit }
}
