import { accept, refuse } from '../../ledger/aggregate.ts'
import type { Procedure } from '../../procedures/schema.ts'
import { isOutdated } from '../amendment.ts'
import type { MeetingEvent } from '../events.ts'
import { officerParticipantId } from '../participants.ts'
import type { Draw, MeetingState, Seat } from '../state.ts'
import type { Decide } from './decision.ts'
import { replace } from './seats.ts'

const drawnIn = (state: MeetingState): Draw | undefined => {
  const draw = state.draws.at(-1)
  return draw?.status === 'drawn' ? draw : undefined
}

const HOUR_MS = 3_600_000

/** Least time a drawn officer has to answer, in milliseconds. */
const leastOf = (procedure: Procedure | null): number => procedure?.periods?.answerMs.value ?? 0

/**
 * The drawn officers are told, by link or by call; from now on an answer is awaited until a deadline. It can be moved
 * on, never back: a short one would let whoever sets it empty the panel and walk along an order that is known by then.
 */
export const notifyOfficers: Decide<'notify-officers'> = (state, { answerBy }, { now, procedure }) => {
  const draw = drawnIn(state)
  if (!draw) return refuse('DRAW_NOT_DONE')
  if (answerBy <= now || answerBy > state.startsAt) return refuse('ANSWER_DEADLINE')
  if (draw.answerBy !== undefined && answerBy < draw.answerBy) return refuse('ANSWER_DEADLINE_EARLIER')
  const least = leastOf(procedure)
  if (draw.answerBy === undefined && answerBy - now < least)
    return refuse('ANSWER_PERIOD_SHORT', { hours: least / HOUR_MS })
  return accept({ type: 'officers-notified', draw: draw.draw, answerBy })
}

/** Whether whoever sits there has had the least time to answer: a substitute seated late has not. */
const hadTime = (seat: Seat, draw: Draw, procedure: Procedure | null): boolean =>
  (draw.answerBy ?? 0) - seat.since >= leastOf(procedure)

/** Seats whose officer has given no answer to the time and place that hold now. */
export const unanswered = (state: MeetingState): readonly (Seat & { readonly officerNo: number })[] =>
  state.seats.flatMap((seat) => {
    const { officerNo } = seat
    if (officerNo === null) return []
    const given = state.answers[officerNo]
    return given && !isOutdated(state, given.at) ? [] : [{ ...seat, officerNo }]
  })

/**
 * Seats whose officer counts as silent now: seated for at least the time the procedure gives, the deadline over, and
 * no answer that holds. Nobody else is ever silent: a substitute nobody seated was asked nothing.
 */
export function silentSeats(
  state: MeetingState,
  { now, procedure }: { readonly now: number; readonly procedure: Procedure | null },
): readonly (Seat & { readonly officerNo: number })[] {
  const draw = drawnIn(state)
  if (draw?.answerBy === undefined || now < draw.answerBy) return []
  return unanswered(state).filter((seat) => hadTime(seat, draw, procedure))
}

/**
 * An answer given by link or taken on the phone. Whoever declines or leaves unanswered the seat they have is replaced
 * in the same commit. Somebody further down the order may say in advance that they cannot come.
 */
export const recordAnswer: Decide<'record-answer'> = (state, data, context) => {
  const { actor } = context
  const seat = state.seats.find(({ officerNo }) => officerNo === data.officerNo)
  if (!seat && !state.substitutes.some(({ officerNo }) => officerNo === data.officerNo))
    return refuse('OFFICER_UNKNOWN', { no: data.officerNo })
  if (actor.kind === 'link' && actor.participantId !== officerParticipantId(data.officerNo))
    return refuse('NOT_YOURSELF')
  const silent = silentSeats(state, context).some(({ officerNo }) => officerNo === data.officerNo)
  if (data.answer === 'silent' && (actor.kind === 'link' || !silent)) return refuse('ANSWER_STILL_AWAITED')
  // On a call nobody but the office was there: the record says whom it spoke to, and when.
  if (data.answer === 'declined' && actor.kind !== 'link' && data.note === '')
    return refuse('ANSWER_NOTE_MISSING')
  const answered: MeetingEvent = {
    type: 'officer-answered',
    ...data,
    by: actor.kind === 'link' ? 'self' : 'call',
  }
  if (!seat || data.answer === 'accepted') return accept(answered)
  const leaving = { seat, cause: data.answer, note: data.note, fact: answered }
  return accept(...replace(state, [leaving], context))
}

/**
 * The deadline has passed: whoever sits and has not answered gives way, then the seats are filled in turn from the
 * drawn order. The substitutes seated by it are told anew, with a deadline of their own; so is whoever was seated too
 * late to have had the least time.
 */
export const closeAnswers: Decide<'close-answers'> = (state, _data, context) => {
  const draw = drawnIn(state)
  if (draw?.answerBy === undefined) return refuse('ANSWERS_NOT_AWAITED')
  if (context.now < draw.answerBy) return refuse('ANSWER_STILL_AWAITED')
  const leaving = silentSeats(state, context).map((seat) => ({
    seat,
    cause: 'silent' as const,
    note: '',
    fact: {
      type: 'officer-answered' as const,
      officerNo: seat.officerNo,
      answer: 'silent' as const,
      by: 'call' as const,
      note: '',
      closes: true as const,
    },
  }))
  if (leaving.length === 0) return accept({ type: 'answers-closed', draw: draw.draw })
  return accept(...replace(state, leaving, context))
}
