import type { MeetingContext } from './context.ts'
import type { Draw } from './state.ts'

/** Officers by number who have lost the standing they had when the pool was locked, each with the class of reason. */
export type LostStanding = ReadonlyMap<number, string>

/**
 * The draw itself uses the pool as it was locked: that is what everybody was promised. Before somebody takes a seat the
 * pool is looked at again as it is now, for the day of the meeting as it is now. Only what the data is certain of
 * counts, and no rest: whose turn it was is not asked twice. An absence counts only if the pool had it when it was locked
 * (the meeting was moved since): entered later, it would let whoever keeps the pool empty a seat. Whoever has left the
 * pool counts as suspended. Source: docs/draw.md §7.
 */
export function lostStanding(draw: Draw | undefined, pool: MeetingContext['pool']): LostStanding {
  if (!draw || !pool) return new Map()
  const there = new Set(pool.officers.map(({ no }) => no))
  const against = new Map(
    pool.proposals
      .filter(({ certain, reason }) => certain && reason !== 'resting')
      .filter(({ reason, since = 0 }) => reason !== 'unavailable' || since <= draw.locked.pool.seq)
      .map(({ no, reason }) => [no, reason]),
  )
  return new Map(
    draw.locked.candidates.flatMap(({ no, eligible }) => {
      const reason = there.has(no) ? against.get(no) : 'suspended'
      return eligible && reason !== undefined ? [[no, reason] as const] : []
    }),
  )
}
