import type { Aggregate, Audiences, CommandBase, EventBase, Seen } from './aggregate.ts'
import { type Commit, readableEvent } from './commit.ts'

/**
 * The events of a commit as its reader sees them. The meta event is none of them: it is no event of the
 * aggregate, whose audiences name every type that is.
 */
export function seenEvents<E extends EventBase>(audiences: Audiences<E>, commit: Commit): readonly Seen<E>[] {
  return commit.events.flatMap((stored) => {
    const event = readableEvent(stored)
    if (!event || !Object.hasOwn(audiences, event.type)) return []
    return [event as { type: string } as Seen<E>]
  })
}

/** State after one more commit; events the reader may not see leave it as it was. */
export function evolveCommit<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  state: S,
  commit: Commit,
): S {
  const facts = { seq: commit.seq, at: commit.at }
  return seenEvents(aggregate.audiences, commit).reduce<S>(
    (current, event) => aggregate.evolve(current, event, facts),
    state,
  )
}

/** State after all commits, in order. */
export function replay<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  commits: readonly Commit[],
): S {
  return commits.reduce((state, commit) => evolveCommit(aggregate, state, commit), aggregate.initial)
}
