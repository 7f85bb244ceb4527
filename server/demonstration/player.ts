import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import { type Act, nextAct } from '../../shared/demonstration/next-act.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import type { Meetings } from '../meetings/service.ts'

const MAX_PAUSE_MS = 60_000
/** Fastest look at a meeting that waits for a person. */
const LOOK_EVERY_MS = 500

export interface PlayerOptions {
  readonly meetings: Meetings
  readonly clock: () => number
  dateOf(instant: number): string
  /** Writes what is said into the minutes of the current item. */
  readonly onError: (error: unknown) => void
}

/** The actor who sits in a seat of the script. */
function actorOf(state: MeetingState, meetingId: string, { by }: Act): Actor | null {
  const [clerk] = state.clerks
  if (by === 'chair') return state.chair ? { kind: 'account', ...state.chair, roles: ['chair'] } : null
  if (by === 'clerk') return clerk ? { kind: 'account', ...clerk, roles: ['clerk'] } : null
  const participant = state.participants.find((p) => p.id === by)
  if (!participant) return null
  return {
    kind: 'link',
    linkId: `demonstration-${by}`,
    meetingId,
    participantId: by,
    role: participant.kind === 'officer' ? 'panelist' : 'party',
  }
}

/** Seat id of the demonstration page for who acts: accounts for chair and clerk, participants otherwise. */
const seatOf = (state: MeetingState, { by }: Act): string =>
  by === 'chair' ? (state.chair?.accountId ?? by) : by === 'clerk' ? (state.clerks[0]?.accountId ?? by) : by

/**
 * Plays the seats nobody has taken, through the same commands as everybody's. A seat a person has opened is
 * theirs: when it is their turn the script waits.
 */
export function createPlayer({ meetings, clock, dateOf, onError }: PlayerOptions) {
  const playing = new Map<string, { speed: number; timer: NodeJS.Timeout | null }>()
  const taken = new Map<string, Set<string>>()

  const step = async (meetingId: string): Promise<void> => {
    const run = playing.get(meetingId)
    if (!run) return
    const { state } = await meetings.load(meetingId)
    const procedure = pinnedProcedure(state.procedure?.hash ?? '')
    const next = procedure
      ? nextAct(state, procedure, clock(), dateOf(state.begunAt ?? state.startsAt))
      : null
    if (!next) {
      playing.delete(meetingId)
      return
    }
    const waits = taken.get(meetingId)?.has(seatOf(state, next)) === true
    const pause = waits ? LOOK_EVERY_MS : Math.min(MAX_PAUSE_MS, next.pauseMs / run.speed)
    run.timer = setTimeout(() => {
      const acting = waits ? Promise.resolve() : perform(meetingId, state, next)
      acting.then(() => step(meetingId)).catch(onError)
    }, pause)
  }

  const perform = async (meetingId: string, seen: MeetingState, next: Act): Promise<void> => {
    const { state } = await meetings.load(meetingId)
    // Somebody acted meanwhile: look again instead of acting on an old view.
    if (state !== seen) return
    const actor = actorOf(state, meetingId, next)
    if (actor) await meetings.execute(meetingId, { commandId: ulid(), ...next.request }, actor)
  }

  return {
    isPlaying: (meetingId: string): boolean => playing.has(meetingId),

    /** Remembers that a person sits there now. */
    take(meetingId: string, seatId: string): void {
      const seats = taken.get(meetingId) ?? new Set()
      seats.add(seatId)
      taken.set(meetingId, seats)
    },

    /** @param speed 1 is human pace */
    async play(meetingId: string, speed: number): Promise<void> {
      const run = playing.get(meetingId)
      if (run) {
        run.speed = speed
        return
      }
      playing.set(meetingId, { speed, timer: null })
      await step(meetingId)
    },

    stop(meetingId: string): void {
      clearTimeout(playing.get(meetingId)?.timer ?? undefined)
      playing.delete(meetingId)
    },

    stopAll(): void {
      for (const { timer } of playing.values()) clearTimeout(timer ?? undefined)
      playing.clear()
    },
  }
}

export type Player = ReturnType<typeof createPlayer>
