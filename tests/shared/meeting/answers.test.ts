import { expect, it } from 'vitest'
import { buildCommit, NO_HEAD, readableEvent } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { meetingAudiences } from '../../../shared/meeting/audiences.ts'
import type { MeetingContext } from '../../../shared/meeting/context.ts'
import { closeAnswers } from '../../../shared/meeting/decide/answers.ts'
import { ruleRecusal, vacateSeat } from '../../../shared/meeting/decide/recusal.ts'
import { type Draw, initialMeeting, type Recusal, type Seat } from '../../../shared/meeting/state.ts'

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
  locked: { candidates, officers: candidates.map(({ no }) => ({ no, name: `示例${no}`, unit: '' })) },
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

it('a recusal in a closed meeting looks from outside like any other reason to leave a seat', () => {
  const recusal = { id: 'r1', target: 'officer-2', ruling: null } as unknown as Recusal
  const state = { ...initialMeeting, phase: 'in-session', draws: [draw], seats, recusals: [recusal] } as const
  const context = { now: 10, pool: null } as unknown as MeetingContext
  const shape = (decision: ReturnType<typeof vacateSeat>) => {
    if (!decision.ok) throw new Error(decision.refusal.code)
    const place = { stream: 'meeting/m1', seq: 1, at: 10, prev: NO_HEAD }
    const meta = { commandId: 'c', commandType: 't', actor: 'a' }
    const commit = buildCommit(place, meta, decision.events, () => '0'.repeat(32))
    return redact(commit, meetingAudiences, { level: 'public' }, false).events.map((event) =>
      'leaf' in event ? 'leaf' : readableEvent(event),
    )
  }
  const ill = shape(vacateSeat(state, { seat: 2, cause: 'ill', reason: '发烧' }, context))
  expect(shape(ruleRecusal(state, { recusalId: 'r1', granted: true, reason: '近亲属' }, context))).toEqual(
    ill,
  )
  expect(ill.filter((event) => event === 'leaf')).toHaveLength(2)
})

it('whoever said in advance that they cannot come is passed over in an event of its own', () => {
  const answers = { 5: { answer: 'declined', at: 1, earlier: [] } } as const
  const state = { ...initialMeeting, phase: 'preparing', draws: [draw], seats, answers } as const
  const context = { now: 10, pool: null } as unknown as MeetingContext
  const decision = vacateSeat(state, { seat: 2, cause: 'ill', reason: '发烧' }, context)
  expect(decision.ok && decision.events.slice(2)).toEqual([
    { type: 'officer-passed-over', seat: 2, officerNo: 5, order: 2, reason: 'declined' },
    expect.objectContaining({ type: 'seat-filled', officerNo: 6, order: 3 }),
  ])
})
