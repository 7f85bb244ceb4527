import { accept, refuse } from '../../ledger/aggregate.ts'
import type { Procedure } from '../../procedures/schema.ts'
import { spokenMs } from '../clocks.ts'
import type { MeetingEvent } from '../events.ts'
import { missingPreparation, unmetGuards } from '../guards.ts'
import type { MeetingState } from '../state.ts'
import { actingFor, type Decide, findParticipant } from './decision.ts'
import { seatsWithoutStanding } from './seats.ts'

/** A turn ends when the stage it belongs to is left or the meeting is interrupted for good. */
export const endRunningTurn = (state: MeetingState, now: number): readonly MeetingEvent[] =>
  state.floor.turn
    ? [{ type: 'turn-ended', turnId: state.floor.turn.id, usedMs: spokenMs(state.floor.turn, now) }]
    : []

const enter = (
  procedure: Procedure,
  index: number,
  round: number,
  direction: 'forward' | 'back' | 'round',
  reason: string,
): MeetingEvent => ({
  type: 'stage-entered',
  stageId: procedure.stages[index]?.id ?? '',
  index,
  round,
  direction,
  reason,
})

export const begin: Decide<'begin'> = (state, _data, context) => {
  const { procedure } = context
  if (!procedure) return refuse('PROCEDURE_UNKNOWN', { id: state.procedure?.id ?? '' })
  const missing = missingPreparation(state, procedure)
  if (missing.length > 0) return refuse('PREPARATION_INCOMPLETE', { count: missing.length })
  if (state.noticeIssuedAt === null) return refuse('NOTICE_NOT_ISSUED')
  if (state.seats.length === 0) return refuse('PANEL_NOT_DRAWN')
  const vacant = state.seats.find((seat) => seat.participantId === null)
  if (vacant) return refuse('SEAT_VACANT', { seat: vacant.seat })
  const [lost] = seatsWithoutStanding(state, context)
  if (lost) return refuse('OFFICER_LOST_STANDING', { seat: lost.seat, name: lost.name })
  return accept({ type: 'session-begun' }, enter(procedure, 0, 1, 'forward', ''))
}

export const advance: Decide<'advance'> = (state, { from }, { procedure, now }) => {
  if (!procedure || !state.stage) return refuse('WRONG_STAGE', { stage: '' })
  if (state.stage.stageId !== from) return refuse('STAGE_MOVED', { stage: state.stage.stageId })
  const [unmet] = unmetGuards(state, procedure, now)
  if (unmet) return refuse(unmet.code, unmet.params)
  const next = state.stage.index + 1
  if (next >= procedure.stages.length) return refuse('LAST_STAGE')
  return accept(...endRunningTurn(state, now), enter(procedure, next, state.stage.round, 'forward', ''))
}

export const stepBack: Decide<'step-back'> = (state, { from, reason }, { procedure, now }) => {
  if (!procedure || !state.stage) return refuse('WRONG_STAGE', { stage: '' })
  if (state.stage.stageId !== from) return refuse('STAGE_MOVED', { stage: state.stage.stageId })
  if (state.stage.index === 0) return refuse('FIRST_STAGE')
  if (state.openedAt !== null && state.conclusion === null) return refuse('OPENED_NO_WAY_BACK')
  if (state.conclusion !== null) return refuse('ANNOUNCED_NO_WAY_BACK')
  // What is said in a stage needs open minutes: neither this one, to which the way leads again, nor that one is final.
  const back = procedure.stages.slice(state.stage.index - 1, state.stage.index + 1)
  const closed = back.find(({ id }) => state.items[id] !== undefined)
  if (closed) return refuse('ITEM_FINALISED', { item: closed.id })
  return accept(
    ...endRunningTurn(state, now),
    enter(procedure, state.stage.index - 1, state.stage.round, 'back', reason),
  )
}

export const nextRound: Decide<'next-round'> = (state, { from }, { procedure, now }) => {
  if (!procedure || !state.stage) return refuse('WRONG_STAGE', { stage: '' })
  if (state.stage.stageId !== from) return refuse('STAGE_MOVED', { stage: state.stage.stageId })
  const { rounds, stages } = procedure
  if (state.stage.stageId !== rounds.to) return refuse('WRONG_STAGE', { stage: state.stage.stageId })
  if (state.stage.round >= rounds.max.value) return refuse('ROUNDS_EXHAUSTED', { max: rounds.max.value })
  const closed = stages
    .slice(
      stages.findIndex((s) => s.id === rounds.from),
      state.stage.index + 1,
    )
    .find((s) => state.items[s.id])
  if (closed) return refuse('ITEM_FINALISED', { item: closed.id })
  const [unmet] = unmetGuards(state, procedure, now)
  if (unmet) return refuse(unmet.code, unmet.params)
  return accept(
    ...endRunningTurn(state, now),
    enter(
      procedure,
      stages.findIndex((s) => s.id === rounds.from),
      state.stage.round + 1,
      'round',
      '',
    ),
  )
}

