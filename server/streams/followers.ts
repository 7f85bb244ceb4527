import type { Entry } from './streams.ts'

interface Follower {
  readonly stream: string
  readonly onEntry: (entry: Entry) => void
  last: number
  stopped: boolean
  /** `again`: word came while reading, so what was read may already be old. */
  reading: 'no' | 'yes' | 'again'
}

/**
 * Serves followers of streams in order. A new entry that is next is handed over directly; anything else (a
 * hint, a gap, the regular comparison) makes the follower read what it missed.
 */
export function createFollowers(
  read: (stream: string, after: number) => Promise<Entry[]>,
  onError: (error: unknown) => void,
) {
  const byStream = new Map<string, Set<Follower>>()

  const deliver = (follower: Follower, entry: Entry): void => {
    if (follower.stopped || entry.seq !== follower.last + 1) return
    follower.last = entry.seq
    try {
      follower.onEntry(entry)
    } catch (error) {
      // A follower's own fault: neither the append that woke it nor the other followers may suffer from it.
      onError(error)
    }
  }

  const catchUp = async (follower: Follower): Promise<void> => {
    if (follower.reading !== 'no') {
      follower.reading = 'again'
      return
    }
    try {
      do {
        follower.reading = 'yes'
        for (const entry of await read(follower.stream, follower.last)) deliver(follower, entry)
      } while (isAsked(follower) && !follower.stopped)
    } catch (error) {
      onError(error)
    }
    // Set in the same turn as the last look at `again`: no word can fall in between.
    follower.reading = 'no'
  }

  const followersOf = (stream: string): readonly Follower[] => [...(byStream.get(stream) ?? [])]

  return {
    follow(stream: string, after: number, onEntry: (entry: Entry) => void) {
      const follower: Follower = { stream, onEntry, last: after, stopped: false, reading: 'no' }
      const followers = byStream.get(stream) ?? new Set()
      followers.add(follower)
      byStream.set(stream, followers)
      void catchUp(follower)
      return {
        stop(): void {
          follower.stopped = true
          followers.delete(follower)
          if (followers.size === 0 && byStream.get(stream) === followers) byStream.delete(stream)
        },
      }
    },
    /** An entry of this process: next in order for whoever is up to date. */
    appended(entry: Entry): void {
      for (const follower of followersOf(entry.stream)) {
        if (follower.reading === 'no' && entry.seq === follower.last + 1) deliver(follower, entry)
        else if (entry.seq > follower.last) void catchUp(follower)
      }
    },
    /** Word that a stream may have grown elsewhere. */
    hinted(stream: string, seq: number): void {
      for (const follower of followersOf(stream)) if (seq > follower.last) void catchUp(follower)
    },
    /** The regular comparison: hints may be lost. */
    compareAll(): void {
      for (const stream of byStream.keys()) for (const follower of followersOf(stream)) void catchUp(follower)
    },
  }
}

/** Read through a function: the flag changes while the loop awaits, which control flow analysis cannot see. */
function isAsked(follower: Follower): boolean {
  return follower.reading === 'again'
}
