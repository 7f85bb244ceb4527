import type { DayRange } from '../pool/officer.ts'
import { addDays, daysBetween } from './days.ts'
import type { MatterStage } from './persons.ts'
import { remedyOf, servedOnPetitioner } from './remedies.ts'
import { type RuleSource, stageRules } from './rules.ts'
import type { MatterState } from './state.ts'

/** A period of law that runs in a matter. Days are calendar days, the first day not counted. */
export interface MatterClock {
  /** What is due: the authority's answer, or the petitioner's request. */
  readonly due: 'handling' | 'review' | 're-review' | 'request-review' | 'request-re-review'
  readonly startsOn: string
  readonly days: number
  readonly lastDay: string
  /** 0 on the last day, negative after it. */
  readonly daysLeft: number
  /** Date on which it was met; late when after the last day. */
  readonly doneOn: string | null
  readonly source: RuleSource
  /** Whether days of hearings are left out of an authority's period; null where the question does not arise. */
  readonly hearingTime: {
    readonly excluded: boolean
    readonly days: number
    readonly source: RuleSource
  } | null
}

/** The dates that clocks are counted from. */
export interface ClockFacts {
  readonly stage: MatterStage
  readonly receivedOn: string
  readonly decidedOn: string | null
  /** First service of the decision on the petitioner's side. */
  readonly servedOn: string | null
}

export function clockFacts(state: MatterState): ClockFacts {
  return {
    stage: state.stage,
    receivedOn: state.receivedOn ?? '',
    decidedOn: state.decision?.date ?? null,
    servedOn: servedOnPetitioner(state),
  }
}

/**
 * The statutory clocks of a registered matter. `hearings` are the days each hearing took: they lengthen the
 * period only where the stage's rule leaves hearing time out.
 */
export function clocksOf(
  { stage, receivedOn, decidedOn, servedOn }: ClockFacts,
  hearings: readonly DayRange[],
  today: string,
): readonly MatterClock[] {
  const { answer, hearingTime } = stageRules[stage]
  const excludedDays = hearingTime.excluded ? daysCovered(hearings) : 0
  const lastDay = addDays(receivedOn, answer.days + excludedDays)
  const own: MatterClock = {
    due: stage,
    startsOn: receivedOn,
    days: answer.days,
    lastDay,
    daysLeft: daysBetween(today, lastDay),
    doneOn: decidedOn,
    source: answer.source,
    hearingTime: { ...hearingTime, days: excludedDays },
  }
  const remedy = decidedOn === null ? null : remedyOf(stage, servedOn, today)
  if (!remedy || remedy.kind === 'final' || remedy.state === 'awaiting-service') return [own]
  return [
    own,
    {
      due: remedy.kind,
      startsOn: remedy.servedOn,
      days: remedy.days,
      lastDay: remedy.lastDay,
      daysLeft: remedy.daysLeft,
      doneOn: null,
      source: remedy.source,
      hearingTime: null,
    },
  ]
}

/** Calendar days covered by the ranges, days they share counted once. */
function daysCovered(ranges: readonly DayRange[]): number {
  const days = new Set(
    ranges.flatMap(({ from, until }) =>
      Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, day) => addDays(from, day)),
    ),
  )
  return days.size
}
