import { accept, refuse } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import { evolveMeeting } from '../evolve/evolve.ts'
import { officerParticipantId } from '../participants.ts'
import type { Draw, MeetingState, Seat } from '../state.ts'
import type { Decide } from './decision.ts'
import { empty, fill, vacate } from './recusal.ts'

const drawnIn = (state: MeetingState): Draw | undefined => {
  const draw = state.draws.at(-1)
  return draw?.status === 'drawn' ? draw : undefined
}

/** The drawn officers are told, by link or by call; from now on an answer is awaited until a deadline. */
export const notifyOfficers: Decide<'notify-officers'> = (state, { answerBy }, { now }) => {
  const draw = drawnIn(state)
  if (!draw) return refuse('DRAW_NOT_DONE')
  if (answerBy <= now || answerBy > state.startsAt) return refuse('ANSWER_DEADLINE')
  return accept({ type: 'officers-notified', draw: draw.draw, answerBy })
}

/** An answer given by link or taken on the phone. Whoever declines a seat is replaced in the same commit. */
export const recordAnswer: Decide<'record-answer'> = (state, data, { actor, now }) => {
  const seat = state.seats.find(({ officerNo }) => officerNo === data.officerNo)
  if (!seat && !state.substitutes.some(({ officerNo }) => officerNo === data.officerNo))
    return refuse('OFFICER_UNKNOWN', { no: data.officerNo })
  if (actor.kind === 'link' && actor.participantId !== officerParticipantId(data.officerNo))
    return refuse('NOT_YOURSELF')
  if (data.answer === 'silent' && (actor.kind === 'link' || !(now >= (drawnIn(state)?.answerBy ?? Infinity))))
    return refuse('ANSWER_STILL_AWAITED')
  const answered: MeetingEvent = {
    type: 'officer-answered',
    ...data,
    by: actor.kind === 'link' ? 'self' : 'call',
  }
  if (!seat || data.answer === 'accepted') return accept(answered)
  return accept(answered, ...vacate(state, seat, data.answer, data.note))
}

/** Seats whose officer has not answered. */
export const unanswered = (state: MeetingState): readonly (Seat & { readonly officerNo: number })[] =>
  state.seats.flatMap((seat) =>
    seat.officerNo === null || state.answers[seat.officerNo] ? [] : [{ ...seat, officerNo: seat.officerNo }],
  )

/**
 * The deadline has passed: whoever sits and has not answered gives way, then the seats are filled in turn from the
 * drawn order. All are empty before the first is filled: somebody who leaves as well must not decide who fits beside
 * them. The substitutes seated by it are told anew, with a deadline of their own.
 */
export const closeAnswers: Decide<'close-answers'> = (state, _data, { now }) => {
  const draw = drawnIn(state)
  if (draw?.answerBy === undefined) return refuse('ANSWERS_NOT_AWAITED')
  if (now < draw.answerBy) return refuse('ANSWER_STILL_AWAITED')
  const events: MeetingEvent[] = [{ type: 'answers-closed', draw: draw.draw }]
  let current = state
  const then = (...happening: readonly MeetingEvent[]) => {
    for (const event of happening) current = evolveMeeting(current, event, { seq: 0, at: now })
    events.push(...happening)
  }
  const silent = unanswered(state)
  for (const seat of silent)
    then(
      { type: 'officer-answered', officerNo: seat.officerNo, answer: 'silent', by: 'call', note: '' },
      ...empty(current, seat, 'silent', ''),
    )
  for (const seat of silent) then(...fill(current, seat))
  return accept(...events)
}
