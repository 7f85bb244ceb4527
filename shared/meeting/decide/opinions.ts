import { accept, refuse } from '../../ledger/aggregate.ts'
import type { Opinion } from '../../opinions/opinion.ts'
import type { MeetingEvent } from '../events.ts'
import { deadlinePassed, pendingRecusal, unsealedSeats } from '../guards.ts'
import type { MeetingState, Seat } from '../state.ts'
import type { Decide } from './decision.ts'

const ownSeat = (state: MeetingState, participantId: string | undefined): Seat | undefined =>
  participantId === undefined ? undefined : state.seats.find((seat) => seat.participantId === participantId)

const answersEveryRequest = (state: MeetingState, opinion: Opinion): boolean => {
  const asked = (state.requests ?? []).map((request) => request.id).sort()
  const answered = opinion.positions.map((position) => position.requestId).sort()
  return asked.length === answered.length && asked.every((id, i) => id === answered[i])
}

/** Whether an opinion answers each request once; asked before it is sealed, when its text is still at hand. */
export function checkOpinion(state: MeetingState, opinion: Opinion) {
  return answersEveryRequest(state, opinion) ? null : refuse('OPINION_INCOMPLETE').refusal
}

export const announceOpinionDeadline: Decide<'announce-opinion-deadline'> = (
  state,
  { deadline },
  { now },
) => {
  if (state.openedAt !== null) return refuse('OPINIONS_OPENED')
  if (deadline <= now) return refuse('DEADLINE_PAST')
  return accept({ type: 'opinion-deadline-announced', deadline })
}

export const sealOpinion: Decide<'seal-opinion'> = (state, _data, { actor, seal, now }) => {
  const seat = ownSeat(state, actor.kind === 'link' ? actor.participantId : undefined)
  if (!seat?.participantId || !seal) return refuse('NOT_ON_PANEL')
  if (state.openedAt !== null) return refuse('OPINIONS_OPENED')
  if (state.seals[seat.participantId]?.status === 'sealed') return refuse('ALREADY_SEALED')
  if (deadlinePassed(state, now)) return refuse('DEADLINE_PASSED')
  return accept({
    type: 'opinion-sealed',
    participantId: seat.participantId,
    seat: seat.seat,
    medium: 'phone',
    ...seal,
  })
}

export const withdrawOpinion: Decide<'withdraw-opinion'> = (state, _data, { actor, now }) => {
  const seat = ownSeat(state, actor.kind === 'link' ? actor.participantId : undefined)
  const seal = seat?.participantId ? state.seals[seat.participantId] : undefined
  if (!seat?.participantId || seal?.status !== 'sealed') return refuse('NOTHING_SEALED')
  if (seal.medium === 'paper') return refuse('SEALED_ON_PAPER')
  if (deadlinePassed(state, now)) return refuse('DEADLINE_PASSED')
  return accept({ type: 'opinion-withdrawn', participantId: seat.participantId, sealId: seal.sealId ?? '' })
}

/**
 * Receipt of the next seal of a seat, by phone or on an envelope: hearing, seat, and which of the seat's seals.
 * Whoever withdraws and seals again, or takes the seat of somebody recused, has another number: two envelopes never
 * bear the same.
 */
export const receiptNumber = (state: MeetingState, seat: number): string => {
  const serial = state.number.match(/(\d+)号$/)?.[1] ?? '0'
  return `FC-${serial}-${seat}-${(state.sealings[seat] ?? 0) + 1}`
}

export const sealPaperOpinion: Decide<'seal-paper-opinion'> = (state, { participantId }, { newId, now }) => {
  const seat = ownSeat(state, participantId)
  if (!seat) return refuse('NOT_ON_PANEL')
  if (state.openedAt !== null) return refuse('OPINIONS_OPENED')
  if (state.seals[participantId]?.status === 'sealed') return refuse('ALREADY_SEALED')
  if (deadlinePassed(state, now)) return refuse('DEADLINE_PASSED')
  return accept({
    type: 'opinion-sealed',
    participantId,
    seat: seat.seat,
    receipt: receiptNumber(state, seat.seat),
    commitment: '',
    sealId: newId(),
    medium: 'paper',
  })
}

/** What must hold before any opinion is unsealed; asked before the key is touched and again in the decision. */
export function refuseOpening(state: MeetingState, now: number) {
  if (state.openedAt !== null) return refuse('OPINIONS_OPENED')
  const recusal = pendingRecusal(state)
  if (recusal) return refuse('RECUSAL_PENDING', { name: recusal.targetName })
  const outstanding = unsealedSeats(state)
  if (outstanding.length > 0 && !deadlinePassed(state, now))
    return refuse('OPINIONS_OUTSTANDING', { count: outstanding.length })
  return null
}

/** Seals that are opened: those of the people who sit on the panel now. */
export const sealsToOpen = (state: MeetingState) =>
  state.seats.flatMap((seat) => {
    const seal = seat.participantId === null ? undefined : state.seals[seat.participantId]
    return seal?.status === 'sealed' && seat.participantId !== null
      ? [{ seat, participantId: seat.participantId, seal }]
      : []
  })

export const openOpinions: Decide<'open-opinions'> = (state, _data, { now, unsealed }) => {
  const refusal = refuseOpening(state, now)
  if (refusal) return refusal
  const sealed = sealsToOpen(state)
  const phone = sealed.filter((s) => s.seal.medium === 'phone')
  const unreadable = phone.find((s) => unsealed?.[s.participantId] === undefined)
  if (unreadable) return refuse('SEAL_UNREADABLE', { seat: unreadable.seat.seat })
  return accept({
    type: 'opinions-opened',
    opinions: phone.flatMap(({ seat, participantId }) => {
      const opened = unsealed?.[participantId]
      return opened ? [{ participantId, seat: seat.seat, name: seat.name, ...opened }] : []
    }),
    paper: sealed
      .filter((s) => s.seal.medium === 'paper')
      .map((s) => ({ participantId: s.participantId, receipt: s.seal.receipt ?? '' })),
    // A seat nobody sits in has nobody who could have written.
    missing: state.seats.flatMap(({ seat, participantId, name }) =>
      participantId === null || sealed.some((s) => s.seat.seat === seat) ? [] : [{ participantId, name }],
    ),
  } satisfies MeetingEvent)
}

export const copyPaperOpinion: Decide<'copy-paper-opinion'> = (state, { participantId, opinion }) => {
  const pending = state.paperPending[participantId]
  const seat = ownSeat(state, participantId)
  if (!pending || !seat) return refuse('NO_PAPER_OPINION')
  if (!answersEveryRequest(state, opinion)) return refuse('OPINION_INCOMPLETE')
  return accept({
    type: 'paper-opinion-copied',
    participantId,
    opinion: { participantId, seat: seat.seat, name: seat.name, opinion, salt: '' },
  })
}

export const confirmPaperOpinion: Decide<'confirm-paper-opinion'> = (state, { participantId }, { actor }) => {
  if (!state.paperPending[participantId]?.copiedBy) return refuse('NO_PAPER_OPINION')
  const confirmedBy =
    actor.kind === 'account' ? 'chair' : actor.kind === 'link' ? (actor.participantId ?? '') : ''
  return accept({ type: 'paper-opinion-confirmed', participantId, confirmedBy })
}
