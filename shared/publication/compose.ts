import type { MeetingState } from '../meeting/state.ts'
import type { PublishedDocument } from './document.ts'

/**
 * The text proposed for publication, from the record alone: masked where parties are named; panel, chair,
 * clerk and unit by name. Null before a conclusion is announced.
 * @param heldOn calendar date of the meeting in the county's zone, `YYYY-MM-DD`
 */
export function composeDocument(state: MeetingState, heldOn: string): PublishedDocument | null {
  const { conclusion } = state
  if (!conclusion?.maskedRecommendation) return null
  return {
    number: state.number,
    title: state.maskedSubject,
    heldOn,
    place: state.place,
    open: state.open,
    responsibleUnit: state.responsibleUnit,
    requests: [...(state.maskedRequests ?? [])],
    recommendation: conclusion.maskedRecommendation,
    panel: state.seats.map(({ seat, name, title }) => ({ seat, name, title })),
    chair: state.chair?.name ?? '',
    clerks: state.clerks.map((clerk) => clerk.name),
    tally: Object.fromEntries(Object.entries(conclusion.tally).map(([id, votes]) => [id, { ...votes }])),
    agreeing: conclusion.agreeing,
    dissenting: conclusion.dissenting,
    opinions: conclusion.maskedOpinions.map((opinion) => ({ ...opinion, positions: [...opinion.positions] })),
    missing: state.missing.map((seat) => seat.name),
    spoken: state.floor.usedMs,
    recusals: {
      requested: state.recusals.length,
      granted: state.recusals.filter((recusal) => recusal.ruling?.granted).length,
    },
  }
}
