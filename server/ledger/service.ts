import { z } from 'zod'
import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import type { Aggregate, CommandBase, EventBase, Refusal } from '../../shared/ledger/aggregate.ts'
import { canonicalJson, IllFormedTextError, sha256Hex } from '../../shared/ledger/canonical.ts'
import { buildCommit, type Commit, commitHead, commitSchema, NO_HEAD } from '../../shared/ledger/commit.ts'
import { evolveCommit } from '../../shared/ledger/replay.ts'
import type { Entry, Streams } from '../streams/streams.ts'

/** A command as it arrives, over HTTP or a socket. */
export const commandRequestSchema = z
  .object({
    commandId: z.string().regex(/^[0-9A-Za-z_-]{16,64}$/),
    /** Sequence number the sender saw; a newer one is refused as stale. */
    expectedSeq: z.int().min(0).optional(),
    type: z.string().min(1).max(60),
    data: z.unknown(),
  })
  .strict()
export type CommandRequest = z.infer<typeof commandRequestSchema>

export type CommandResult =
  | { readonly ok: true; readonly seq: number; readonly head: string; readonly duplicate: boolean }
  | { readonly ok: false; readonly refusal: Refusal }

export interface Loaded<S> {
  readonly state: S
  readonly seq: number
  readonly head: string
  readonly at: number
}

/** Stored bytes that are not the record they should be. Nothing is decided on them. */
export class RecordCorruptError extends Error {
  override readonly name = 'RecordCorruptError'
  constructor(
    readonly stream: string,
    readonly seq: number,
  ) {
    super(`record ${stream} differs from its chain at ${seq}`)
  }
}

export type CommitListener = (notice: {
  readonly aggregate: string
  readonly id: string
  readonly commit: Commit
  readonly state: unknown
}) => void

export interface LedgerOptions {
  readonly streams: Streams
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Number of streams whose state is kept in memory. */
  readonly cacheSize?: number
}

const MAX_TRIES = 50

/** Decodes and checks one stored commit against the commit before it. */
function decode(entry: Entry, previous: { head: string; at: number }): Commit {
  const parsed = commitSchema.safeParse(JSON.parse(new TextDecoder().decode(entry.body)))
  const intact =
    parsed.success &&
    parsed.data.stream === entry.stream &&
    parsed.data.seq === entry.seq &&
    parsed.data.prev === previous.head &&
    parsed.data.at >= previous.at &&
    parsed.data.head === commitHead(parsed.data)
  if (!intact) throw new RecordCorruptError(entry.stream, entry.seq)
  return parsed.data
}

/**
 * The ledger: one command becomes one commit on its stream. It loads, lets the pure rules decide, appends at
 * the place it decided for, and on a lost race loads and decides again.
 */
