import { createFollowers } from './followers.ts'
import { type Entry, kindOf, type ProjectedKinds, resolveKnown, type Streams } from './streams.ts'

/** Streams in memory, for tests of what stands on them. Same contract, nothing durable. */
export function createMemoryStreams({
  projected = [],
  onError = () => {},
}: {
  readonly projected?: ProjectedKinds
  readonly onError?: (error: unknown) => void
} = {}): Streams {
  const streams = new Map<string, Entry[]>()
  const byId = new Map<string, Entry>()
  const key = (stream: string, id: string): string => `${stream} ${id}`
  const waiting = new Map<string, Set<number>>()
  const read = (stream: string, after: number): Entry[] => (streams.get(stream) ?? []).slice(after)
  const followers = createFollowers(async (stream, after) => read(stream, after), onError)
  return {
    async append(stream, expectedSeq, entry) {
      const entries = streams.get(stream) ?? []
      const known = byId.get(key(stream, entry.id))
      if (known) return resolveKnown(known, entry)
      if (entries.length !== expectedSeq) return { kind: 'conflict' }
      const stored: Entry = { ...entry, stream, seq: expectedSeq + 1, body: entry.body.slice() }
      entries.push(stored)
      streams.set(stream, entries)
      byId.set(key(stream, entry.id), stored)
      if (projected.includes(kindOf(stream)))
        waiting.set(stream, (waiting.get(stream) ?? new Set()).add(stored.seq))
      followers.appended(stored)
      return { kind: 'appended', entry: stored }
    },
    async read(stream, after, limit) {
      return read(stream, after).slice(0, limit)
    },
    async find(stream, id) {
      return byId.get(key(stream, id)) ?? null
    },
    follow: followers.follow,
    async names(kind) {
      return [...streams.keys()].filter((stream) => kindOf(stream) === kind)
    },
    async pending() {
      return [...waiting].flatMap(([stream, seqs]) => (seqs.size > 0 ? [stream] : []))
    },
    async settle(stream, seq) {
      const seqs = waiting.get(stream) ?? new Set()
      for (const settled of [...seqs].filter((s) => s <= seq)) seqs.delete(settled)
    },
    async close() {},
  }
}
