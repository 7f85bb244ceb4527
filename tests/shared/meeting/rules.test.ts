import { describe, expect, it } from 'vitest'
import { itemsFingerprint } from '../../../shared/meeting/minutes.ts'
import type { Room } from './room.ts'
import { inStage, must, play, refusalOf, scheduled } from './script.ts'

const partyOf = ({ state }: Room): string =>
  state.participants.find(({ kind }) => kind === 'petitioner')?.id ?? ''
const seatOf = ({ state }: Room, no: number): string => state.seats[no - 1]?.participantId ?? ''

describe('the panel', () => {
  it('never takes back somebody who has left it, however many seats fall vacant', () => {
    let room = play(scheduled, inStage('petitioner-statement'))
    const gone: string[] = []
    while (room.state.seats.some(({ participantId }) => participantId !== null)) {
      const seat = room.state.seats.find(({ participantId }) => participantId !== null)
      if (!seat?.participantId) break
      gone.push(seat.participantId)
      room = must(room, 'clerk', {
        type: 'vacate-seat',
        data: { seat: seat.seat, cause: 'ill', reason: '病' },
      })
      for (const { participantId } of room.state.seats) expect(gone).not.toContain(participantId)
    }
    expect(gone.length).toBeGreaterThan(5)
    expect(new Set(gone).size).toBe(gone.length)
  })

  it('does not take back by recommendation who has left it', () => {
    let room = play(scheduled, (now) => now.draws.at(-1)?.status === 'drawn')
    while (room.state.seats[4]?.participantId)
      room = must(room, 'clerk', { type: 'vacate-seat', data: { seat: 5, cause: 'ill', reason: '病' } })
    const { left, draws } = room.state
    const adhoc = left.filter((no) => !draws.at(-1)?.locked.candidates.find((one) => one.no === no)?.standing)
    expect(adhoc.length).toBeGreaterThan(0)
    for (const officerNo of adhoc)
      expect(
        refusalOf(room, 'clerk', {
          type: 'seat-recommended',
          data: { seat: 5, officerNo, requestedBy: '自然资源局' },
        }),
      ).toBe('OFFICER_NOT_ELIGIBLE')
  })

  it('is drawn with a number whose way is told as it was: by phone from the petitioner’s own only', () => {
    const room = play(scheduled, (now) => now.draws.at(-1)?.status === 'awaiting-number')
    const give = (via: 'phone' | 'aloud' | 'sheet') =>
      refusalOf(room, 'clerk', { type: 'give-number', data: { number: '8', via, onBehalfOf: partyOf(room) } })
    expect(give('phone')).toBe('NUMBER_NOT_BY_PHONE')
    expect([give('aloud'), give('sheet')]).toEqual(['', ''])
  })

  it('opens its opinions after the deadline also when a seat has stayed vacant', () => {
    let room = play(scheduled, (now) => now.opinionDeadline !== null)
    while (room.state.seats[4]?.participantId)
      room = must(room, 'clerk', { type: 'vacate-seat', data: { seat: 5, cause: 'ill', reason: '病' } })
    const [, second] = room.state.seats
    room = { ...room, now: (room.state.opinionDeadline ?? 0) + 1 }
    room = must(room, 'chair', { type: 'advance', data: { from: 'opinions' } })
    room = must(room, 'chair', { type: 'open-opinions', data: {} })
    expect(room.state.missing.map(({ participantId }) => participantId)).toContain(second?.participantId)
    expect(room.state.missing).toHaveLength(4)
  })
})

describe('minutes', () => {
  const seen = ({ state }: Room): string => itemsFingerprint(state.items)

  it('that are final are not written on: no way leads back into their stage', () => {
    const room = play(scheduled, inStage('unit-statement'))
    const final = (itemId: string, where: Room) =>
      must(where, 'clerk', { type: 'finalise-item', data: { itemId } })
    const back = { type: 'step-back', data: { from: 'unit-statement', reason: '补充' } } as const
    expect(refusalOf(final('petitioner-statement', room), 'chair', back)).toBe('ITEM_FINALISED')
    expect(refusalOf(final('unit-statement', room), 'chair', back)).toBe('ITEM_FINALISED')
    const stepped = must(final('opening', room), 'chair', back)
    expect(refusalOf(stepped, 'clerk', { type: 'finalise-item', data: { itemId: 'unit-statement' } })).toBe(
      'ITEM_NOT_BEGUN',
    )
  })

  it('are signed by everybody for themselves: nobody with a link signs as chair, clerk or another', () => {
    let room = play(
      scheduled,
      (now) => now.stage?.stageId === 'signing' && Object.keys(now.items).length > 12,
    )
    while (
      refusalOf(room, 'chair', {
        type: 'sign-minutes',
        data: { method: 'phone', note: '', itemsSha256: seen(room) },
      }) === 'ITEMS_OPEN'
    )
      room = play(room, (now) => now !== room.state && Object.keys(now.items).length > 13)
    expect(
      refusalOf(room, 'chair', {
        type: 'sign-minutes',
        data: { method: 'phone', note: '', itemsSha256: seen(room) },
      }),
    ).toBe('MINUTES_NOT_READ_OUT')
    room = must(room, 'clerk', {
      type: 'read-out-minutes',
      data: { how: 'read-by-each', itemsSha256: seen(room) },
    })
    const sign = (onBehalfOf: string, method: 'paper' | 'phone' = 'paper') =>
      ({ type: 'sign-minutes', data: { method, note: '', itemsSha256: seen(room), onBehalfOf } }) as const
    for (const by of [partyOf(room), seatOf(room, 1)])
      for (const name of ['chair', 'clerk', seatOf(room, 2)])
        expect(refusalOf(room, by, sign(name)), `${by} as ${name}`).toBe('NOT_YOURSELF')
    expect(refusalOf(room, 'clerk', sign('chair', 'phone'))).toBe('NOT_YOURSELF')
    expect(refusalOf(room, 'chair', sign('clerk', 'phone'))).toBe('NOT_YOURSELF')
    expect(refusalOf(room, 'clerk', sign('chair'))).toBe('')
    expect(
      refusalOf(room, partyOf(room), {
        type: 'sign-minutes',
        data: { method: 'phone', note: '', itemsSha256: seen(room) },
      }),
    ).toBe('DRAWING_MISSING')
  })
})

it('a speaker is heard on evidence that is on the list', () => {
  const room = play(scheduled, inStage('petitioner-statement'))
  const floor = (evidenceNo: number) =>
    ({ type: 'give-floor', data: { participantId: partyOf(room), counted: true, evidenceNo } }) as const
  expect(refusalOf(room, 'chair', floor(9))).toBe('EVIDENCE_UNKNOWN')
  expect(refusalOf(room, 'chair', floor(1))).toBe('')
})
