import type { Seen } from '../../ledger/aggregate.ts'
import type { PoolEventOf } from '../events.ts'
import type { PoolState } from '../state.ts'
import { changeOfficer } from './change.ts'

type AppraisalEvent = PoolEventOf<
  'hearing-served' | 'officer-appraised' | 'slips-printed' | 'slips-counted' | 'review-recorded'
>

/** Hearings served and what people think of how it was done. */
export function evolveAppraisal(state: PoolState, event: Seen<AppraisalEvent>): PoolState {
  switch (event.type) {
    case 'hearing-served': {
      const { meetingId, number = '', matterId = '', on = '', outcomes = [] } = event
      if (meetingId === undefined) return state
      const { chairAccountId = '', parties = 0 } = event
      const record = { meetingId, number, matterId, on, chairAccountId, parties, outcomes }
      return outcomes.reduce<PoolState>(
        (current, { no, outcome }) =>
          changeOfficer(current, no, ({ hearings }) => ({
            hearings: [...hearings, { meetingId, number, matterId, on, outcome }],
          })),
        { ...state, hearings: { ...state.hearings, [meetingId]: record } },
      )
    }
    case 'officer-appraised': {
      const { no, meetingId = '', on = '', marks = {}, remark = '' } = event
      return changeOfficer(state, no, ({ appraisals }) => ({
        appraisals: [...appraisals, { meetingId, on, marks, remark }],
      }))
    }
    case 'slips-printed': {
      const { meetingId, slips = 0, until = '' } = event
      if (meetingId === undefined) return state
      return { ...state, boxes: { ...state.boxes, [meetingId]: { slips, until, result: null } } }
    }
    case 'slips-counted': {
      const { meetingId, on = '', ballots = 0, counted = false, officers = [] } = event
      const box = meetingId === undefined ? undefined : state.boxes[meetingId]
      if (meetingId === undefined || !box) return state
      return officers.reduce<PoolState>(
        (current, { no, counts, remarks }) =>
          changeOfficer(current, no, ({ tallies }) => ({
            tallies: [...tallies, { meetingId, on, counts, remarks }],
          })),
        { ...state, boxes: { ...state.boxes, [meetingId]: { ...box, result: { ballots, counted } } } },
      )
    }
    case 'review-recorded': {
      const { on = '', from = '', until = '', entries = [] } = event
      return entries.reduce<PoolState>(
        (current, { no, outcome, note }) =>
          changeOfficer(current, no, ({ reviews }) => ({
            reviewed: true,
            reviews: [...reviews, { on, from, until, outcome, note }],
          })),
        { ...state, reviews: [...state.reviews, { on, officers: entries.length }] },
      )
    }
  }
}