export function createLedger({ streams, clock, random, cacheSize = 500 }: LedgerOptions) {
  const cache = new Map<string, { loaded: Loaded<unknown>; commits: readonly Commit[] }>()
  const listeners = new Set<CommitListener>()
  const saltHex = () => Buffer.from(random(16)).toString('hex')
  const streamOf = (aggregate: { name: string }, id: string) => `${aggregate.name}/${id}`

  const remember = (stream: string, value: { loaded: Loaded<unknown>; commits: readonly Commit[] }): void => {
    const known = cache.get(stream)
    if (known && known.loaded.seq > value.loaded.seq) return
    cache.delete(stream)
    cache.set(stream, value)
    const oldest = cache.size > cacheSize ? cache.keys().next().value : undefined
    if (oldest !== undefined) cache.delete(oldest)
  }

  const advance = async <S, E extends EventBase, C extends CommandBase, X>(
    aggregate: Aggregate<S, E, C, X>,
    id: string,
  ): Promise<{ loaded: Loaded<S>; commits: readonly Commit[] }> => {
    const stream = streamOf(aggregate, id)
    const known = cache.get(stream)
    let loaded = (known?.loaded ?? { state: aggregate.initial, seq: 0, head: NO_HEAD, at: 0 }) as Loaded<S>
    const entries = await streams.read(stream, loaded.seq)
    if (entries.length === 0) return { loaded, commits: known?.commits ?? [] }
    const commits = [...(known?.commits ?? [])]
    for (const entry of entries) {
      const commit = decode(entry, loaded)
      loaded = {
        state: evolveCommit(aggregate, loaded.state, commit),
        seq: commit.seq,
        head: commit.head,
        at: commit.at,
      }
      commits.push(commit)
    }
    remember(stream, { loaded, commits })
    return { loaded, commits }
  }

  const malformed = (error: z.ZodError): CommandResult => ({
    ok: false,
    refusal: { code: 'COMMAND_MALFORMED', params: { path: error.issues[0]?.path.join('.') ?? '' } },
  })

  const asRequested = (entry: Entry, duplicate: boolean): CommandResult => {
    const { head } = commitSchema
      .pick({ head: true })
      .loose()
      .parse(JSON.parse(new TextDecoder().decode(entry.body)))
    return { ok: true, seq: entry.seq, head, duplicate }
  }

  return {
    /** State of a stream as of its last entry; the whole chain is checked the first time. */
    async load<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      id: string,
    ): Promise<Loaded<S>> {
      return (await advance(aggregate, id)).loaded
    },

    /** Full commits after `after`. Redact them for a viewer before they leave the server. */
    async commits<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      id: string,
      after: number,
    ): Promise<readonly Commit[]> {
      return (await advance(aggregate, id)).commits.slice(after)
    },

    /**
     * Executes a command. Refusal codes of its own: COMMAND_MALFORMED, TEXT_ILL_FORMED, COMMAND_REUSED,
     * STALE_SEQ, BUSY; all others are the aggregate's. A refused command leaves no trace.
     */
    async execute<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      id: string,
      request: CommandRequest,
      actor: Actor,
      makeContext: (loaded: Loaded<S>, command: C, now: number) => Promise<X> | X,
    ): Promise<CommandResult> {
      const parsed = aggregate.commandSchema.safeParse({ type: request.type, data: request.data })
      if (!parsed.success) return malformed(parsed.error)
      const command = parsed.data
      let asked: string
      try {
        asked = sha256Hex(canonicalJson([request.type, request.data ?? null]))
      } catch (error) {
        if (!(error instanceof IllFormedTextError)) throw error
        return { ok: false, refusal: { code: 'TEXT_ILL_FORMED', params: { path: error.path } } }
      }
      const stream = streamOf(aggregate, id)
      const by = actorId(actor)
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const { loaded } = await advance(aggregate, id)
        const known = await streams.find(stream, request.commandId)
        if (known)
          return known.by === by && known.request === asked
            ? asRequested(known, true)
            : { ok: false, refusal: { code: 'COMMAND_REUSED', params: {} } }
        if (request.expectedSeq !== undefined && request.expectedSeq !== loaded.seq)
          return {
            ok: false,
            refusal: { code: 'STALE_SEQ', params: { expected: request.expectedSeq, found: loaded.seq } },
          }
        const at = Math.max(clock(), loaded.at)
        const decision = aggregate.decide(loaded.state, command, await makeContext(loaded, command, at))
        if (!decision.ok) return decision
        const commit = buildCommit(
          { stream, seq: loaded.seq + 1, at, prev: loaded.head },
          { commandId: request.commandId, commandType: request.type, actor: by },
          decision.events,
          saltHex,
        )
        const body = new TextEncoder().encode(canonicalJson(commit))
        const result = await streams.append(stream, loaded.seq, {
          id: request.commandId,
          by,
          request: asked,
          at,
          body,
        })
        switch (result.kind) {
          case 'appended': {
            const { loaded: after } = await advance(aggregate, id)
            for (const listener of listeners)
              listener({ aggregate: aggregate.name, id, commit, state: after.state })
            return { ok: true, seq: commit.seq, head: commit.head, duplicate: false }
          }
          case 'known':
            return asRequested(result.entry, true)
          case 'reused':
            return { ok: false, refusal: { code: 'COMMAND_REUSED', params: {} } }
          case 'conflict':
            continue
        }
      }
      return { ok: false, refusal: { code: 'BUSY', params: {} } }
    },

    /** Called after each commit of this process is durable. */
    onCommit(listener: CommitListener): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>
