import { isOutdated } from '../../shared/meeting/amendment.ts'
import { nextDue } from '../../shared/meeting/due.ts'
import { missingPreparation } from '../../shared/meeting/guards.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import type { MeetingRow } from './model.ts'

/** What still has to be ready before the meeting can begin: checklist items, notice, draw, seats. */
function missing(state: MeetingState): string[] {
  if (state.phase !== 'preparing') return []
  const procedure = pinnedProcedure(state.procedure?.hash ?? '')
  return [
    ...(procedure ? missingPreparation(state, procedure) : []),
    ...(state.noticeIssuedAt === null || isOutdated(state, state.noticeIssuedAt) ? ['notice'] : []),
    ...(state.seats.length === 0 ? ['draw'] : []),
    ...(state.seats.some((seat) => seat.officerNo === null) ? ['seats'] : []),
  ]
}

export function meetingRow(state: MeetingState): Omit<MeetingRow, '_id' | 'seq'> {
  return {
    number: state.number,
    matterId: state.matterId ?? '',
    matterNumber: state.matterNumber ?? '',
    subject: state.subject ?? '',
    maskedSubject: state.maskedSubject,
    phase: state.phase,
    place: state.place,
    startsAt: state.startsAt,
    open: state.open,
    chair: state.chair?.name ?? '',
    chairId: state.chair?.accountId ?? '',
    clerks: state.clerks.map((clerk) => clerk.name),
    stageId: state.stage?.stageId ?? null,
    code: state.code ?? '',
    dueAt: nextDue(state)?.at ?? null,
    missing: missing(state),
    seatsFilled: state.seats.filter((seat) => seat.officerNo !== null).length,
    seats: state.seats.length,
    concluded: state.conclusion !== null,
    listed: state.publication?.listed ?? false,
    publishedAt: state.publication?.at ?? null,
  }
}
