import { nextAct } from '../../../shared/demonstration/next-act.ts'
import type { MeetingRequest } from '../../../shared/meeting/commands.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { act, actorFor, clerk, emptyRoom, type Room } from './room.ts'
import { dice, wildRequest } from './wild.ts'

/** Does something that must be accepted. @param by chair, clerk or a participant's id */
export function must(room: Room, by: string, request: MeetingRequest): Room {
  const { room: after, decision } = act(room, actorFor(room.state, by), request)
  if (!decision.ok) throw new Error(`${by} ${request.type}: ${decision.refusal.code}`)
  return after
}

/** Code of the refusal, or '' where it would be done. */
export function refusalOf(room: Room, by: string, request: MeetingRequest): string {
  const { decision } = act(room, actorFor(room.state, by), request)
  return decision.ok ? '' : decision.refusal.code
}

/** Plays the script until `until` holds. */
export function play(room: Room, until: (now: MeetingState) => boolean): Room {
  if (until(room.state)) return room
  const next = nextAct(room.state, naimanReview, room.now, '2026-11-12')
  if (!next) throw new Error(`the script ended in ${room.state.phase}`)
  return play(must({ ...room, now: room.now + 1000 }, next.by, next.request), until)
}

export const inStage = (stageId: string) => (now: MeetingState) => now.stage?.stageId === stageId

/** A meeting that has just been scheduled. */
export const scheduled: Room = act(emptyRoom, clerk, wildRequest('schedule', emptyRoom, dice(1))).room
