import type { Aggregate, CommandBase, EventBase, Refusal } from '../../shared/ledger/aggregate.ts'
import { type Commit, commitHead, commitSchema, NO_HEAD, readableEvent } from '../../shared/ledger/commit.ts'
import { evolveCommit } from '../../shared/ledger/replay.ts'
import type { Entry, Streams } from '../streams/streams.ts'

/** A stream's state as of one of its commits; seq 0 is the empty stream. */
export interface Loaded<S> {
  readonly state: S
  readonly seq: number
  readonly head: string
  /** UTC milliseconds of that commit. */
  readonly at: number
}

/** Stored bytes that are not the record they should be. Nothing is decided on them. */
export class RecordCorruptError extends Error {
  override readonly name = 'RecordCorruptError'
  readonly refusal: Refusal
  constructor(
    readonly stream: string,
    readonly seq: number,
  ) {
    super(`record ${stream} differs from its chain at ${seq}`)
    this.refusal = { code: 'RECORD_CORRUPT', params: { stream, seq } }
  }
}

function parseCommit(entry: Entry): Commit | null {
  try {
    return commitSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(entry.body)))
  } catch {
    return null
  }
}

/** What the entry says beside the body must be what the body says, where the body still does. */
function agrees(entry: Entry, commit: Commit): boolean {
  const meta = commit.events[0] ? readableEvent(commit.events[0]) : null
  return (
    commit.stream === entry.stream &&
    commit.seq === entry.seq &&
    commit.at === entry.at &&
    (meta?.commandId ?? entry.id) === entry.id &&
    (meta?.actor ?? entry.by) === entry.by
  )
}

/**
 * Decodes one stored commit and checks it against the one before it.
 * @throws RecordCorruptError if it is not the next link of the chain
 */
export function decode(entry: Entry, previous: Pick<Loaded<unknown>, 'seq' | 'head' | 'at'>): Commit {
  const commit = parseCommit(entry)
  const intact =
    commit !== null &&
    agrees(entry, commit) &&
    commit.seq === previous.seq + 1 &&
    commit.prev === previous.head &&
    commit.at >= previous.at &&
    commit.head === commitHead(commit)
  if (!intact) throw new RecordCorruptError(entry.stream, entry.seq)
  return commit
}

/** The state after one more commit. */
export function advance<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  loaded: Loaded<S>,
  commit: Commit,
): Loaded<S> {
  return {
    state: evolveCommit(aggregate, loaded.state, commit),
    seq: commit.seq,
    head: commit.head,
    at: commit.at,
  }
}

interface Known<S> {
  readonly loaded: Loaded<S>
  readonly commits: readonly Commit[]
}

/**
 * Reads streams into states and keeps the latest in memory: the whole chain is checked the first time, and
 * after that only what is new.
 * @param capacity number of streams kept
 */
export function createRecords(streams: Streams, capacity: number) {
  const cache = new Map<string, Known<unknown>>()

  const remember = (stream: string, value: Known<unknown>): void => {
    const known = cache.get(stream)
    if (known && known.loaded.seq > value.loaded.seq) return
    cache.delete(stream)
    cache.set(stream, value)
    const oldest = cache.size > capacity ? cache.keys().next().value : undefined
    if (oldest !== undefined) cache.delete(oldest)
  }

  return {
    async read<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      stream: string,
    ): Promise<Known<S>> {
      // A stream's name begins with its aggregate's, so what is kept under it has that aggregate's state.
      const known = cache.get(stream) as Known<S> | undefined
      let loaded = known?.loaded ?? { state: aggregate.initial, seq: 0, head: NO_HEAD, at: 0 }
      const commits = [...(known?.commits ?? [])]
      for (const entry of await streams.read(stream, loaded.seq)) {
        const commit = decode(entry, loaded)
        loaded = advance(aggregate, loaded, commit)
        commits.push(commit)
      }
      const value = { loaded, commits }
      if (loaded.seq > 0) remember(stream, value)
      return value
    },
  }
}
