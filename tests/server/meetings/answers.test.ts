import { describe, expect, it } from 'vitest'
import { readableEvent } from '../../../shared/ledger/commit.ts'
import { nextDue } from '../../../shared/meeting/due.ts'
import { substituteFor } from '../../../shared/meeting/substitution.ts'
import { clock, code, DAY, drawn, publicVerdict, seatOf, transcriptOf } from './draws.ts'
import { clerk } from './hearing.ts'

describe('drawn officers are told and answer', () => {
  it('whoever declines is replaced in the same commit by the first in order who fits, with the reason', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const seat = seatOf(before, 3)
    await hearing.send(clerk, 'notify-officers', { answerBy: hearing.now() + DAY })
    const decline = (note: string) =>
      hearing.send(clerk, 'record-answer', { officerNo: seat.officerNo, answer: 'declined', note })
    expect(code(await decline(' '))).toBe('ANSWER_NOTE_MISSING')
    const result = await decline('上午十点本人接电话：当天出差')
    expect(result).toMatchObject({ ok: true })
    const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'staff' }, 0)
    expect(commits.at(-1)?.events.map((event) => readableEvent(event)?.type)).toEqual([
      'meta',
      'officer-answered',
      'seat-vacated',
      'seat-filled',
    ])
    const after = await hearing.state()
    const next = seatOf(after, 3)
    expect(next).toMatchObject({ from: 'substitute', kind: seat.kind })
    expect(transcriptOf(after)).toEqual(transcriptOf(before))
    expect(transcriptOf(after).order).toContain(next.officerNo)
    expect(after.answers[seat.officerNo]).toMatchObject({ answer: 'declined' })
  })

  it('nobody counts as silent before the deadline; then all who are give way, seat by seat, by the clock', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const close = () => hearing.send(clock, 'close-answers', {})
    const silent = (no: number) =>
      hearing.send(clerk, 'record-answer', { officerNo: no, answer: 'silent', note: '' })
    expect(code(await close())).toBe('ANSWERS_NOT_AWAITED')
    expect(code(await silent(seatOf(before, 0).officerNo))).toBe('ANSWER_STILL_AWAITED')
    const notify = (answerBy: number) => hearing.send(clerk, 'notify-officers', { answerBy })
    expect(code(await notify(hearing.now() - 1))).toBe('ANSWER_DEADLINE')
    expect(code(await notify(before.startsAt + 1))).toBe('ANSWER_DEADLINE')
    expect(await notify(hearing.now() + DAY - 1)).toMatchObject({
      refusal: { code: 'ANSWER_PERIOD_SHORT', params: { hours: 24 } },
    })
    expect(code(await notify(hearing.now() + DAY))).toBe('accepted')
    expect(code(await notify(hearing.now() + DAY - 1))).toBe('ANSWER_DEADLINE_EARLIER')
    expect(code(await close())).toBe('ANSWER_STILL_AWAITED')
    for (const index of [0, 2])
      await hearing.send(clerk, 'record-answer', {
        officerNo: seatOf(before, index).officerNo,
        answer: 'accepted',
        note: '',
      })
    hearing.tick(DAY)
    expect(code(await close())).toBe('accepted')
    const after = await hearing.state()
    const kept = after.seats.filter((seat) => seat.from === 'drawn').map((seat) => seat.seat)
    expect(kept).toEqual([1, 3])
    const now = after.seats.map((_, i) => seatOf(after, i).officerNo)
    expect(new Set(now).size).toBe(5)
    const group = new Map(transcriptOf(after).candidates.map((c) => [c.no, c.group]))
    expect(new Set(now.map((no) => group.get(no))).size).toBe(5)
    expect(code(await close())).toBe('ANSWERS_NOT_AWAITED')
  })

  it('a substitute seated just before the deadline has a time of their own, and nobody counts them as silent', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const answer = (index: number, answered: string, note = '') =>
      hearing.send(clerk, 'record-answer', {
        officerNo: seatOf(before, index).officerNo,
        answer: answered,
        note,
      })
    await hearing.send(clerk, 'notify-officers', { answerBy: hearing.now() + DAY })
    for (const index of [0, 1, 2, 3]) await answer(index, 'accepted')
    hearing.tick(DAY - 1)
    await answer(4, 'declined', '本人来电')
    const late = seatOf(await hearing.state(), 4).officerNo
    hearing.tick(1)
    const silent = { officerNo: late, answer: 'silent', note: '' }
    expect(code(await hearing.send(clerk, 'record-answer', silent))).toBe('ANSWER_STILL_AWAITED')
    expect(code(await hearing.send(clock, 'close-answers', {}))).toBe('accepted')
    expect(seatOf(await hearing.state(), 4).officerNo).toBe(late)
    await hearing.send(clerk, 'notify-officers', { answerBy: hearing.now() + DAY })
    hearing.tick(DAY)
    expect(code(await hearing.send(clock, 'close-answers', {}))).toBe('accepted')
    expect(seatOf(await hearing.state(), 4).officerNo).not.toBe(late)
  })

  it('whoever has answered is never silent, nor is a substitute nobody seated; in advance they can only decline', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const record = (officerNo: number, answer: string, note = '') =>
      hearing.send(clerk, 'record-answer', { officerNo, answer, note })
    await hearing.send(clerk, 'notify-officers', { answerBy: hearing.now() + DAY })
    for (const index of [0, 1, 2, 3, 4]) await record(seatOf(before, index).officerNo, 'accepted')
    hearing.tick(DAY)
    expect(code(await record(seatOf(before, 0).officerNo, 'silent'))).toBe('ANSWER_STILL_AWAITED')
    const waiting = before.substitutes[0]?.officerNo ?? 0
    expect(code(await record(waiting, 'silent'))).toBe('ANSWER_STILL_AWAITED')
    expect(code(await record(waiting, 'declined'))).toBe('ANSWER_NOTE_MISSING')
    expect(code(await record(waiting, 'declined', '本人来电：出差'))).toBe('accepted')
    expect((await hearing.state()).seats).toEqual(before.seats)
  })

  it('a moved hearing asks everybody anew, with a time of their own; silence then is silence again', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const notify = (answerBy: number) => hearing.send(clerk, 'notify-officers', { answerBy })
    const accept = (index: number) =>
      hearing.send(clerk, 'record-answer', {
        officerNo: seatOf(before, index).officerNo,
        answer: 'accepted',
        note: '',
      })
    await notify(hearing.now() + 2 * DAY)
    for (const index of [0, 1, 2, 3, 4]) await accept(index)
    hearing.tick(DAY)
    const amended = {
      place: before.place,
      startsAt: before.startsAt + 7 * DAY,
      open: before.open,
      closedReason: before.closedReason,
      chairAccountId: 'chair-1',
      clerkAccountIds: ['clerk-1'],
    }
    expect(code(await hearing.send(clerk, 'amend', amended))).toBe('accepted')
    expect((await hearing.state()).draws.at(-1)?.answerBy).toBeUndefined()
    // What was left of the old time is nobody's time to answer about the new day.
    expect(code(await notify(hearing.now() + DAY - 1))).toBe('ANSWER_PERIOD_SHORT')
    const answerBy = hearing.now() + DAY
    expect(code(await notify(answerBy))).toBe('accepted')
    for (const index of [0, 1, 2, 3]) await accept(index)
    expect(nextDue(await hearing.state())).toMatchObject({ type: 'close-answers', at: answerBy })
    hearing.tick(DAY)
    expect(code(await hearing.send(clock, 'close-answers', {}))).toBe('accepted')
    const after = await hearing.state()
    expect(after.seats.slice(0, 4)).toEqual(before.seats.slice(0, 4))
    expect(seatOf(after, 4).officerNo).not.toBe(seatOf(before, 4).officerNo)
  })

  it('seats are emptied at once in the room, but nobody is absent from a hearing that has not begun', async () => {
    const hearing = await drawn()
    const vacate = (cause: string) => hearing.send(clerk, 'vacate-seat', { seat: 1, cause, reason: '没有来' })
    expect(code(await vacate('absent'))).toBe('ABSENT_TOO_EARLY')
    for (const cause of ['silent', 'declined']) expect(code(await vacate(cause))).toBe('COMMAND_MALFORMED')
    hearing.tick(21 * DAY)
    expect(code(await vacate('absent'))).toBe('accepted')
  })

  it('the public record has one shape of a vacancy, whatever emptied the seat', async () => {
    const shapeAfter = async (leave: (hearing: Awaited<ReturnType<typeof drawn>>) => Promise<unknown>) => {
      const hearing = await drawn()
      const seat = seatOf(await hearing.state(), 4)
      await hearing.send(clerk, 'notify-officers', { answerBy: hearing.now() + DAY })
      for (const index of [0, 1, 2, 3]) {
        const { officerNo } = seatOf(await hearing.state(), index)
        await hearing.send(clerk, 'record-answer', { officerNo, answer: 'accepted', note: '' })
      }
      await leave(hearing)
      expect(seatOf(await hearing.state(), 4).officerNo).not.toBe(seat.officerNo)
      const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'public' }, 0)
      const text = JSON.stringify(commits)
      expect(text).not.toMatch(/answerBy|answers-closed|attendance-marked|officer-prevented/)
      return commits
        .at(-1)
        ?.events.map((event) =>
          'leaf' in event ? 'leaf' : [readableEvent(event)?.type, Object.keys(event.fields).sort()],
        )
    }
    const fifth = async (hearing: Awaited<ReturnType<typeof drawn>>) =>
      seatOf(await hearing.state(), 4).officerNo
    const declined = await shapeAfter(async (hearing) =>
      hearing.send(clerk, 'record-answer', {
        officerNo: await fifth(hearing),
        answer: 'declined',
        note: '本人来电',
      }),
    )
    // The commit's own facts, and the one reason.
    expect(declined?.filter((event) => event === 'leaf')).toHaveLength(2)
    const silent = await shapeAfter((hearing) => {
      hearing.tick(DAY)
      return hearing.send(clock, 'close-answers', {})
    })
    const vacate = (cause: string, days = 0) =>
      shapeAfter(async (hearing) => {
        hearing.tick(days * DAY)
        if (cause === 'standing') hearing.leavesPool(await fifth(hearing))
        return hearing.send(clerk, 'vacate-seat', { seat: 5, cause, reason: '事由' })
      })
    for (const shape of [silent, await vacate('ill'), await vacate('absent', 21), await vacate('standing')])
      expect(shape).toEqual(declined)
  })

  it('whoever is skipped is in the public record without a reason, so that anybody can replay who came', async () => {
    const hearing = await drawn()
    const before = await hearing.state()
    const decline = (officerNo: number) =>
      hearing.send(clerk, 'record-answer', { officerNo, answer: 'declined', note: '本人来电' })
    await decline(seatOf(before, 3).officerNo)
    const { about } = await publicVerdict(hearing)
    expect(about('seats')).toMatchObject({ outcome: 'holds', facts: { changed: 1, passed: 0 } })
    const waiting = substituteFor(await hearing.state(), seatOf(before, 4))
    if (!waiting) throw new Error('nobody waits')
    hearing.leavesPool(waiting.officerNo)
    await decline(seatOf(before, 4).officerNo)
    const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'public' }, 0)
    const passed = commits
      .at(-1)
      ?.events.map((event) => readableEvent(event))
      .filter((event) => event?.type === 'officer-passed-over')
    expect(passed).toEqual([
      { type: 'officer-passed-over', seat: 5, officerNo: waiting.officerNo, order: waiting.order },
    ])
    const after = await publicVerdict(hearing)
    expect(after.about('seats')).toMatchObject({ outcome: 'holds', facts: { changed: 2, passed: 1 } })
  })

  it('absences that are provoked draw nothing anew: the next in the one order sits, nobody comes back', async () => {
    const hearing = await drawn()
    const first = await hearing.state()
    const { order } = transcriptOf(first)
    const sat = [seatOf(first, 4).officerNo]
    hearing.tick(21 * DAY)
    for (let i = 0; i < 4; i += 1) {
      const reason = '事先说好不来'
      await hearing.send(clerk, 'vacate-seat', { seat: 5, cause: 'absent', reason })
      sat.push(seatOf(await hearing.state(), 4).officerNo)
    }
    expect(new Set(sat).size).toBe(5)
    const places = sat.slice(1).map((no) => order.indexOf(no))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(transcriptOf(await hearing.state())).toEqual(transcriptOf(first))
  })
})
