import { type Actor, actorId } from '../../shared/accounts/actor.ts'
import type { Aggregate, CommandBase, EventBase, Refusal } from '../../shared/ledger/aggregate.ts'
import { canonicalJson } from '../../shared/ledger/canonical.ts'
import { buildCommit, type Commit, commitSchema, MAX_EVENTS } from '../../shared/ledger/commit.ts'
import type { Entry, Streams } from '../streams/streams.ts'
import { advance, createRecords, type Loaded, RecordCorruptError } from './record.ts'
import { type CommandRequest, readCommand } from './request.ts'
import { createTurns } from './turns.ts'

export { type Loaded, RecordCorruptError } from './record.ts'
export { type CommandRequest, commandRequestSchema } from './request.ts'

export type CommandResult =
  | { readonly ok: true; readonly seq: number; readonly head: string; readonly duplicate: boolean }
  | { readonly ok: false; readonly refusal: Refusal }

export type CommitListener = (notice: {
  readonly aggregate: string
  readonly id: string
  readonly commit: Commit
  /** State right after this commit. */
  readonly state: unknown
}) => void | Promise<void>

export interface LedgerOptions {
  readonly streams: Streams
  /** UTC milliseconds, whole. */
  readonly clock: () => number
  readonly random: (bytes: number) => Uint8Array
  /** Faults that must not fail a command that is already durable, and damage found in the record. */
  readonly onError?: (error: unknown) => void
  /** Number of streams whose state is kept in memory. */
  readonly cacheSize?: number
}

/** Races against other processes before a command gives up; each try has seen another command succeed. */
const MAX_TRIES = 50
/** A commit is one document; MongoDB takes 16 MiB. */
const MAX_COMMIT_BYTES = 12 * 1024 * 1024

const refused = (code: string, params: Refusal['params'] = {}): CommandResult => ({
  ok: false,
  refusal: { code, params },
})

const headSchema = commitSchema.pick({ head: true }).loose()

/** What the entry's command was answered when it was first executed. */
function firstAnswer(entry: Entry, duplicate: boolean): CommandResult {
  const { head } = headSchema.parse(JSON.parse(new TextDecoder().decode(entry.body)))
  return { ok: true, seq: entry.seq, head, duplicate }
}

/**
 * The ledger: one command becomes one commit on its stream. It loads, lets the pure rules decide, appends at
 * the place it decided for, and on a lost race loads and decides again.
 */
