import { accept, refuse } from '../../ledger/aggregate.ts'
import { addDays } from '../../matter/days.ts'
import { wrongMark } from '../appraisal.ts'
import { satIn } from '../state.ts'
import { accountOf, type DecidePool } from './decide.ts'
import { withOfficer } from './officer.ts'

/** Written once when a hearing has ended, by nobody's hand; told again, it changes nothing. */
export const recordHearing: DecidePool<'record-hearing'> = (state, data) =>
  state.hearings[data.meetingId]
    ? refuse('POOL_HEARING_RECORDED')
    : accept({
        type: 'hearing-served',
        ...data,
        outcomes: data.outcomes.filter(({ no }) => state.officers[no]),
      })

/** The chair of a hearing marks each officer who sat, once, on every criterion. */
export const appraise: DecidePool<'appraise'> = (state, { meetingId, no, marks, remark }, { actor }) => {
  const hearing = state.hearings[meetingId]
  if (!hearing) return refuse('POOL_HEARING_NOT_ENDED')
  if (actor.kind !== 'account' || actor.accountId !== hearing.chairAccountId)
    return refuse('POOL_NOT_THE_CHAIR')
  if (!satIn(hearing).includes(no)) return refuse('POOL_DID_NOT_SIT', { no })
  const wrong = wrongMark(state.rules.appraisal.chair, marks)
  if (wrong !== null) return refuse('POOL_CRITERION', { criterion: wrong })
  return withOfficer(state, no, ({ appraisals, name }) =>
    appraisals.some((known) => known.meetingId === meetingId)
      ? refuse('POOL_APPRAISED', { no, name })
      : accept({ type: 'officer-appraised', no, meetingId, on: hearing.on, marks, remark }),
  )
}

/** One slip for each person of the two sides; printed again, they are the same slips. */
export const printSlips: DecidePool<'print-slips'> = (state, { meetingId }, { today }) => {
  const hearing = state.hearings[meetingId]
  if (!hearing) return refuse('POOL_HEARING_NOT_ENDED')
  if (hearing.parties === 0 || satIn(hearing).length === 0) return refuse('POOL_NO_SLIPS')
  if (state.boxes[meetingId]) return refuse('POOL_SLIPS_PRINTED')
  const until = addDays(today, state.rules.appraisal.openDays)
  return accept({ type: 'slips-printed', meetingId, slips: hearing.parties, until })
}

/**
 * After the last day, never before: so that counting says nothing about who was last. Too few slips are not
 * counted at all.
 */
export const countSlips: DecidePool<'count-slips'> = (state, { meetingId, ballots, officers }, { today }) => {
  const box = state.boxes[meetingId]
  if (!box || box.result !== null) return refuse('POOL_SLIPS_COUNTED')
  if (today <= box.until) return refuse('POOL_SLIPS_STILL_TAKEN', { until: box.until })
  const counted = ballots >= state.rules.appraisal.leastBallots
  return accept({
    type: 'slips-counted',
    meetingId,
    on: state.hearings[meetingId]?.on ?? today,
    slips: box.slips,
    ballots,
    counted,
    officers: counted ? officers.filter(({ no }) => state.officers[no]) : [],
  })
}

/** What a person concluded about each officer in a periodic review. */
export const recordReview: DecidePool<'record-review'> = (
  state,
  { from, until, entries },
  { today, actor },
) => {
  if (until < from || until > today) return refuse('POOL_REVIEW_PERIOD', { from, until })
  const numbers = entries.map(({ no }) => no)
  if (new Set(numbers).size !== numbers.length) return refuse('POOL_LISTED_TWICE')
  for (const no of numbers) {
    const decision = withOfficer(state, no, ({ name, reviewed, enteredBy }) =>
      state.rules.entry.secondPerson && !reviewed && enteredBy !== undefined && enteredBy === accountOf(actor)
        ? refuse('POOL_SECOND_PERSON', { name })
        : accept(),
    )
    if (!decision.ok) return decision
  }
  return accept({ type: 'review-recorded', on: today, from, until, entries })
}
