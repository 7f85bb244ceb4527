import type { Actor } from '../../shared/accounts/actor.ts'
import type { Commit } from '../../shared/ledger/commit.ts'
import type { Streams } from '../streams/streams.ts'
import type { LiveAggregate, LiveSnapshot, Sight } from './live.ts'

/** One line that follows a stream. */
export interface Follower {
  /** Who the line stands for, as last checked. */
  actor(): Actor
  send(commit: Commit): void
  /** The line must begin anew: what it has been shown is no longer what it may see. */
  reset(): void
}

/** A stream followed by some lines of this process: each is sent every commit once, in order, as it may see it. */
export interface Channel {
  join(follower: Follower, sight: Sight, seq: number): void
  /** True when nobody is left. */
  leave(follower: Follower): boolean
  /** Level at which a line reads. */
  sightOf(follower: Follower): Sight | undefined
  followers(): Iterable<Follower>
  close(): void
}

/** Opens a channel that knows the stream up to `seq`. */
export function openChannel(
  live: LiveAggregate,
  id: string,
  streams: Pick<Streams, 'follow'>,
  seq: number,
  onError: (error: unknown) => void,
): Channel {
  const lines = new Map<Follower, { sight: Sight; seq: number }>()
  let pumping = false
  let again = false

  const show = (snapshot: LiveSnapshot): void => {
    for (const [follower, line] of [...lines]) {
      const sight = snapshot.sightOf(follower.actor())
      if (sight?.key !== line.sight.key) {
        lines.delete(follower)
        follower.reset()
        continue
      }
      for (const commit of snapshot.commits(line.seq, sight)) follower.send(commit)
      line.seq = Math.max(line.seq, snapshot.seq)
    }
  }

  const pump = async (): Promise<void> => {
    again = true
    if (pumping) return
    pumping = true
    try {
      while (again) {
        again = false
        show(await live.snapshot(id))
      }
    } finally {
      pumping = false
    }
  }

  const following = streams.follow(`${live.name}/${id}`, seq, () => {
    pump().catch(onError)
  })

  return {
    join(follower, sight, joinedAt) {
      lines.set(follower, { sight, seq: joinedAt })
      // Something may have been appended between the view's reading and this line.
      pump().catch(onError)
    },
    leave(follower) {
      lines.delete(follower)
      return lines.size === 0
    },
    sightOf: (follower) => lines.get(follower)?.sight,
    followers: () => lines.keys(),
    close: () => following.stop(),
  }
}
