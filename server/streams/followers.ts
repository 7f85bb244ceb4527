import type { Entry } from './streams.ts'

interface Follower {
  readonly stream: string
  last: number
  readonly onEntry: (entry: Entry) => void
  stopped: boolean
  catchingUp: Promise<void> | null
  again: boolean
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
    follower.onEntry(entry)
  }

  const catchUp = (follower: Follower): void => {
    if (follower.catchingUp) {
      follower.again = true
      return
    }
    const run = async (): Promise<void> => {
      do {
        follower.again = false
        for (const entry of await read(follower.stream, follower.last)) deliver(follower, entry)
      } while (follower.again && !follower.stopped)
    }
    follower.catchingUp = run()
      .catch(onError)
      .finally(() => {
        follower.catchingUp = null
      })
  }

  return {
    follow(stream: string, after: number, onEntry: (entry: Entry) => void) {
      const follower: Follower = {
        stream,
        last: after,
        onEntry,
        stopped: false,
        catchingUp: null,
        again: false,
      }
      const followers = byStream.get(stream) ?? new Set()
      followers.add(follower)
      byStream.set(stream, followers)
      catchUp(follower)
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
      for (const follower of byStream.get(entry.stream) ?? []) {
        if (!follower.catchingUp && entry.seq === follower.last + 1) deliver(follower, entry)
        else if (entry.seq > follower.last) catchUp(follower)
      }
    },
    /** Word that a stream may have grown elsewhere. */
    hinted(stream: string, seq: number): void {
      for (const follower of byStream.get(stream) ?? []) if (seq > follower.last) catchUp(follower)
    },
    /** The regular comparison: hints may be lost. */
    compareAll(): void {
      for (const followers of byStream.values()) for (const follower of followers) catchUp(follower)
    },
  }
}
