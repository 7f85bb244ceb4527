import { expect, it } from 'vitest'
import type { MeetingContext } from '../../../shared/meeting/context.ts'
import { closeAnswers } from '../../../shared/meeting/decide/answers.ts'
import { type Draw, initialMeeting, type Seat } from '../../../shared/meeting/state.ts'

const LAWYER = ['lawyer']
/** A standing seat and two ad hoc ones, at least one lawyer; nobody shares a group. */
const candidates = [
  { no: 1, standing: true, counts: LAWYER },
  { no: 2, standing: false },
  { no: 3, standing: false },
  { no: 4, standing: true },
  { no: 5, standing: false, counts: LAWYER },
  { no: 6, standing: false },
].map((one) => ({ group: `g${one.no}`, weight: '1', eligible: true, counts: [], ...one }))
const rules = {
  panelSize: 3,
  kinds: [
    { kind: 'standing', seats: 1 },
    { kind: 'adhoc', seats: 2 },
  ],
  groupCap: 1,
  quotas: [{ id: 'lawyer', min: 1, max: null }],
}
const draw = {
  draw: 1,
  status: 'drawn',
  answerBy: 10,
  locked: { officers: candidates.map(({ no }) => ({ no, name: `示例${no}`, unit: '' })) },
  transcript: { rules, candidates, order: [4, 5, 6] },
} as unknown as Draw
const seats = ([1, 2, 3] as const).map(
  (no) =>
    ({
      seat: no,
      kind: no === 1 ? 'standing' : 'adhoc',
      officerNo: no,
      participantId: `officer-${no}`,
      name: '',
      title: '',
      from: 'drawn',
      since: 0,
    }) as Seat,
)

it('who falls silent together does not decide who fits beside them', () => {
  // Beside 2 and 3 the standing seat could only go to a lawyer, and there is none left.
  const decision = closeAnswers({ ...initialMeeting, draws: [draw], seats }, {}, {
    now: 10,
  } as MeetingContext)
  if (!decision.ok) throw new Error(decision.refusal.code)
  const filled = decision.events.flatMap((event) =>
    event.type === 'seat-filled' ? [[event.seat, event.officerNo, event.order]] : [],
  )
  expect(filled).toEqual([
    [1, 4, 1],
    [2, 5, 2],
    [3, 6, 3],
  ])
})
