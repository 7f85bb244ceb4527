import type { Connection } from 'mongoose'
import { clockFacts } from '../../shared/matter/clocks.ts'
import { matter } from '../../shared/matter/matter.ts'
import type { MatterState } from '../../shared/matter/state.ts'
import { defineProjection, modelRows, type Projection } from '../ledger/projections.ts'
import { type MatterRow, matterModel } from './model.ts'

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

/** The list of matters. */
export const matterProjection = (connection: Connection): Projection =>
  defineProjection(matter, modelRows(matterModel(connection)), matterRow)