export const markAttendance: Decide<'mark-attendance'> = (state, data) =>
  findParticipant(state, data.participantId)
    ? accept({ type: 'attendance-marked', ...data })
    : refuse('PARTICIPANT_UNKNOWN')

export const verifyIdentity: Decide<'verify-identity'> = (state, data) => {
  if (!findParticipant(state, data.participantId)) return refuse('PARTICIPANT_UNKNOWN')
  if (state.identities.includes(data.participantId)) return refuse('ALREADY_VERIFIED')
  return accept({ type: 'identity-verified', ...data })
}

export const recess: Decide<'recess'> = (state, { reason }) =>
  accept(
    ...(state.floor.turn && state.floor.turn.pausedAt === null
      ? [{ type: 'turn-paused' as const, turnId: state.floor.turn.id }]
      : []),
    { type: 'recessed', reason },
  )

export const suspend: Decide<'suspend'> = (state, { reason }, { now }) =>
  state.interruption?.kind === 'suspension'
    ? refuse('INTERRUPTED', { kind: 'suspension' })
    : accept(...endRunningTurn(state, now), { type: 'suspended', reason })

export const resume: Decide<'resume'> = (state) =>
  state.interruption ? accept({ type: 'resumed' }) : refuse('NOT_INTERRUPTED')

export const terminate: Decide<'terminate'> = (state, { reason }, { now }) =>
  accept(...endRunningTurn(state, now), { type: 'terminated', reason })

export const delegate: Decide<'delegate'> = (state, { delegated }) =>
  state.delegated === delegated
    ? refuse('NOTHING_CHANGES')
    : accept({ type: 'delegation-changed', delegated })

export const markRecording: Decide<'mark-recording'> = (state, { running }) =>
  (state.recordingSince !== null) === running
    ? refuse('NOTHING_CHANGES')
    : accept({ type: 'recording-marked', running })

export const switchScreen: Decide<'switch-screen'> = (_state, { show }) =>
  accept({ type: 'screen-switched', show })

export const requestFloor: Decide<'request-floor'> = (state, data, context) => {
  const acting = actingFor(state, context, data.onBehalfOf)
  if (!acting.ok) return acting
  if (state.floor.queue.some((r) => r.participantId === acting.participant.id))
    return refuse('ALREADY_QUEUED')
  return accept({
    type: 'floor-requested',
    requestId: context.newId(),
    participantId: acting.participant.id,
    purpose: data.purpose,
    note: data.note,
  })
}

export const dropFloorRequest: Decide<'drop-floor-request'> = (state, { requestId }, { actor }) => {
  const request = state.floor.queue.find((r) => r.id === requestId)
  if (!request) return refuse('REQUEST_UNKNOWN')
  if (actor.kind === 'link' && actor.participantId !== request.participantId) return refuse('NOT_YOURSELF')
  return accept({ type: 'floor-request-dropped', requestId })
}

export const giveFloor: Decide<'give-floor'> = (state, data, { newId, now, procedure }) => {
  const participant = findParticipant(state, data.participantId)
  if (!participant) return refuse('PARTICIPANT_UNKNOWN')
  if (state.attendance[participant.id]?.present !== true) return refuse('SPEAKER_ABSENT')
  if (state.floor.turn?.participantId === participant.id) return refuse('ALREADY_SPEAKING')
  if (
    data.evidenceNo !== null &&
    !state.evidence.some(({ no, withdrawn }) => no === data.evidenceNo && !withdrawn)
  )
    return refuse('EVIDENCE_UNKNOWN', { no: data.evidenceNo })
  return accept(...endRunningTurn(state, now), {
    type: 'turn-started',
    turnId: newId(),
    participantId: participant.id,
    side: participant.side,
    limitMs: data.limitMs ?? procedure?.floor.turnMs.value ?? 300_000,
    counted: data.counted && (participant.side === 'petitioner' || participant.side === 'unit'),
    evidenceNo: data.evidenceNo,
  })
}

export const endTurn: Decide<'end-turn'> = (state, _data, { now }) =>
  state.floor.turn ? accept(...endRunningTurn(state, now)) : refuse('NOBODY_SPEAKS')

export const pauseTurn: Decide<'pause-turn'> = ({ floor: { turn } }) =>
  turn && turn.pausedAt === null ? accept({ type: 'turn-paused', turnId: turn.id }) : refuse('NOBODY_SPEAKS')

export const resumeTurn: Decide<'resume-turn'> = ({ floor: { turn } }) =>
  turn && turn.pausedAt !== null
    ? accept({ type: 'turn-resumed', turnId: turn.id })
    : refuse('TURN_NOT_PAUSED')

export const extendTurn: Decide<'extend-turn'> = ({ floor: { turn } }, { byMs }) =>
  turn ? accept({ type: 'turn-extended', turnId: turn.id, byMs }) : refuse('NOBODY_SPEAKS')
