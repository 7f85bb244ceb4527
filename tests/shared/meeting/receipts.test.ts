import { describe, expect, it } from 'vitest'
import { receiptNumber } from '../../../shared/meeting/decide/opinions.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { evolveMeeting } from '../../../shared/meeting/evolve/evolve.ts'
import { initialMeeting, type MeetingState } from '../../../shared/meeting/state.ts'

const numbered: MeetingState = { ...initialMeeting, number: '青信听〔2026〕17号' }
const evolvedBy = (state: MeetingState, ...events: MeetingEvent[]) =>
  events.reduce((before, event, i) => evolveMeeting(before, event, { seq: i + 1, at: i }), state)
const seals = (state: MeetingState, participantId: string, seat: number): MeetingEvent => ({
  type: 'opinion-sealed',
  participantId,
  seat,
  receipt: receiptNumber(state, seat),
  commitment: '',
  sealId: `${participantId} ${receiptNumber(state, seat)}`,
  medium: 'paper',
})

describe('a receipt', () => {
  it('is another one when the same person seals again, or another person takes the seat', () => {
    const once = evolvedBy(numbered, seals(numbered, 'officer-9', 3))
    const withdrawn = evolvedBy(once, { type: 'opinion-withdrawn', participantId: 'officer-9', sealId: '' })
    const twice = evolvedBy(withdrawn, seals(withdrawn, 'officer-9', 3))
    const refilled = evolvedBy(twice, { type: 'opinion-voided', participantId: 'officer-9', sealId: '' })
    const other = evolvedBy(refilled, seals(refilled, 'officer-40', 3), seals(refilled, 'officer-2', 1))
    expect([once, twice, other].map((state) => state.seals['officer-9']?.receipt)).toEqual([
      'FC-17-3-1',
      'FC-17-3-2',
      'FC-17-3-2',
    ])
    expect(other.seals['officer-40']?.receipt).toBe('FC-17-3-3')
    expect(other.seals['officer-2']?.receipt).toBe('FC-17-1-1')
  })
})