export function createLedger({ streams, clock, random, onError = () => {}, cacheSize = 500 }: LedgerOptions) {
  const records = createRecords(streams, cacheSize)
  const takeTurn = createTurns()
  const listeners = new Set<CommitListener>()
  const saltHex = () => Buffer.from(random(16)).toString('hex')
  const streamOf = (aggregate: { readonly name: string }, id: string) => `${aggregate.name}/${id}`

  const tell = async (notice: Parameters<CommitListener>[0]): Promise<void> => {
    const told = [...listeners].map(async (listener) => listener(notice))
    for (const outcome of await Promise.allSettled(told))
      if (outcome.status === 'rejected') onError(outcome.reason)
  }

  return {
    /** State of a stream as of its last entry. @throws RecordCorruptError */
    async load<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      id: string,
    ): Promise<Loaded<S>> {
      return (await records.read(aggregate, streamOf(aggregate, id))).loaded
    },

    /** Full commits after `after`. Redact them for a viewer before they leave the server. @throws RecordCorruptError */
    async commits<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      id: string,
      after: number,
    ): Promise<readonly Commit[]> {
      return (await records.read(aggregate, streamOf(aggregate, id))).commits.slice(after)
    },

    /**
     * Executes a command. Refusal codes of its own: COMMAND_MALFORMED, TEXT_ILL_FORMED, COMMAND_TOO_LARGE,
     * COMMAND_REUSED, STALE_SEQ, BUSY, RECORD_CORRUPT; all others are the aggregate's. A refused command leaves
     * no trace; a known `commandId` returns its first result before anything is decided.
     * @param makeContext everything the rules may not make themselves; must not execute on the same stream
     */
    async execute<S, E extends EventBase, C extends CommandBase, X>(
      aggregate: Aggregate<S, E, C, X>,
      id: string,
      request: CommandRequest,
      actor: Actor,
      makeContext: (loaded: Loaded<S>, command: C, now: number) => Promise<X> | X,
    ): Promise<CommandResult> {
      const asked = readCommand(aggregate.commandSchema, id, request)
      if (!asked.ok) return asked
      const stream = streamOf(aggregate, id)
      const { commandId, expectedSeq, type: commandType } = request
      const by = actorId(actor)

      type Outcome =
        | { readonly kind: 'answer'; readonly result: CommandResult }
        | { readonly kind: 'committed'; readonly commit: Commit; readonly state: S }
      const answer = (result: CommandResult): Outcome => ({ kind: 'answer', result })

      /** One load, decision and append; null: the race for the place is lost. */
      const attempt = async (): Promise<Outcome | null> => {
        const known = await streams.find(stream, commandId)
        if (known)
          return answer(
            known.by === by && known.request === asked.fingerprint
              ? firstAnswer(known, true)
              : refused('COMMAND_REUSED'),
          )
        const { loaded } = await records.read(aggregate, stream)
        if (expectedSeq !== undefined && expectedSeq !== loaded.seq)
          return answer(refused('STALE_SEQ', { expected: expectedSeq, found: loaded.seq }))
        const at = Math.max(clock(), loaded.at)
        const context = await makeContext(loaded, asked.command, at)
        const decision = aggregate.decide(loaded.state, asked.command, context)
        if (!decision.ok) return answer(decision)
        // Bytes that could not be read back must never be written: a bug in the rules ends here.
        const events = decision.events.map((event) => aggregate.eventSchema.parse(event))
        if (events.length >= MAX_EVENTS) return answer(refused('COMMAND_TOO_LARGE', { max: MAX_EVENTS }))
        const commit = buildCommit(
          { stream, seq: loaded.seq + 1, at, prev: loaded.head },
          { commandId, commandType, actor: by },
          events,
          saltHex,
        )
        const body = new TextEncoder().encode(canonicalJson(commit))
        if (body.length > MAX_COMMIT_BYTES)
          return answer(refused('COMMAND_TOO_LARGE', { max: MAX_COMMIT_BYTES }))
        const appended = await streams.append(stream, loaded.seq, {
          id: commandId,
          by,
          request: asked.fingerprint,
          at,
          body,
        })
        switch (appended.kind) {
          case 'appended':
            return { kind: 'committed', commit, state: advance(aggregate, loaded, commit).state }
          case 'known':
            return answer(firstAnswer(appended.entry, true))
          case 'reused':
            return answer(refused('COMMAND_REUSED'))
          case 'conflict':
            return null
        }
      }

      const run = async (): Promise<Outcome> => {
        for (let tries = 0; tries < MAX_TRIES; tries += 1) {
          const outcome = await attempt()
          if (outcome) return outcome
        }
        return answer(refused('BUSY'))
      }

      try {
        const outcome = await takeTurn(stream, run)
        if (outcome.kind !== 'committed') return outcome.kind === 'answer' ? outcome.result : refused('BUSY')
        const { commit, state } = outcome
        await tell({ aggregate: aggregate.name, id, commit, state })
        return { ok: true, seq: commit.seq, head: commit.head, duplicate: false }
      } catch (error) {
        if (!(error instanceof RecordCorruptError)) throw error
        onError(error)
        return { ok: false, refusal: error.refusal }
      }
    },

    /**
     * Called after each commit of this process is durable and before its command is answered; a listener's
     * fault goes to `onError` and changes nothing for the command.
     */
    onCommit(listener: CommitListener): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Ledger = ReturnType<typeof createLedger>
