import type { Actor } from '../../shared/accounts/actor.ts'

/** Under what id somebody is shown as present; observers and projectors are not counted one by one. */
export function personOf(actor: Actor): string | null {
  switch (actor.kind) {
    case 'link':
      return actor.participantId ?? null
    case 'account':
      return actor.accountId
    case 'anonymous':
    case 'clock':
      return null
  }
}

/** Who has a line open to a meeting, and since when: from the first of a person's lines to the last. */
export function createPresence(clock: () => number) {
  const meetings = new Map<string, Map<string, { since: number; lines: number }>>()

  return {
    /** True if the person was not there before. */
    enter(meetingId: string, person: string): boolean {
      const people = meetings.get(meetingId) ?? new Map<string, { since: number; lines: number }>()
      meetings.set(meetingId, people)
      const known = people.get(person)
      people.set(person, { since: known?.since ?? clock(), lines: (known?.lines ?? 0) + 1 })
      return known === undefined
    },

    /** True if it was the person's last line. */
    leave(meetingId: string, person: string): boolean {
      const people = meetings.get(meetingId)
      const known = people?.get(person)
      if (!people || !known) return false
      if (known.lines > 1) {
        people.set(person, { ...known, lines: known.lines - 1 })
        return false
      }
      people.delete(person)
      if (people.size === 0) meetings.delete(meetingId)
      return true
    },

    online: (meetingId: string): Record<string, number> =>
      Object.fromEntries([...(meetings.get(meetingId) ?? [])].map(([person, { since }]) => [person, since])),
  }
}
