import type { Aggregate, CommandBase, EventBase, Seen } from './aggregate.ts'
import { type Commit, readableEvent } from './commit.ts'

/** State after one more commit; events the reader may not see leave it as it was. */
export function evolveCommit<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  state: S,
  commit: Commit,
): S {
  const facts = { seq: commit.seq, at: commit.at }
  return commit.events.reduce<S>((current, stored) => {
    const event = readableEvent(stored)
    // The meta event is no event of the aggregate; `audiences` names every type that is.
    if (!event || !Object.hasOwn(aggregate.audiences, event.type)) return current
    return aggregate.evolve(current, event as { type: string } as Seen<E>, facts)
  }, state)
}

/** State after all commits, in order. */
export function replay<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  commits: readonly Commit[],
): S {
  return commits.reduce((state, commit) => evolveCommit(aggregate, state, commit), aggregate.initial)
}
