import type { MatterTies } from '../draw/eligibility.ts'
import { personsOf } from '../matter/names.ts'
import type { MatterState } from '../matter/state.ts'
import type { MeetingState } from '../meeting/state.ts'
import type { PoolState } from './state.ts'

/**
 * What keeps officers apart from a meeting: its people and unit, everything written in its matter, and whom a
 * draw had named for an earlier hearing of the same matter.
 * @param matter null where the meeting has none
 */
export function tiesOf(
  meetingId: string,
  meeting: MeetingState,
  matter: MatterState | null,
  pool: Pick<PoolState, 'hearings'>,
): MatterTies {
  const earlier = Object.values(pool.hearings).filter(
    (hearing) =>
      hearing.meetingId !== meetingId && hearing.matterId !== '' && hearing.matterId === meeting.matterId,
  )
  const people = meeting.participants.filter((person) => person.kind !== 'officer')
  return {
    responsibleUnit: meeting.responsibleUnit,
    names: [
      ...people.flatMap(({ name }) => (name === undefined ? [] : [name])),
      ...(matter ? personsOf(matter).map(({ name }) => name) : []),
    ],
    texts: [
      meeting.subject ?? '',
      ...(meeting.requests ?? []).map(({ text }) => text),
      matter?.subject ?? '',
      matter?.facts ?? '',
      matter?.earlierOpinion?.summary ?? '',
      ...(matter?.requests ?? []).map(({ text }) => text),
    ],
    earlierOfficers: earlier.flatMap(({ outcomes }) => outcomes),
    earlierUnit: matter?.earlierOpinion?.unit ?? '',
  }
}
