import type { Actor } from '../accounts/actor.ts'
import { accept, type Decision, refuse } from '../ledger/aggregate.ts'
import type { PoolCommand } from './commands.ts'
import type { PoolEvent } from './events.ts'
import type { NewOfficer, Officer } from './officer.ts'
import { nextNo, type PoolState, sameOfficer } from './state.ts'

/** Who is acting is all the pool needs to know from outside. */
export interface PoolContext {
  readonly actor: Actor
}

type PoolDecision = Decision<PoolEvent>

/** Whether the actor keeps the pool: administrators and clerks do. */
export function keepsPool(actor: Actor): boolean {
  return actor.kind === 'account' && actor.roles.some((role) => role === 'administrator' || role === 'clerk')
}

/** Decides a command of the pool. An import is accepted whole or not at all. */
export function decidePool(state: PoolState, command: PoolCommand, { actor }: PoolContext): PoolDecision {
  if (!keepsPool(actor)) return refuse('FORBIDDEN_ROLE')
  switch (command.type) {
    case 'import-officers':
      return add(state, command.data.officers)
    case 'add-officer':
      return add(state, [command.data])
    case 'edit-officer': {
      const { no, details } = command.data
      const twin = Object.values(state.officers).find(
        (other) => other.no !== no && sameOfficer(other, details),
      )
      if (twin) return refuse('POOL_OFFICER_TWICE', { name: details.name, unit: details.unit, no: twin.no })
      return withOfficer(state, no, () => accept({ type: 'officer-edited', no, ...details }))
    }
    case 'suspend-officer':
      return withOfficer(state, command.data.no, ({ status, no, name }) =>
        status === 'active'
          ? accept({ type: 'officer-suspended', ...command.data })
          : refuse('POOL_ALREADY_SUSPENDED', { no, name }),
      )
    case 'reinstate-officer':
      return withOfficer(state, command.data.no, ({ status, no, name }) =>
        status === 'suspended'
          ? accept({ type: 'officer-reinstated', ...command.data })
          : refuse('POOL_NOT_SUSPENDED', { no, name }),
      )
    case 'remove-officer':
      return withOfficer(state, command.data.no, () => accept({ type: 'officer-removed', ...command.data }))
    case 'record-unavailability':
      return withOfficer(state, command.data.no, () =>
        accept({ type: 'unavailability-recorded', ...command.data }),
      )
    case 'record-training': {
      const { heldOn, validUntil } = command.data
      if (validUntil < heldOn) return refuse('POOL_TRAINING_REVERSED', { heldOn, validUntil })
      return withOfficer(state, command.data.no, () => accept({ type: 'training-recorded', ...command.data }))
    }
  }
}

function withOfficer(state: PoolState, no: number, decide: (officer: Officer) => PoolDecision): PoolDecision {
  const officer = state.officers[no]
  if (!officer) return refuse('OFFICER_UNKNOWN', { no })
  if (officer.status === 'removed') return refuse('POOL_OFFICER_REMOVED', { no, name: officer.name })
  return decide(officer)
}

/** Numbers that were given are kept; the others follow the highest number ever used. */
function add(state: PoolState, officers: readonly NewOfficer[]): PoolDecision {
  const clash = firstClash(state, officers)
  if (clash) return refuse(clash.code, clash.params)
  let next = officers.reduce((highest, { no }) => Math.max(highest, (no ?? 0) + 1), nextNo(state))
  return accept(
    ...officers.map(
      ({ no, ...details }): PoolEvent => ({ type: 'officer-added', no: no ?? next++, ...details }),
    ),
  )
}

export interface Clash {
  /** Index of the officer in the list. */
  readonly index: number
  readonly field: 'no' | 'name'
  readonly code: 'POOL_NUMBER_TAKEN' | 'POOL_OFFICER_TWICE'
  readonly params: Readonly<Record<string, string | number>>
}

/**
 * Every new officer who cannot join: a number that is or was somebody's (numbers are never reused), or the
 * same name in the same unit a second time.
 */
export function clashesOf(state: PoolState, officers: readonly NewOfficer[]): readonly Clash[] {
  const known = Object.values(state.officers)
  return officers.flatMap((officer, index): readonly Clash[] => {
    const before = officers.slice(0, index)
    const { no, name, unit } = officer
    const taken = no !== null && (state.officers[no] !== undefined || before.some((other) => other.no === no))
    const twin = known.find((other) => sameOfficer(other, officer))
    const twice = twin !== undefined || before.some((other) => sameOfficer(other, officer))
    return [
      ...(taken ? [{ index, field: 'no', code: 'POOL_NUMBER_TAKEN', params: { no } } as const] : []),
      ...(twice
        ? [
            {
              index,
              field: 'name',
              code: 'POOL_OFFICER_TWICE',
              params: { name, unit, no: twin?.no ?? no ?? 0 },
            } as const,
          ]
        : []),
    ]
  })
}

const firstClash = (state: PoolState, officers: readonly NewOfficer[]): Clash | undefined =>
  clashesOf(state, officers)[0]
