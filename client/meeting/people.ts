import { isPresent } from '../../shared/meeting/guards.ts'
import type { MeetingState, Participant, Seat } from '../../shared/meeting/state.ts'

/** The name this reader may see; empty for somebody who is not on the list. */
export function nameOf(state: MeetingState, id: string): string {
  if (id === 'chair') return state.chair?.name ?? ''
  if (id === 'clerk') return state.clerks[0]?.name ?? ''
  const participant = state.participants.find((p) => p.id === id)
  return participant ? shownName(participant) : ''
}

export const shownName = (participant: Participant): string => participant.name ?? participant.maskedName

export const seatOf = (state: MeetingState, id: string | undefined): Seat | undefined =>
  id === undefined ? undefined : state.seats.find((seat) => seat.participantId === id)

/** Seated officers and everybody else on the list; substitutes who sit nowhere are left out. */
export function attending(state: MeetingState): readonly Participant[] {
  return state.participants.filter((p) => p.kind !== 'officer' || seatOf(state, p.id) !== undefined)
}

/** Those whom the chair can give the floor. */
export const presentPeople = (state: MeetingState): readonly Participant[] =>
  attending(state).filter((p) => isPresent(state, p.id))

/** Those who attend, by where they sit: petitioner first, unit beside, then panel and the rest. */
export function bySide(
  state: MeetingState,
): readonly (readonly [Participant['side'], readonly Participant[]])[] {
  const sides = ['petitioner', 'unit', 'other', 'panel'] as const
  return sides.flatMap((side) => {
    const people = attending(state)
      .filter((p) => p.side === side)
      .sort((a, b) => (seatOf(state, a.id)?.seat ?? 0) - (seatOf(state, b.id)?.seat ?? 0))
    return people.length > 0 ? [[side, people] as const] : []
  })
}
