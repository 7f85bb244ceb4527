import type { MeetingContext } from '../context.ts'
import type { MeetingEvent } from '../events.ts'
import { evolveMeeting } from '../evolve/evolve.ts'
import { officerParticipantId } from '../participants.ts'
import { lostStanding } from '../standing.ts'
import type { MeetingState, Seat } from '../state.ts'
import { hindrance, substituteFor } from '../substitution.ts'

type VacancyCause = Extract<MeetingEvent, { type: 'seat-vacated' }>['cause']
type Facts = Pick<MeetingContext, 'now' | 'pool'>

/**
 * Somebody who leaves a seat: why, and the one event that is recorded just before. Always exactly one, hidden from the
 * public: whatever the reason, the public record has as many events and leaves.
 */
export interface Leaving {
  readonly seat: Seat
  readonly cause: VacancyCause
  readonly note: string
  readonly fact: MeetingEvent
}

/** Somebody who leaves for a reason that is neither an answer nor a ruling. */
export const prevented = (seat: Seat, cause: 'ill' | 'absent' | 'standing', note: string): Leaving => ({
  seat,
  cause,
  note,
  fact: { type: 'officer-prevented', officerNo: seat.officerNo ?? 0, cause },
})

/** Empties a seat; an opinion sealed in it is void. */
function empty(state: MeetingState, { seat, cause, note, fact }: Leaving): readonly MeetingEvent[] {
  if (seat.officerNo === null) return []
  const sealed = seat.participantId === null ? undefined : state.seals[seat.participantId]
  const voided: readonly MeetingEvent[] =
    sealed?.status === 'sealed' && seat.participantId !== null
      ? [{ type: 'opinion-voided', participantId: seat.participantId, sealId: sealed.sealId ?? '' }]
      : []
  const vacated: MeetingEvent = {
    type: 'seat-vacated',
    seat: seat.seat,
    officerNo: seat.officerNo,
    cause,
    note,
  }
  return [fact, ...voided, vacated]
}

/**
 * Seats the first substitute in the drawn order who fits the seat and the limits beside those who sit. Whoever fits and
 * cannot come, or has lost their standing since the lock, is passed over, which is recorded: the public replays the
 * order by it. With nobody left the seat stays vacant and the meeting cannot go on: that is shown, never filled
 * silently.
 */
function fill(state: MeetingState, seat: Seat, { pool }: Facts): readonly MeetingEvent[] {
  const lost = lostStanding(state.draws.at(-1), pool)
  const passed: MeetingEvent[] = []
  let passedOver = state.passedOver
  for (;;) {
    const next = substituteFor(state, seat, [...state.left, ...passedOver])
    if (!next) return passed
    const { officerNo, order, name, title } = next
    const reason = lost.get(officerNo) ?? hindrance(state, officerNo)
    if (reason === undefined)
      return [
        ...passed,
        {
          type: 'seat-filled',
          seat: seat.seat,
          kind: seat.kind,
          officerNo,
          participantId: officerParticipantId(officerNo),
          name,
          title,
          from: 'substitute',
          order,
          requestedBy: '',
        },
      ]
    passed.push({ type: 'officer-passed-over', seat: seat.seat, officerNo, order, reason })
    passedOver = [...passedOver, officerNo]
  }
}

/**
 * Empties seats and fills them in turn from the drawn order. All are empty before the first is filled: somebody who
 * leaves as well must not decide who fits beside them.
 */
export function replace(
  state: MeetingState,
  leaving: readonly Leaving[],
  facts: Facts,
): readonly MeetingEvent[] {
  const events: MeetingEvent[] = []
  let current = state
  const then = (happening: readonly MeetingEvent[]) => {
    for (const event of happening) current = evolveMeeting(current, event, { seq: 0, at: facts.now })
    events.push(...happening)
  }
  for (const one of leaving) then(empty(current, one))
  for (const { seat } of leaving) if (seat.officerNo !== null) then(fill(current, seat, facts))
  return events
}

/** Seats of officers who have lost the standing they had when the pool was locked. */
export function seatsWithoutStanding(state: MeetingState, { pool }: Pick<Facts, 'pool'>): readonly Seat[] {
  const lost = lostStanding(state.draws.at(-1), pool)
  return state.seats.filter(({ officerNo }) => officerNo !== null && lost.has(officerNo))
}

/** Replaces everybody on the panel who has lost their standing since the lock. */
export const replaceWithoutStanding = (state: MeetingState, facts: Facts): readonly MeetingEvent[] =>
  replace(
    state,
    seatsWithoutStanding(state, facts).map((seat) => prevented(seat, 'standing', '')),
    facts,
  )
