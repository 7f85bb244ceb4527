import type { Aggregate } from '../ledger/aggregate.ts'
import { type PoolCommand, poolCommandSchema } from './commands.ts'
import { decidePool, type PoolContext } from './decide/decide.ts'
import { type PoolEvent, poolAudiences, poolEventSchema } from './events.ts'
import { evolvePool, initialPool, type PoolState } from './state.ts'

/** A county has one pool. */
export const POOL_ID = 'main'

/** The pool of hearing officers as a stream `pool/main`. */
export const pool: Aggregate<PoolState, PoolEvent, PoolCommand, PoolContext> = {
  name: 'pool',
  initial: initialPool,
  commandSchema: poolCommandSchema,
  eventSchema: poolEventSchema,
  audiences: poolAudiences,
  isOpen: () => true,
  decide: decidePool,
  evolve: evolvePool,
}
