import { describe, expect, it } from 'vitest'
import { readableEvent } from '../../../shared/ledger/commit.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { substituteFor } from '../../../shared/meeting/substitution.ts'
import { code, DAY, drawn, hearingWhen, publicVerdict, seatOf, transcriptOf } from './draws.ts'
import { clerk } from './hearing.ts'

describe('whoever loses their standing after the pool was locked', () => {
  const nosOf = (state: MeetingState) => state.seats.map(({ officerNo }) => officerNo)

  it('is drawn as was promised, and replaced in the same commit; the public recomputes the draw', async () => {
    const hearing = await hearingWhen((state) => state.draws.at(-1)?.status === 'awaiting-number')
    const { candidates } = (await hearing.state()).draws.at(-1)?.locked ?? { candidates: [] }
    // All standing officers but one: at least one of the two who are drawn gives way.
    const barred = candidates.filter((one) => one.standing && one.eligible).map(({ no }) => no)
    for (const no of barred.slice(1)) hearing.barredBy(no, 'suspended')
    const state = await hearing.play((now) => now.seats.length > 0)
    const drawnNos = transcriptOf(state).panel.map(({ no }) => no)
    expect(drawnNos.some((no) => barred.slice(1).includes(no))).toBe(true)
    expect(nosOf(state).filter((no) => no !== null && barred.slice(1).includes(no))).toEqual([])
    const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'staff' }, 0)
    const types = commits.at(-1)?.events.map((event) => readableEvent(event)?.type)
    expect(types).toEqual(expect.arrayContaining(['number-given', 'panel-drawn', 'seat-vacated']))
    const { about } = await publicVerdict(hearing)
    expect(about('draw')?.outcome).toBe('holds')
  })

  it('is passed over when a seat comes to them; the next in order sits, and only staff read the class', async () => {
    const hearing = await drawn()
    const seat = seatOf(await hearing.state(), 4)
    const decline = (officerNo: number) =>
      hearing.send(clerk, 'record-answer', { officerNo, answer: 'declined', note: '本人来电' })
    const would = substituteFor(await hearing.state(), seat)
    if (!would) throw new Error('nobody is next')
    hearing.leavesPool(would.officerNo)
    await decline(seat.officerNo)
    const after = await hearing.state()
    const sits = seatOf(after, 4)
    const { order } = transcriptOf(after)
    expect(order.indexOf(sits.officerNo)).toBeGreaterThan(would.order - 1)
    expect(after.passedOver).toEqual([would.officerNo])
    const passed = async (level: 'public' | 'staff') =>
      (await hearing.meetings.commits(hearing.meetingId, { level }, 0))
        .flatMap(({ events }) => events.map((event) => readableEvent(event)))
        .find((event) => event?.type === 'officer-passed-over')
    expect(await passed('staff')).toMatchObject({ officerNo: would.officerNo, reason: 'suspended' })
    expect(await passed('public')).toMatchObject({ officerNo: would.officerNo, order: would.order })
    expect(await passed('public')).not.toHaveProperty('reason')
    hearing.leavesPool(sits.officerNo)
    expect(code(await decline(sits.officerNo))).toBe('accepted')
    // Back in the pool or not: whoever was passed over does not come again.
    expect(nosOf(await hearing.state())).not.toContain(would.officerNo)
  })

  it('cannot be kept on the panel: a hearing does not begin with them, and their seat goes to the next', async () => {
    const hearing = await hearingWhen((state) => Object.keys(state.answers).length === 5)
    const seat = seatOf(await hearing.state(), 0)
    const vacate = () =>
      hearing.send(clerk, 'vacate-seat', { seat: seat.seat, cause: 'standing', reason: '名册有变' })
    expect(code(await vacate())).toBe('OFFICER_HAS_STANDING')
    hearing.barredBy(seat.officerNo, 'declared-interest')
    expect(await hearing.send(clerk, 'begin', {})).toMatchObject({
      refusal: { code: 'OFFICER_LOST_STANDING', params: { seat: seat.seat, name: seat.name } },
    })
    expect(code(await vacate())).toBe('accepted')
    expect(seatOf(await hearing.state(), 0).officerNo).not.toBe(seat.officerNo)
  })

  it('gives way when the hearing is moved to a day on which they cannot come; nothing is drawn again', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const moved = before.startsAt + DAY
    const seat = seatOf(before, 1)
    hearing.barredBy(seat.officerNo, 'unavailable', moved)
    const amend = (startsAt: number) =>
      hearing.send(clerk, 'amend', {
        place: '听证室一',
        startsAt,
        open: true,
        closedReason: '',
        chairAccountId: 'chair-1',
        clerkAccountIds: ['clerk-1'],
      })
    expect(code(await amend(before.startsAt))).toBe('accepted')
    expect(nosOf(await hearing.state())).toEqual(nosOf(before))
    expect(code(await amend(moved))).toBe('accepted')
    const after = await hearing.state()
    expect(nosOf(after)).not.toContain(seat.officerNo)
    expect(after.draws).toHaveLength(1)
    expect(transcriptOf(after)).toEqual(transcriptOf(before))
  })
})
