import { accept, refuse } from '../../ledger/aggregate.ts'
import type { Officer } from '../officer.ts'
import { maybeBack, type PoolState, sameOfficer } from '../state.ts'
import type { DecidePool, PoolDecision } from './decide.ts'

/** Decides about somebody in the pool; refuses about strangers and about those who left. */
export function withOfficer(
  state: PoolState,
  no: number,
  decide: (officer: Officer) => PoolDecision,
): PoolDecision {
  const officer = state.officers[no]
  if (!officer) return refuse('OFFICER_UNKNOWN', { no })
  if (officer.status === 'removed') return refuse('POOL_OFFICER_REMOVED', { no, name: officer.name })
  return decide(officer)
}

export const edit: DecidePool<'edit-officer'> = (state, { no, details }) => {
  const twin = Object.values(state.officers).find((other) => other.no !== no && sameOfficer(other, details))
  if (twin) return refuse('POOL_OFFICER_TWICE', { name: details.name, unit: details.unit, no: twin.no })
  return withOfficer(state, no, (officer) => {
    // Nobody comes back in somebody else's entry.
    const known = maybeBack(state, officer)
    const left = maybeBack(state, details).find((former) => !known.includes(former))
    return left
      ? refuse('POOL_LEFT_BEFORE', { no: left.no, name: left.name, unit: left.unit })
      : accept({ type: 'officer-edited', no, ...details })
  })
}

export const recordUnavailability: DecidePool<'record-unavailability'> = (state, data) =>
  withOfficer(state, data.no, () => accept({ type: 'unavailability-recorded', ...data }))

export const declareTies: DecidePool<'declare-ties'> = (state, data) =>
  withOfficer(state, data.no, () => accept({ type: 'ties-declared', ...data }))

/** One training, everybody who attended it: all are recorded or nobody is. */
export const recordTraining: DecidePool<'record-training'> = (state, { nos, ...training }) => {
  const { heldOn, validUntil } = training
  if (validUntil < heldOn) return refuse('POOL_TRAINING_REVERSED', { heldOn, validUntil })
  const numbers = [...new Set(nos)]
  for (const no of numbers) {
    const decision = withOfficer(state, no, () => accept())
    if (!decision.ok) return decision
  }
  return accept(...numbers.map((no) => ({ type: 'training-recorded' as const, no, ...training })))
}
