import { clockFacts } from '../../shared/matter/clocks.ts'
import type { MatterState } from '../../shared/matter/state.ts'
import type { MatterRow } from './model.ts'

/** The list's line of a matter. */
export function matterRow(state: MatterState): Omit<MatterRow, '_id' | 'seq'> {
  return {
    ...clockFacts(state),
    number: state.number ?? '',
    subject: state.subject ?? '',
    petitioner: state.petitioner?.name ?? '',
    responsibleUnit: state.responsibleUnit,
    registeredAt: state.registeredAt ?? 0,
    meetings: state.meetings.map(({ meetingId, number }) => ({ meetingId, number })),
  }
}
