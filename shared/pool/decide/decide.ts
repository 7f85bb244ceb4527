import type { Actor } from '../../accounts/actor.ts'
import { accept, type Decision, refuse } from '../../ledger/aggregate.ts'
import type { PoolCommand, PoolCommandOf } from '../commands.ts'
import type { PoolEvent } from '../events.ts'
import type { PoolState } from '../state.ts'
import { appraise, countSlips, printSlips, recordHearing, recordReview } from './appraisal.ts'
import {
  add,
  decideApplication,
  receiveApplication,
  reviewApplication,
  withdrawApplication,
} from './entry.ts'
import { eliminate, reinstate, remove, suspend } from './leaving.ts'
import { declareTies, edit, recordTraining, recordUnavailability } from './officer.ts'
import { setRules } from './rules.ts'

/** What the pool's rules may not make themselves. */
export interface PoolContext {
  readonly actor: Actor
  /** The county's date, 'YYYY-MM-DD'. */
  readonly today: string
  readonly newId: () => string
}

export type PoolDecision = Decision<PoolEvent>
export type DecidePool<T extends PoolCommand['type']> = (
  state: PoolState,
  data: PoolCommandOf<T>['data'],
  context: PoolContext,
) => PoolDecision

/** Account behind an actor; null where it is nobody's. */
export const accountOf = (actor: Actor): string | null => (actor.kind === 'account' ? actor.accountId : null)

/** Whether the actor keeps the pool: administrators and clerks do. */
export function keepsPool(actor: Actor): boolean {
  return actor.kind === 'account' && actor.roles.some((role) => role === 'administrator' || role === 'clerk')
}

/** Whether the actor may send this command at all. */
function maySend(actor: Actor, type: PoolCommand['type']): boolean {
  switch (type) {
    case 'record-hearing':
    case 'count-slips':
      return actor.kind === 'clock'
    case 'appraise':
      return actor.kind === 'account'
    case 'set-rules':
      return actor.kind === 'account' && actor.roles.includes('administrator')
    default:
      return keepsPool(actor)
  }
}

/** Decides a command of the pool. An import is accepted whole or not at all. */
export function decidePool(state: PoolState, command: PoolCommand, context: PoolContext): PoolDecision {
  if (!maySend(context.actor, command.type)) return refuse('FORBIDDEN_ROLE')
  switch (command.type) {
    case 'set-rules':
      return setRules(state, command.data, context)
    case 'import-officers':
      return add(state, command.data.officers, { adopted: command.data.adopted })
    case 'add-officer':
      return add(state, [command.data], { enteredBy: accountOf(context.actor) })
    case 'receive-application':
      return receiveApplication(state, command.data, context)
    case 'review-application':
      return reviewApplication(state, command.data, context)
    case 'decide-application':
      return decideApplication(state, command.data, context)
    case 'set-aside-application':
      return accept({ type: 'application-set-aside', ...command.data })
    case 'withdraw-application':
      return withdrawApplication(state, command.data, context)
    case 'edit-officer':
      return edit(state, command.data, context)
    case 'suspend-officer':
      return suspend(state, command.data, context)
    case 'reinstate-officer':
      return reinstate(state, command.data, context)
    case 'remove-officer':
      return remove(state, command.data, context)
    case 'decide-elimination':
      return eliminate(state, command.data, context)
    case 'record-unavailability':
      return recordUnavailability(state, command.data, context)
    case 'record-training':
      return recordTraining(state, command.data, context)
    case 'declare-ties':
      return declareTies(state, command.data, context)
    case 'record-hearing':
      return recordHearing(state, command.data, context)
    case 'appraise':
      return appraise(state, command.data, context)
    case 'print-slips':
      return printSlips(state, command.data, context)
    case 'count-slips':
      return countSlips(state, command.data, context)
    case 'record-review':
      return recordReview(state, command.data, context)
  }
}
