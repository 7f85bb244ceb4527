import { numberCommitmentOf } from '../../draw/randomness.ts'
import { runDraw } from '../../draw/transcript.ts'
import { accept, refuse } from '../../ledger/aggregate.ts'
import type { MeetingCommandOf } from '../commands.ts'
import type { MeetingContext } from '../context.ts'
import type { MeetingEvent, MeetingEventOf } from '../events.ts'
import { evolveMeeting } from '../evolve/evolve.ts'
import { officerParticipantId } from '../participants.ts'
import type { Draw, MeetingState } from '../state.ts'
import { actingFor, type Decide, type MeetingDecision } from './decision.ts'
import { currentDraw } from './draw.ts'
import { replaceWithoutStanding } from './seats.ts'

/**
 * Where a county wants it, the petitioner's side fixes a number before the office makes its share: only the phone
 * has number and salt. Once the office has sealed, it is too late, and the number is said openly.
 */
export const sealNumber: Decide<'seal-number'> = (state, { commitment }, context) => {
  const draw = currentDraw(state)
  if (!draw) return refuse(state.draws.length > 0 ? 'DRAW_VOIDED' : 'DRAW_NOT_LOCKED')
  const acting = actingFor(state, context, undefined)
  if (!acting.ok) return acting
  if (acting.participant.side !== 'petitioner') return refuse('NOT_THE_PETITIONER')
  if (draw.locked.sealNumberBy === undefined) return refuse('NUMBER_IS_OPEN')
  if (draw.numberCommitment !== undefined) return refuse('NUMBER_SEALED')
  if (draw.status !== 'locked') return refuse('NUMBER_SEALED_LATE')
  if (state.draws.some((earlier) => earlier.numberCommitment === commitment))
    return refuse('NUMBER_SEAL_REUSED')
  return accept({
    type: 'number-sealed',
    draw: draw.draw,
    numberCommitment: commitment,
    participantId: acting.participant.id,
  })
}

/** Asked before the office's share is unsealed, and again in the decision. */
export function refuseNumber(state: MeetingState): ReturnType<typeof refuse> | Draw {
  const draw = currentDraw(state)
  if (!draw) return state.draws.length > 0 ? refuse('DRAW_VOIDED') : refuse('DRAW_NOT_LOCKED')
  if (draw.status === 'locked') return refuse('SHARE_NOT_COMMITTED')
  if (draw.status !== 'awaiting-number') return refuse('NUMBER_GIVEN')
  return draw
}

/**
 * Steps 3 to 5 are one commit: the number, the opened share and the panel that follows from both. Whoever was drawn and
 * has lost their standing since the lock is replaced in it.
 */
function drawWith(
  state: MeetingState,
  draw: Draw,
  given: Omit<MeetingEventOf<'number-given'>, 'type' | 'draw'>,
  context: MeetingContext,
): MeetingDecision {
  const { openedShare } = context
  if (!openedShare) return refuse('SHARE_UNREADABLE')
  const { numberCommitment } = draw
  const sealed =
    numberCommitment === undefined ? {} : { numberCommitment, numberSalt: given.numberSalt ?? null }
  const transcript = runDraw({
    draw: draw.draw,
    meeting: context.meetingId,
    pool: draw.locked.pool,
    rules: draw.locked.rules,
    candidates: draw.locked.candidates,
    ...(draw.locked.portfolio ? { portfolio: draw.locked.portfolio } : {}),
    commitment: draw.commitment ?? '',
    officeShare: openedShare.share,
    officeSalt: openedShare.salt,
    number: given.number,
    ...sealed,
  })
  const card = (no: number) => draw.locked.officers.find((officer) => officer.no === no)
  const person = (no: number) => ({
    officerNo: no,
    participantId: officerParticipantId(no),
    name: card(no)?.name ?? '',
    title: card(no)?.unit ?? '',
  })
  const events: MeetingEvent[] = [
    { type: 'number-given', draw: draw.draw, ...given },
    {
      type: 'panel-drawn',
      draw: draw.draw,
      transcript,
      seats: transcript.panel.map((seat) => ({
        seat: seat.seat,
        kind: seat.kind,
        chance: seat.chance,
        ...person(seat.no),
      })),
      substitutes: transcript.order
        .slice(0, draw.locked.rules.substitutes)
        .map((no, i) => ({ order: i + 1, ...person(no) })),
    },
  ]
  const drawn = events.reduce(
    (current, event) => evolveMeeting(current, event, { seq: 0, at: context.now }),
    state,
  )
  return accept(...events, ...replaceWithoutStanding(drawn, context))
}

/** Asked before the office's share is unsealed: the number is the one that was sealed, where one was. */
export function refuseGiven(
  state: MeetingState,
  meeting: string,
  { number, salt }: Pick<MeetingCommandOf<'give-number'>['data'], 'number' | 'salt'>,
): ReturnType<typeof refuse> | Draw {
  const draw = refuseNumber(state)
  if ('ok' in draw) return draw
  if (draw.numberCommitment === undefined) return salt === undefined ? draw : refuse('NUMBER_IS_OPEN')
  if (salt === undefined) return refuse('NUMBER_NOT_AS_SEALED')
  const opened = numberCommitmentOf({ meeting, draw: draw.draw, number, salt })
  if (opened !== draw.numberCommitment) return refuse('NUMBER_NOT_AS_SEALED')
  return state.draws.some((earlier) => earlier.numberSalt === salt) ? refuse('NUMBER_SEAL_REUSED') : draw
}

export const giveNumber: Decide<'give-number'> = (state, data, context) => {
  const running = refuseNumber(state)
  if ('ok' in running) return running
  const acting = actingFor(state, context, data.onBehalfOf)
  if (!acting.ok) return acting
  if (acting.participant.side !== 'petitioner') return refuse('NOT_THE_PETITIONER')
  // The record says who gave the number: only the petitioner's own phone gives one by phone.
  if (!acting.self && data.via === 'phone') return refuse('NUMBER_NOT_BY_PHONE')
  const draw = refuseGiven(state, context.meetingId, data)
  if ('ok' in draw) return draw
  return drawWith(
    state,
    draw,
    {
      number: data.number,
      ...(data.salt === undefined ? {} : { numberSalt: data.salt }),
      via: acting.self ? 'phone' : data.via,
      participantId: acting.participant.id,
    },
    context,
  )
}

/** No number by the deadline, or none opened: the draw runs, and no page claims that nobody could steer it. */
export const runWithoutNumber: Decide<'run-without-number'> = (state, _data, context) => {
  const draw = refuseNumber(state)
  if ('ok' in draw) return draw
  if (context.now < (draw.deadline ?? 0)) return refuse('NUMBER_STILL_AWAITED')
  const unopened = draw.numberCommitment === undefined ? {} : { numberSalt: null }
  return drawWith(state, draw, { number: null, ...unopened, via: 'none', participantId: '' }, context)
}
