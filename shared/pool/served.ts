import type { Seen } from '../ledger/aggregate.ts'
import type { MeetingEvent } from '../meeting/events.ts'
import type { MeetingState } from '../meeting/state.ts'
import type { Outcome } from './officer.ts'

/**
 * What became of everybody the draw that counts had named, by the end of the meeting: who sat to the end, who left a
 * seat and why, who answered no or nothing. Substitutes who were never needed are not in it.
 */
export function outcomesOf(
  state: MeetingState,
  events: readonly Seen<MeetingEvent>[],
): readonly { readonly no: number; readonly outcome: Outcome }[] {
  const outcomes = new Map<number, Outcome>()
  for (const event of events) {
    // What was answered to a draw that is void was asked by mistake: nobody is charged with it.
    if (event.type === 'draw-voided') outcomes.clear()
    if (event.type === 'officer-answered' && event.officerNo !== undefined && event.answer !== undefined) {
      if (event.answer === 'accepted') outcomes.delete(event.officerNo)
      else outcomes.set(event.officerNo, event.answer)
    }
    if (event.type === 'seat-vacated' && event.officerNo !== undefined && event.cause !== undefined) {
      // Why somebody lost their standing is the pool's own to know; it is no absence of theirs.
      if (event.cause !== 'standing') outcomes.set(event.officerNo, event.cause)
    }
  }
  for (const { officerNo } of state.seats) if (officerNo !== null) outcomes.set(officerNo, 'sat')
  return [...outcomes].map(([no, outcome]) => ({ no, outcome })).sort((a, b) => a.no - b.no)
}
