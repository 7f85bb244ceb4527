import { expect, it } from 'vitest'
import { initialMeeting, type Seat } from '../../../shared/meeting/state.ts'
import { outcomesOf } from '../../../shared/pool/served.ts'

const seat = (no: number): Seat => ({
  seat: no,
  kind: 'adhoc',
  officerNo: no,
  participantId: `officer-${no}`,
  name: '',
  title: '',
  from: 'drawn',
  since: 0,
})
const silent = (officerNo: number) =>
  [
    { type: 'officer-answered', officerNo, answer: 'silent' },
    { type: 'seat-vacated', officerNo, cause: 'silent' },
  ] as const

it('what became of people in a draw that is void counts for nobody', () => {
  const events = [...silent(7), { type: 'draw-voided' } as const, ...silent(8)]
  expect(outcomesOf({ ...initialMeeting, seats: [seat(1)] }, events)).toEqual([
    { no: 1, outcome: 'sat' },
    { no: 8, outcome: 'silent' },
  ])
})
