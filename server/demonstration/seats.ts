import type { Actor } from '../../shared/accounts/actor.ts'
import type { DemonstrationSeat, SeatKind } from '../../shared/accounts/demonstration.ts'
import type { MeetingState, Participant } from '../../shared/meeting/state.ts'
import { linkedMeeting } from '../accounts/linked-meeting.ts'
import type { Links } from '../accounts/links.ts'
import type { AccountActor } from '../accounts/service.ts'

const kindOf = ({ kind, side }: Participant): SeatKind => {
  if (kind === 'officer') return 'panelist'
  return side === 'petitioner' || side === 'unit' ? side : 'other'
}

/** Seats of the office: one per account. */
export function officeSeats(staff: readonly AccountActor[]): DemonstrationSeat[] {
  return staff.map(({ accountId, name, roles }) => ({ id: accountId, kind: roles[0] ?? 'clerk', name }))
}

/** Seats of a meeting: its chair and clerks, everybody on its list, an observer, the projector. */
export function meetingSeats(state: MeetingState): DemonstrationSeat[] {
  const seated = (person: Participant) =>
    person.kind !== 'officer' || state.seats.some((seat) => seat.participantId === person.id)
  return [
    ...(state.chair ? [{ id: state.chair.accountId, kind: 'chair' as const, name: state.chair.name }] : []),
    ...state.clerks.map(({ accountId, name }) => ({ id: accountId, kind: 'clerk' as const, name })),
    ...state.participants
      .filter((person) => seated(person) && person.kind !== 'chair' && person.kind !== 'clerk')
      .map((person) => ({ id: person.id, kind: kindOf(person), name: person.name ?? person.maskedName })),
    ...(state.open ? [{ id: 'observer', kind: 'observer' as const, name: '' }] : []),
    { id: 'screen', kind: 'screen', name: '' },
  ]
}

/** Who sits in a seat of a meeting, and the page they look at; null where there is no such seat. */
export async function occupantOf(
  meetingId: string,
  state: MeetingState,
  seatId: string,
  staff: readonly AccountActor[],
  links: Links,
): Promise<{ readonly actor: Actor; readonly page: string } | null> {
  const seat = meetingSeats(state).find(({ id }) => id === seatId)
  if (!seat) return null
  const byLink = async (subject: Parameters<Links['seat']>[1], page: string) => ({
    actor: await links.seat(meetingId, subject, 'demonstration'),
    page: `/${page}/${meetingId}`,
  })
  switch (seat.kind) {
    case 'observer':
      return byLink({ role: 'observer' }, 'phone')
    case 'screen':
      return byLink({ role: 'screen' }, 'screen')
    case 'chair':
    case 'clerk':
    case 'administrator': {
      const actor = staff.find(({ accountId }) => accountId === seatId)
      return actor ? { actor, page: `/room/${meetingId}` } : null
    }
    case 'panelist':
    case 'petitioner':
    case 'unit':
    case 'other': {
      const subject = linkedMeeting(meetingId, state)?.subjectOf(seatId)
      return subject ? byLink(subject, 'phone') : null
    }
  }
}
