import { accept, refuse } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import { actingFor, type Decide, findParticipant, nameOf } from './decision.ts'
import { prevented, replace, seatsWithoutStanding } from './seats.ts'

export const answerRecusal: Decide<'answer-recusal'> = (state, { side, onBehalfOf }, context) => {
  if (state.recusalAnswers.includes(side)) return refuse('RECUSAL_ALREADY_ANSWERED')
  const speaker = state.participants.find((p) => p.side === side && state.attendance[p.id]?.present)
  const acting = actingFor(
    state,
    context,
    context.actor.kind === 'link' ? undefined : (onBehalfOf ?? speaker?.id),
  )
  if (!acting.ok) return acting
  if (acting.participant.side !== side) return refuse('WRONG_SIDE')
  return accept({
    type: 'recusal-answered',
    side,
    participantId: acting.participant.id,
    via: acting.self ? 'self' : 'aloud',
  })
}

export const requestRecusal: Decide<'request-recusal'> = (state, data, context) => {
  const acting = actingFor(state, context, data.onBehalfOf)
  if (!acting.ok) return acting
  if (state.openedAt !== null) return refuse('RECUSAL_TOO_LATE')
  const isStaff = data.target === 'chair' || data.target === 'clerk'
  const target = isStaff ? undefined : findParticipant(state, data.target)
  if (!isStaff && !state.seats.some((seat) => seat.participantId === data.target))
    return refuse('RECUSAL_TARGET')
  if (state.recusals.some((r) => r.target === data.target && r.ruling === null))
    return refuse('RECUSAL_PENDING', { name: nameOf(target) })
  const events: MeetingEvent[] = [
    {
      type: 'recusal-requested',
      recusalId: context.newId(),
      target: data.target,
      targetName: target
        ? nameOf(target)
        : data.target === 'chair'
          ? (state.chair?.name ?? '')
          : (state.clerks[0]?.name ?? ''),
      side: acting.participant.side,
      participantId: acting.participant.id,
      reason: data.reason,
      via: acting.self ? 'self' : data.via === 'self' ? 'aloud' : data.via,
    },
  ]
  const side = acting.participant.side
  if ((side === 'petitioner' || side === 'unit') && !state.recusalAnswers.includes(side))
    events.push({
      type: 'recusal-answered',
      side,
      participantId: acting.participant.id,
      via: acting.self ? 'self' : 'aloud',
    })
  return accept(...events)
}

/** A recusal of an officer is decided by the chair; one of chair or clerk by the head of the organ, entered here. */
export const ruleRecusal: Decide<'rule-recusal'> = (state, { recusalId, granted, reason }, context) => {
  const recusal = state.recusals.find((r) => r.id === recusalId)
  if (!recusal) return refuse('RECUSAL_UNKNOWN')
  if (recusal.ruling) return refuse('RECUSAL_RULED')
  const ruled: MeetingEvent = { type: 'recusal-ruled', recusalId, granted, reason }
  if (!granted) return accept(ruled)
  if (recusal.target === 'chair' || recusal.target === 'clerk') return refuse('RECUSAL_OF_STAFF')
  const seat = state.seats.find((s) => s.participantId === recusal.target)
  return seat
    ? accept(...replace(state, [{ seat, cause: 'recused', note: reason, fact: ruled }], context))
    : accept(ruled)
}

export const vacateSeat: Decide<'vacate-seat'> = (state, { seat: no, cause, reason }, context) => {
  const seat = state.seats.find((s) => s.seat === no)
  if (!seat) return refuse('SEAT_UNKNOWN', { seat: no })
  if (seat.officerNo === null) return refuse('SEAT_VACANT', { seat: no })
  if (state.openedAt !== null) return refuse('OPENED_NO_WAY_BACK')
  // Nobody is absent from a hearing that has not begun: an office could empty seats at will.
  if (cause === 'absent' && state.phase === 'preparing' && context.now < state.startsAt)
    return refuse('ABSENT_TOO_EARLY')
  if (cause === 'standing' && !seatsWithoutStanding(state, context).includes(seat))
    return refuse('OFFICER_HAS_STANDING', { name: seat.name })
  return accept(...replace(state, [prevented(seat, cause, reason)], context))
}
