import { z } from 'zod'
import type { Aggregate, CommandBase, EventBase, Refusal } from '../../shared/ledger/aggregate.ts'
import { type Commit, commitSchema } from '../../shared/ledger/commit.ts'
import { evolveCommit } from '../../shared/ledger/replay.ts'

/** What the reader is told about the line: never blank, never pretending to be current. */
export type Connection = 'connecting' | 'live' | 'catching-up' | 'offline' | 'refused'

export interface LiveSnapshot<S> {
  readonly connection: Connection
  /** The stream as this viewer may see it; undefined until the first answer. */
  readonly state: S | undefined
  readonly seq: number
  /** Server time minus this device's time, milliseconds. */
  readonly offsetMs: number
  /** Server time up to which `state` is known to be current; UTC milliseconds. */
  readonly currentAt: number | undefined
  /** Who is connected, by person id, and since when. */
  readonly online: Readonly<Record<string, number>>
  readonly refusal: Refusal | undefined
}

const joinAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), seq: z.int(), view: z.unknown(), now: z.number() }),
  z.object({
    ok: z.literal(false),
    refusal: z.object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    }),
  }),
])
const commitPushSchema = z.object({ stream: z.string(), commit: commitSchema, now: z.number() })
const presenceSchema = z.object({ meetingId: z.string(), online: z.record(z.string(), z.number()) })

/** The wire, as little of it as the store needs, so that tests can be the wire. */
export interface LiveWire {
  /** Calls back now or later, each time the line comes up or goes down; messages only while it is up. */
  listen(handlers: {
    up(): void
    down(): void
    message(name: 'commit' | 'presence', message: unknown): void
  }): { stop(): void }
  /** Subscribes to the stream and answers with its present view. */
  join(aggregate: string, id: string): Promise<unknown>
}

export interface LiveStream<S> {
  getSnapshot(): LiveSnapshot<S>
  subscribe(listener: () => void): () => void
  /** Stops listening for good. */
  close(): void
}

const retryMs = 2000
/** Refusals that say nothing about the reader: worth asking again. */
const passing: readonly string[] = ['TOO_MANY_TRIES', 'INTERNAL']

/**
 * Follows one stream as the viewer may see it: the server's view at joining, then the shared `evolve` over
 * each redacted commit. A hole in the sequence, or a line that was down, is mended by joining again: one
 * round trip, however much was missed.
 * @param now this device's clock, UTC milliseconds
 */
export function createLiveStream<S, E extends EventBase, C extends CommandBase, X>(
  aggregate: Aggregate<S, E, C, X>,
  id: string,
  wire: LiveWire,
  now: () => number = Date.now,
): LiveStream<S> {
  const stream = `${aggregate.name}/${id}`
  const listeners = new Set<() => void>()
  let snapshot: LiveSnapshot<S> = {
    connection: 'connecting',
    state: undefined,
    seq: 0,
    offsetMs: 0,
    currentAt: undefined,
    online: {},
    refusal: undefined,
  }
  let attempt = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  let waiting: { commit: Commit; now: number }[] = []

  function change(part: Partial<LiveSnapshot<S>>): void {
    snapshot = { ...snapshot, ...part }
    for (const listener of listeners) listener()
  }

  async function join(): Promise<void> {
    const mine = ++attempt
    clearTimeout(retry)
    change({ connection: snapshot.state === undefined ? 'connecting' : 'catching-up' })
    const answer = joinAnswerSchema.safeParse(await wire.join(aggregate.name, id).catch(() => undefined))
    if (mine !== attempt) return
    if (!answer.success || (!answer.data.ok && passing.includes(answer.data.refusal.code))) {
      retry = setTimeout(() => void join(), retryMs)
      return
    }
    if (!answer.data.ok) {
      change({ connection: 'refused', refusal: answer.data.refusal, state: undefined })
      return
    }
    const { seq, view, now: serverNow } = answer.data
    const missed = waiting.filter(({ commit }) => commit.seq > seq)
    waiting = []
    change({
      connection: 'live',
      // The view is this same code's state, made by the server of the same version.
      state: view as S,
      seq,
      offsetMs: serverNow - now(),
      currentAt: serverNow,
      refusal: undefined,
    })
    for (const { commit, now: at } of missed) take(commit, at)
  }

  function take(commit: Commit, serverNow: number): void {
    if (snapshot.connection === 'refused' || commit.seq <= snapshot.seq) return
    if (snapshot.connection !== 'live' || snapshot.state === undefined) {
      waiting.push({ commit, now: serverNow })
      return
    }
    if (commit.seq > snapshot.seq + 1) {
      waiting.push({ commit, now: serverNow })
      void join()
      return
    }
    change({
      state: evolveCommit(aggregate, snapshot.state, commit),
      seq: commit.seq,
      // A message can only arrive late, so the largest difference seen is the nearest to the truth.
      offsetMs: Math.max(snapshot.offsetMs, serverNow - now()),
      currentAt: serverNow,
    })
  }

  const line = wire.listen({
    up: () => void join(),
    down() {
      attempt++
      clearTimeout(retry)
      if (snapshot.connection === 'refused') return
      change({
        connection: 'offline',
        currentAt: snapshot.connection === 'live' ? now() + snapshot.offsetMs : snapshot.currentAt,
      })
    },
    message(name, message) {
      if (name === 'commit') {
        const push = commitPushSchema.safeParse(message)
        if (push.success && push.data.stream === stream) take(push.data.commit, push.data.now)
      } else {
        const presence = presenceSchema.safeParse(message)
        if (presence.success && presence.data.meetingId === id) change({ online: presence.data.online })
      }
    },
  })

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      attempt++
      clearTimeout(retry)
      line.stop()
      listeners.clear()
    },
  }
}
