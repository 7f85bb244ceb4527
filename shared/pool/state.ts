import type { CommitFacts, Seen } from '../ledger/aggregate.ts'
import { type Application, isOpen, type SetAsideReason } from './entry.ts'
import type { PoolEvent } from './events.ts'
import { evolveAppraisal } from './evolve/appraisal.ts'
import { evolveEntry } from './evolve/entry.ts'
import { evolveOfficer } from './evolve/officer.ts'
import type { Officer, Outcome } from './officer.ts'
import { type PoolRules, proposedRules } from './rules.ts'

/** A hearing that ended, and what became of everybody its draw had named. */
export interface HearingRecord {
  readonly meetingId: string
  readonly number: string
  readonly matterId: string
  readonly on: string
  /** Account of who chaired it: who may appraise. */
  readonly chairAccountId: string
  /** People of the two sides: each may take one slip. */
  readonly parties: number
  readonly outcomes: readonly { readonly no: number; readonly outcome: Outcome }[]
}

/** Numbers of the officers who sat to the end. */
export const satIn = ({ outcomes }: Pick<HearingRecord, 'outcomes'>): readonly number[] =>
  outcomes.flatMap(({ no, outcome }) => (outcome === 'sat' ? [no] : []))

/** Slips handed out for one hearing. Nothing is known of a single one. */
export interface SlipBox {
  readonly slips: number
  /** Last day on which slips are taken. */
  readonly until: string
  readonly result: { readonly ballots: number; readonly counted: boolean } | null
}

/** Every officer there ever was, by number: a number stays taken after its officer left. */
export interface PoolState {
  readonly officers: Readonly<Record<number, Officer>>
  readonly applications: Readonly<Record<string, Application>>
  /** Applications from the public form that were none, the oldest first; `at` in UTC milliseconds. */
  readonly setAside: readonly {
    readonly receipt: string
    readonly why: SetAsideReason
    readonly at: number
  }[]
  readonly rules: PoolRules
  readonly hearings: Readonly<Record<string, HearingRecord>>
  readonly boxes: Readonly<Record<string, SlipBox>>
  /** Periodic reviews, newest last. */
  readonly reviews: readonly { readonly on: string; readonly officers: number }[]
}

export const initialPool: PoolState = {
  officers: {},
  applications: {},
  setAside: [],
  rules: proposedRules,
  hearings: {},
  boxes: {},
  reviews: [],
}

/** Officers of the pool in the order of their numbers, those who left not among them. */
export function officersOf(state: Pick<PoolState, 'officers'>): readonly Officer[] {
  return Object.values(state.officers)
    .filter((officer) => officer.status !== 'removed')
    .sort((a, b) => a.no - b.no)
}

export const nextNo = (state: Pick<PoolState, 'officers'>): number =>
  Math.max(0, ...Object.keys(state.officers).map(Number)) + 1

/** Applications somebody still has to act on. */
export const openApplications = (state: Pick<PoolState, 'applications'>): readonly Application[] =>
  Object.values(state.applications).filter(isOpen)

/** Same name in the same unit: taken for one person entered twice. Somebody who left may come back. */
export function sameOfficer(
  a: Pick<Officer, 'name' | 'unit'> & { readonly status?: Officer['status'] },
  b: Pick<Officer, 'name' | 'unit'>,
): boolean {
  return a.status !== 'removed' && a.name === b.name && a.unit === b.unit
}

/**
 * Those who left and may be this very person: the same name with the same unit, or with the same telephone.
 * A doubt, no more: a person says who it is. Where telephones are hidden only units are compared.
 */
export const maybeBack = (
  state: Pick<PoolState, 'officers'>,
  { name, unit, phone = '' }: Pick<Officer, 'name' | 'unit' | 'phone'>,
): readonly Officer[] =>
  Object.values(state.officers).filter(
    (other) =>
      other.status === 'removed' &&
      other.name === name &&
      (other.unit === unit || (phone !== '' && other.phone === phone)),
  )

/** The pool after an event; total on events whose fields are hidden. */
export function evolvePool(state: PoolState, event: Seen<PoolEvent>, facts: CommitFacts): PoolState {
  switch (event.type) {
    case 'rules-set':
      return event.rules ? { ...state, rules: event.rules } : state
    case 'application-received':
    case 'application-reviewed':
    case 'application-decided':
    case 'application-withdrawn':
      return evolveEntry(state, event, facts)
    case 'application-set-aside': {
      const { receipt, why } = event
      if (receipt === undefined || why === undefined) return state
      return { ...state, setAside: [...state.setAside, { receipt, why, at: facts.at }] }
    }
    case 'officer-added':
    case 'officer-readmitted':
    case 'officer-edited':
    case 'officer-suspended':
    case 'officer-reinstated':
    case 'officer-removed':
    case 'officer-kept':
    case 'unavailability-recorded':
    case 'training-recorded':
    case 'ties-declared':
      return evolveOfficer(state, event, facts)
    case 'hearing-served':
    case 'officer-appraised':
    case 'slips-printed':
    case 'slips-counted':
    case 'review-recorded':
      return evolveAppraisal(state, event)
  }
}
