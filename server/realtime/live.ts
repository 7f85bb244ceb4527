import type { Actor } from '../../shared/accounts/actor.ts'
import type { Aggregate, CommandBase, EventBase, Viewer } from '../../shared/ledger/aggregate.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import { redact } from '../../shared/ledger/redact.ts'
import { replay } from '../../shared/ledger/replay.ts'
import type { CommandRequest, CommandResult, Ledger } from '../ledger/service.ts'

/** What one reader may see of a stream now. Readers with the same `key` see the same bytes. */
export interface Sight {
  readonly viewer: Viewer
  readonly isOpen: boolean
  readonly key: string
}

/** A stream as of one moment, ready to be shown to any number of readers. */
export interface LiveSnapshot {
  readonly seq: number
  /** Null: this actor may not read the stream at all. */
  sightOf(actor: Actor): Sight | null
  /** State evolved from redacted commits and nothing else. */
  view(sight: Sight): unknown
  /** Redacted commits after `after`, in order. */
  commits(after: number, sight: Sight): readonly Commit[]
}

/** A kind of stream that people follow live and send commands to. */
export interface LiveAggregate {
  readonly name: string
  snapshot(id: string): Promise<LiveSnapshot>
  execute(id: string, request: CommandRequest, actor: Actor): Promise<CommandResult>
}

/** Everything that can be followed, by the aggregate's name. */
export type LiveRegistry = ReadonlyMap<string, LiveAggregate>

/** Redacted histories kept; a hearing has about a dozen kinds of reader. */
const CACHED = 200

/** Whoever came in by a link belongs to one meeting and can touch no other stream. */
const isElsewhere = (actor: Actor, name: string, id: string): boolean =>
  actor.kind === 'link' && (name !== 'meeting' || actor.meetingId !== id)

/**
 * Puts an aggregate on the wire.
 * @param viewerOf how much an actor may read; null: nothing
 */
export function liveAggregate<S, E extends EventBase, C extends CommandBase, X>(
  ledger: Ledger,
  aggregate: Aggregate<S, E, C, X>,
  {
    viewerOf,
    execute,
  }: {
    viewerOf(actor: Actor, id: string, state: S): Viewer | null
    execute(id: string, request: CommandRequest, actor: Actor): Promise<CommandResult>
  },
): LiveAggregate {
  const cache = new Map<string, readonly Commit[]>()

  const redacted = (
    id: string,
    full: readonly Commit[],
    { viewer, isOpen, key }: Sight,
  ): readonly Commit[] => {
    const name = `${id} ${key}`
    const known = cache.get(name) ?? []
    if (known.length >= full.length) return known.slice(0, full.length)
    const all = [
      ...known,
      ...full.slice(known.length).map((commit) => redact(commit, aggregate.audiences, viewer, isOpen)),
    ]
    cache.delete(name)
    cache.set(name, all)
    const oldest = cache.size > CACHED ? cache.keys().next().value : undefined
    if (oldest !== undefined) cache.delete(oldest)
    return all
  }

  return {
    name: aggregate.name,

    async snapshot(id) {
      const { state, seq } = await ledger.load(aggregate, id)
      const full = (await ledger.commits(aggregate, id, 0)).slice(0, seq)
      const isOpen = aggregate.isOpen(state)
      return {
        seq,
        sightOf(actor) {
          const viewer = isElsewhere(actor, aggregate.name, id) ? null : viewerOf(actor, id, state)
          return viewer
            ? { viewer, isOpen, key: JSON.stringify([viewer.level, viewer.person ?? null, isOpen]) }
            : null
        },
        view: (sight) => replay(aggregate, redacted(id, full, sight)),
        commits: (after, sight) => redacted(id, full, sight).slice(after),
      }
    },

    async execute(id, request, actor) {
      if (isElsewhere(actor, aggregate.name, id))
        return { ok: false, refusal: { code: 'NOT_A_MEMBER', params: {} } }
      return execute(id, request, actor)
    },
  }
}
