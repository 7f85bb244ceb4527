import { createFollowers } from './followers.ts'
import { type Entry, resolveKnown, type Streams } from './streams.ts'

/** Streams in memory, for tests of what stands on them. Same contract, nothing durable. */
export function createMemoryStreams(): Streams {
  const streams = new Map<string, Entry[]>()
  const read = (stream: string, after: number): Entry[] => (streams.get(stream) ?? []).slice(after)
  const followers = createFollowers(
    async (stream, after) => read(stream, after),
    () => {},
  )
  return {
    async append(stream, expectedSeq, entry) {
      const entries = streams.get(stream) ?? []
      const known = entries.find((e) => e.id === entry.id)
      if (known) return resolveKnown(known, entry)
      if (entries.length !== expectedSeq) return { kind: 'conflict' }
      const stored: Entry = { ...entry, stream, seq: expectedSeq + 1, body: entry.body.slice() }
      streams.set(stream, [...entries, stored])
      followers.appended(stored)
      return { kind: 'appended', entry: stored }
    },
    async read(stream, after, limit) {
      return read(stream, after).slice(0, limit)
    },
    async find(stream, id) {
      return streams.get(stream)?.find((entry) => entry.id === id) ?? null
    },
    follow: followers.follow,
    async close() {},
  }
}
