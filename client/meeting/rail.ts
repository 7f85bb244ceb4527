import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Bilingual, Procedure, Stage } from '../../shared/procedures/schema.ts'
import type { RailStage } from '../ui/stage-rail.tsx'

const minutesOf = (ms: number) => Math.max(1, Math.round(ms / 60_000))

/** The stage the meeting is in; undefined before it begins. */
export const currentStage = (state: MeetingState, procedure: Procedure): Stage | undefined =>
  procedure.stages.find((stage) => stage.id === state.stage?.stageId)

/** The stage after the current one; undefined at the last. */
export const nextStage = (state: MeetingState, procedure: Procedure): Stage | undefined =>
  state.stage ? procedure.stages[state.stage.index + 1] : procedure.stages[0]

/** Milliseconds a stage has taken over all its rounds; a running one counts to `now`. */
export function stageTookMs(state: MeetingState, stageId: string, now: number): number {
  const runs = [...state.stageLog, ...(state.stage ? [state.stage] : [])].filter(
    (run) => run.stageId === stageId,
  )
  const end = state.closedAt ?? now
  return runs.reduce((sum, run) => sum + Math.max(0, (run.endedAt ?? end) - run.startedAt), 0)
}

/** The round of the current stage where stages are gone through again, else 1: later stages belong to no round. */
export function shownRound(state: MeetingState, { stages, rounds }: Procedure): number {
  const at = (id: string) => stages.findIndex((each) => each.id === id)
  const index = state.stage?.index ?? -1
  return at(rounds.from) <= index && index <= at(rounds.to) ? (state.stage?.round ?? 1) : 1
}

/** The procedure's stages as the rail shows them. */
export function railStages(
  state: MeetingState,
  procedure: Procedure,
  pick: (text: Bilingual) => string,
  now: number,
): readonly RailStage[] {
  const current = state.phase === 'closed' ? procedure.stages.length : (state.stage?.index ?? -1)
  return procedure.stages.map((stage, index) => ({
    id: stage.id,
    name: pick(stage.name),
    state: index < current ? 'done' : index === current ? 'now' : index === current + 1 ? 'next' : 'later',
    plannedMinutes: stage.plannedMinutes,
    ...(index < current ? { tookMinutes: minutesOf(stageTookMs(state, stage.id, now)) } : {}),
  }))
}
