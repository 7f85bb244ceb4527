import type { Clock } from './clock.ts'

/** Appends in a row before a step back in which a node that is as near can get a word in. */
const RUN = 4
/** How long after another node's entry this one steps back after every append. */
const NEIGHBOUR_MS = 2000
const MOST_MS = 250
/** Places lost in a row before a node asks the others for a turn. */
const LOSSES = 3
/** Between two askings. */
const ASK_AGAIN_MS = 2000
/** What a node that was asked does for a while: leave the stream alone so often and so long. */
const TURN = { lastsMs: 10_000, everyMs: 500, mostMs: 1000 }

/**
 * Who writes next where several nodes write one stream. A place goes to whoever appends first, so a node near the
 * database would win every race against a distant one that cannot even read the last entry in time. A winner
 * steps back now and then; a loser for whom that is too short asks for a turn, and is left a gap in which it can
 * read and append.
 */
export interface Pacing {
  /** An entry of another node came. */
  heard(): void
  /** Another node asks for a turn; losing a place and reading what it missed takes it `cycleMs`. */
  asked(cycleMs: number): void
  /** A place was lost. True: the others have to be asked now. */
  lost(): boolean
  /** A place was won, `tookMs` spent on it. Returns for how many milliseconds to step back. */
  won(tookMs: number): number
  /** Nothing waits to be appended any more. */
  rested(): void
}

export function createPacing(clock: Clock, random: () => number): Pacing {
  let run = 0
  let losses = 0
  let heardAt = Number.NEGATIVE_INFINITY
  let askedOthersAt = Number.NEGATIVE_INFINITY
  let gap = { until: Number.NEGATIVE_INFINITY, ms: 0, lastAt: Number.NEGATIVE_INFINITY }
  return {
    heard() {
      heardAt = clock.now()
    },
    asked(cycleMs) {
      // Two cycles: whenever the gap begins, one whole reading and appending fits into it.
      gap = { ...gap, until: clock.now() + TURN.lastsMs, ms: Math.min(TURN.mostMs, 2 * cycleMs) }
    },
    lost() {
      run = 0
      losses += 1
      if (losses < LOSSES || clock.now() - askedOthersAt < ASK_AGAIN_MS) return false
      askedOthersAt = clock.now()
      return true
    },
    won(tookMs) {
      run += 1
      losses = 0
      const now = clock.now()
      if (now < gap.until && now - gap.lastAt >= TURN.everyMs) {
        run = 0
        gap = { ...gap, lastAt: now + gap.ms }
        return gap.ms
      }
      if (run < RUN && now - heardAt >= NEIGHBOUR_MS) return 0
      run = 0
      return Math.min(MOST_MS, tookMs * (1 + random()))
    },
    rested() {
      run = 0
    },
  }
}
