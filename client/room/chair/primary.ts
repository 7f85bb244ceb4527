import type { Refusal } from '../../../shared/ledger/aggregate.ts'
import {
  awaitsReadOut,
  deadlinePassed,
  missingPreparation,
  openItems,
  pendingRecusal,
  unmetGuards,
  unsealedSeats,
} from '../../../shared/meeting/guards.ts'
import type { MeetingState, Recusal } from '../../../shared/meeting/state.ts'
import type { Procedure, Stage } from '../../../shared/procedures/schema.ts'
import { currentStage, nextStage } from '../../meeting/rail.ts'

/** The one thing the chair does next, and what still stands in its way. */
export type Primary = { readonly unmet: readonly Refusal[] } & (
  | { readonly kind: 'begin' | 'resume' | 'open-opinions' | 'announce-conclusion' | 'sign' | 'close' }
  | { readonly kind: 'rule-recusal'; readonly recusal: Recusal }
  | { readonly kind: 'advance'; readonly from: string; readonly next: Stage }
  | { readonly kind: 'none' }
)

/** What the chair's blue button does now. An interruption, then an undecided recusal, take it over. */
export function chairPrimary(state: MeetingState, procedure: Procedure, now: number): Primary {
  if (state.phase === 'preparing') return { kind: 'begin', unmet: beforeBeginning(state, procedure) }
  const stage = currentStage(state, procedure)
  if (state.phase !== 'in-session' || !stage) return { kind: 'none', unmet: [] }
  if (state.interruption) return { kind: 'resume', unmet: [] }
  const unmet = unmetGuards(state, procedure, now)
  const recusal = pendingRecusal(state)
  if (recusal) return { kind: 'rule-recusal', recusal, unmet }
  if (stage.acts.includes('opening') && state.openedAt === null)
    return { kind: 'open-opinions', unmet: beforeOpening(state, now) }
  if (stage.acts.includes('conclusion') && state.conclusion === null)
    return { kind: 'announce-conclusion', unmet: [] }
  const next = nextStage(state, procedure)
  if (next) return { kind: 'advance', from: stage.id, next, unmet }
  const maySign =
    openItems(state).length === 0 && !awaitsReadOut(state, procedure) && state.signatures.chair === undefined
  return maySign ? { kind: 'sign', unmet } : { kind: 'close', unmet }
}

function beforeBeginning(state: MeetingState, procedure: Procedure): readonly Refusal[] {
  const missing = missingPreparation(state, procedure).length
  const vacant = state.seats.find((seat) => seat.participantId === null)
  const refusals: readonly (Refusal | false)[] = [
    missing > 0 && { code: 'PREPARATION_INCOMPLETE', params: { count: missing } },
    state.noticeIssuedAt === null && { code: 'NOTICE_NOT_ISSUED', params: {} },
    state.seats.length === 0 && { code: 'PANEL_NOT_DRAWN', params: {} },
    vacant !== undefined && { code: 'SEAT_VACANT', params: { seat: vacant.seat } },
  ]
  return refusals.filter((refusal) => refusal !== false)
}

function beforeOpening(state: MeetingState, now: number): readonly Refusal[] {
  const count = deadlinePassed(state, now) ? 0 : unsealedSeats(state).length
  return count > 0 ? [{ code: 'OPINIONS_OUTSTANDING', params: { count } }] : []
}

/** Whether the button can be pressed: what is unmet holds back everything but what resolves it. */
export function isReady(primary: Primary): boolean {
  switch (primary.kind) {
    case 'rule-recusal':
    case 'resume':
    case 'sign':
    case 'announce-conclusion':
      return true
    case 'none':
      return false
    case 'begin':
    case 'open-opinions':
    case 'close':
    case 'advance':
      return primary.unmet.length === 0
  }
}

/** Whether another round of reply can follow here instead of the next stage. */
export function canGoAnotherRound(state: MeetingState, procedure: Procedure): boolean {
  const { rounds } = procedure
  return (
    state.stage?.stageId === rounds.to &&
    state.stage.round < rounds.max.value &&
    state.items[rounds.to] === undefined
  )
}

/** Whether the stage before can be entered again: never once opinions are open. */
export function canStepBack(state: MeetingState): boolean {
  return (state.stage?.index ?? 0) > 0 && state.openedAt === null && state.conclusion === null
}
