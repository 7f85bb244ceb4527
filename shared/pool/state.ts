import type { CommitFacts, Seen } from '../ledger/aggregate.ts'
import type { PoolEvent } from './events.ts'
import type { Officer } from './officer.ts'

/** Every officer there ever was, by number: a number stays taken after its officer left. */
export interface PoolState {
  readonly officers: Readonly<Record<number, Officer>>
}

export const initialPool: PoolState = { officers: {} }

/** Officers of the pool in the order of their numbers, those who left not among them. */
export function officersOf(state: PoolState): readonly Officer[] {
  return Object.values(state.officers)
    .filter((officer) => officer.status !== 'removed')
    .sort((a, b) => a.no - b.no)
}

export const nextNo = (state: PoolState): number =>
  Math.max(0, ...Object.keys(state.officers).map(Number)) + 1

/** Same name in the same unit: taken for one person entered twice. Somebody who left may come back. */
export function sameOfficer(
  a: Pick<Officer, 'name' | 'unit'> & { readonly status?: Officer['status'] },
  b: Pick<Officer, 'name' | 'unit'>,
): boolean {
  return a.status !== 'removed' && a.name === b.name && a.unit === b.unit
}

/** The pool after an event; total on events whose fields are hidden. */
export function evolvePool(state: PoolState, event: Seen<PoolEvent>, _facts: CommitFacts): PoolState {
  const { no } = event
  if (no === undefined) return state
  switch (event.type) {
    case 'officer-added':
    case 'officer-edited': {
      const before = state.officers[no]
      return withOfficer(state, {
        ...(before ?? { status: 'active' }),
        no,
        name: event.name ?? '',
        category: event.category ?? 'sector',
        sector: event.sector ?? '',
        unit: event.unit ?? '',
        standing: event.standing ?? false,
        expertise: event.expertise ?? [],
        languages: event.languages ?? [],
        phone: event.phone,
        term: event.term,
        trainingValidUntil: event.trainingValidUntil,
      })
    }
    case 'officer-suspended':
      return change(state, no, { status: 'suspended', reason: event.reason })
    case 'officer-reinstated':
      return change(state, no, { status: 'active', reason: undefined })
    case 'officer-removed':
      return change(state, no, { status: 'removed', reason: event.reason })
    case 'unavailability-recorded':
      return change(state, no, { unavailable: event.ranges })
    case 'training-recorded':
      return change(state, no, { trainingValidUntil: event.validUntil })
  }
}

function withOfficer(state: PoolState, officer: Officer): PoolState {
  return { officers: { ...state.officers, [officer.no]: officer } }
}

function change(state: PoolState, no: number, part: Partial<Officer>): PoolState {
  const officer = state.officers[no]
  return officer ? withOfficer(state, { ...officer, ...part }) : state
}
