import type { PartySide } from './participants.ts'
import type { MeetingState, Turn } from './state.ts'

/** Milliseconds spoken in a turn at `now` (server time): pauses are not counted. */
export function spokenMs(turn: Turn, now: number): number {
  const until = turn.pausedAt ?? now
  return Math.max(0, until - turn.startedAt - turn.pausedMs)
}

/** Milliseconds left of a turn; negative once it runs over. */
export function remainingMs(turn: Turn, now: number): number {
  return turn.limitMs - spokenMs(turn, now)
}

/** Milliseconds a side has used at `now`, the running turn included. */
export function sideUsedMs(state: MeetingState, side: PartySide, now: number): number {
  const turn = state.floor.turn
  const running = turn?.counted && turn.side === side ? spokenMs(turn, now) : 0
  return state.floor.usedMs[side] + running
}
