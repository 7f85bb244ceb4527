import { type Act, nextAct } from '../../../shared/demonstration/next-act.ts'
import { dateOf } from '../../../shared/i18n/format.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { pinnedProcedure } from '../../../shared/procedures/index.ts'

/** What the player is doing, for whoever watches. */
export type PlayerStatus =
  | { readonly kind: 'playing'; readonly act: Act }
  /** The next act belongs to a seat that a person holds. */
  | { readonly kind: 'waiting'; readonly act: Act }
  | { readonly kind: 'finished' }

export interface PlayerOptions {
  /** The meeting as its clerk sees it, and the server's time. */
  look(): Promise<{ readonly state: MeetingState; readonly seq: number; readonly now: number }>
  /** Sends an act from the seat it belongs to. */
  perform(act: Act, expectedSeq: number): Promise<unknown>
  /** Whether a person holds the seat: `clerk`, `chair`, or a participant id. */
  isHeld(by: string): boolean
  /** 1 is human pace. */
  readonly speed: number
  tell(status: PlayerStatus): void
  /** Resolves after so many milliseconds, and at once when the signal is given. */
  pause(ms: number, signal: AbortSignal): Promise<void>
}

const lookAgainMs = 1000

/**
 * Plays every seat nobody holds, through the same commands as people do, until the hearing is published or
 * the signal is given. An act is sent for the state it was thought of: if somebody was faster, it looks again.
 * @throws what `look` throws; a refused act is tried again after another look, three times in a row at most
 */
export async function play(options: PlayerOptions, signal: AbortSignal): Promise<void> {
  let refused = 0
  while (!signal.aborted) {
    const { state, seq, now } = await options.look()
    const procedure = pinnedProcedure(state.procedure?.hash ?? '')
    const act = procedure && nextAct(state, procedure, now, dateOf(state.begunAt ?? state.startsAt))
    if (!act) return options.tell({ kind: 'finished' })
    if (options.isHeld(act.by)) {
      options.tell({ kind: 'waiting', act })
      await options.pause(lookAgainMs, signal)
      continue
    }
    options.tell({ kind: 'playing', act })
    await options.pause(act.pauseMs / options.speed, signal)
    if (signal.aborted || options.isHeld(act.by)) continue
    try {
      await options.perform(act, seq)
      refused = 0
    } catch (error) {
      refused += 1
      if (refused === 3) throw error
      await options.pause(lookAgainMs, signal)
    }
  }
}
