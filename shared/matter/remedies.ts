import { addDays, daysBetween } from './days.ts'
import { type RuleSource, stageRules } from './rules.ts'
import type { MatterState } from './state.ts'

/** What the petitioner can do after the authority's decision. */
export type Remedy =
  /** No service is recorded: the period has not begun, it will count from the written answer. */
  | {
      readonly kind: 'request-review' | 'request-re-review'
      readonly state: 'awaiting-service'
      readonly days: number
      readonly source: RuleSource
    }
  | {
      readonly kind: 'request-review' | 'request-re-review'
      readonly state: 'open' | 'expired'
      readonly days: number
      readonly source: RuleSource
      readonly servedOn: string
      /** Last day on which the request can be made, 'YYYY-MM-DD'. */
      readonly lastDay: string
      /** Days left to the last day; 0 on it, negative after it. */
      readonly daysLeft: number
    }
  /** Same facts and reasons are not accepted again. */
  | { readonly kind: 'final'; readonly source: RuleSource }

/**
 * The first recorded service on the petitioner's side: on the petitioner, a representative or an agent. Where
 * several were served on different days the earliest counts here: acting by that day is in time for everybody.
 */
export function servedOnPetitioner(state: MatterState): string | null {
  const handlers = new Set((state.handlers ?? []).map(({ id }) => id))
  const days = state.services
    .filter(({ addressee }) => !handlers.has(addressee))
    .map(({ servedOn }) => servedOn)
  return days.sort()[0] ?? null
}

/**
 * What can be done next and until which day. The period counts from recorded service of the decision, the
 * day of service itself not counted (XF22 Art. 35, 36); `today` is the county's date.
 */
export function remedyOf(stage: MatterState['stage'], servedOn: string | null, today: string): Remedy {
  const { next } = stageRules[stage]
  if (next.kind === 'final') return next
  if (servedOn === null) return { ...next, state: 'awaiting-service' }
  const lastDay = addDays(servedOn, next.days)
  const daysLeft = daysBetween(today, lastDay)
  return { ...next, state: daysLeft < 0 ? 'expired' : 'open', servedOn, lastDay, daysLeft }
}
