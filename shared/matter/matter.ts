import type { Aggregate } from '../ledger/aggregate.ts'
import { type MatterCommand, matterCommandSchema } from './commands.ts'
import { decideMatter, type MatterContext } from './decide.ts'
import { type MatterEvent, matterAudiences, matterEventSchema } from './events.ts'
import { evolveMatter, initialMatter, type MatterState } from './state.ts'

/** Matters (信访事项) as a stream `matter/<ulid>` each. */
export const matter: Aggregate<MatterState, MatterEvent, MatterCommand, MatterContext> = {
  name: 'matter',
  initial: initialMatter,
  commandSchema: matterCommandSchema,
  eventSchema: matterEventSchema,
  audiences: matterAudiences,
  isOpen: () => false,
  decide: decideMatter,
  evolve: evolveMatter,
}
