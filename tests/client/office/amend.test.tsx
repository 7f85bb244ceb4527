import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AmendDialog } from '../../../client/office/meeting/amend-dialog.tsx'
import { NoticeCard } from '../../../client/office/meeting/notice-card.tsx'
import { AnswerActs } from '../../../client/office/meeting/officer-answers.tsx'
import { dateOf } from '../../../shared/i18n/format.ts'
import type { Seen } from '../../../shared/ledger/aggregate.ts'
import { addDays } from '../../../shared/matter/days.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { actors, evolved, minute, Page, prepared, start } from '../meeting/fixture.tsx'
import { type Answer, open, prepareOffice, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const served = (participantId: string, servedOn = '2026-11-01'): Seen<MeetingEvent> => ({
  type: 'service-recorded',
  participantId,
  document: 'notice',
  method: 'in-person',
  servedOn,
  proof: '签收',
})
const comes: Seen<MeetingEvent> = {
  type: 'officer-answered',
  officerNo: 1,
  answer: 'accepted',
  by: 'call',
  note: '',
}
const amended: Seen<MeetingEvent> = {
  type: 'meeting-amended',
  place: '三楼会议室',
  startsAt: start,
  open: true,
  closedReason: '',
  chair: { accountId: 'a-chair', name: '顾明衡' },
  clerks: [{ accountId: 'a-clerk', name: '白书简' }],
}
/** Later than everything that prepared the hearing, one event a minute. */
const then = (state: MeetingState, first: number, ...events: readonly Seen<MeetingEvent>[]) =>
  evolved(state, events, (n) => start + (first + n) * minute)
const told = then(prepared, 1, served('p1'), comes)

const office = (state: MeetingState, part: React.ReactElement) =>
  open(
    <Page actor={actors.clerk} state={state}>
      {part}
    </Page>,
  )

describe('a hearing amended after people were told', () => {
  const toTell = () => screen.queryByRole('status')?.textContent ?? ''

  it('names everybody who must be told anew, until they have been', () => {
    const moved = then(told, 10, amended)
    office(moved, <NoticeCard />)
    expect(toTell()).toContain('还有 2 人要重新告知')
    expect(toTell()).toContain('周禾生')
    expect(toTell()).toContain('程问渠')
    expect(toTell()).not.toContain('贺从简')
    cleanup()
    office(then(moved, 20, served('p1')), <NoticeCard />)
    expect(toTell()).toContain('还有 1 人要重新告知')
    expect(toTell()).not.toContain('周禾生')
    cleanup()
    office(then(moved, 20, served('p1'), comes), <NoticeCard />)
    expect(toTell()).toBe('')
  })

  it('asks nobody again where nothing of the notice has changed', () => {
    office(then(told, 10, { ...amended, place: prepared.place }), <NoticeCard />)
    expect(toTell()).toBe('')
  })
})

describe('the notice', () => {
  it('names the last day to serve it, and who was served after that', () => {
    office(then(prepared, 1, served('p1', addDays(dateOf(start), -7))), <NoticeCard />)
    expect(document.body.textContent).toContain('最迟')
    expect(document.body.textContent).not.toContain('晚于期限')
    cleanup()
    office(then(prepared, 1, served('p1', addDays(dateOf(start), -6))), <NoticeCard />)
    expect(document.body.textContent).toContain('晚于期限')
  })
})

describe('amending', () => {
  const accounts = [
    { accountId: 'a-chair', login: 'chair', name: '顾明衡', roles: ['chair'], active: true },
    { accountId: 'a-clerk', login: 'clerk', name: '白书简', roles: ['clerk'], active: true },
    { accountId: 'a-clerk-2', login: 'clerk2', name: '林知白', roles: ['clerk'], active: true },
  ]
  async function amending(command: Answer) {
    const asked = stubServer({
      'GET /api/accounts': { body: { accounts } },
      'POST /api/meetings/m1/commands': command,
    })
    const closed = vi.fn()
    office(told, <AmendDialog onClose={closed} />)
    fireEvent.change(await screen.findByLabelText('地点'), { target: { value: '三楼会议室' } })
    fireEvent.click(screen.getByLabelText('林知白'))
    return {
      closed,
      commands: () => asked.filter(({ method }) => method === 'POST').map(({ body }) => body),
      save: () => fireEvent.click(screen.getByRole('button', { name: '保存修改' })),
    }
  }

  it('says before saving who will have to be told anew, and sends the whole arrangement', async () => {
    const { commands, save } = await amending({ body: { ok: true, seq: 9, head: 'h', duplicate: false } })
    expect(screen.getByText(/已经告知 2 人：周禾生、程问渠/)).toBeDefined()
    fireEvent.click(screen.getByLabelText('不公开举行'))
    save()
    expect(commands()).toEqual([])
    fireEvent.change(screen.getByLabelText('不公开的理由'), { target: { value: '涉及个人隐私' } })
    save()
    await waitFor(() => expect(commands()).toHaveLength(1))
    expect(commands()[0]).toMatchObject({
      type: 'amend',
      data: {
        place: '三楼会议室',
        startsAt: start,
        open: false,
        closedReason: '涉及个人隐私',
        chairAccountId: 'a-chair',
        clerkAccountIds: ['a-clerk', 'a-clerk-2'],
      },
    })
  })

  it('keeps what was typed when it is refused', async () => {
    const { closed, save } = await amending({ refuse: 'CHAIR_UNKNOWN' })
    save()
    expect((await screen.findByRole('alert')).textContent).toContain('CHAIR_UNKNOWN')
    expect(screen.getByLabelText('地点')).toHaveProperty('value', '三楼会议室')
    expect(closed).not.toHaveBeenCalled()
  })
})

describe('the answer of a drawn officer', () => {
  const seat = told.seats[0]

  function answering(state: MeetingState) {
    const asked = stubServer({
      'POST /api/meetings/m1/commands': { body: { ok: true, seq: 9, head: 'h', duplicate: false } },
    })
    if (!seat) throw new Error('nobody drawn')
    office(state, <AnswerActs officerNo={1} seat={seat} />)
    return () => asked.map(({ body }) => body)
  }

  it('is recorded with its reason when the officer cannot come', async () => {
    const commands = answering(prepared)
    fireEvent.click(screen.getByRole('button', { name: '不能来' }))
    const dialog = within(screen.getByRole('dialog'))
    fireEvent.click(dialog.getByRole('button', { name: '登记答复' }))
    expect(commands()).toEqual([])
    fireEvent.change(dialog.getByRole('textbox'), { target: { value: '出差' } })
    fireEvent.click(dialog.getByRole('button', { name: '登记答复' }))
    await waitFor(() =>
      expect(commands()).toEqual([
        expect.objectContaining({
          type: 'record-answer',
          data: { officerNo: 1, answer: 'declined', note: '出差' },
        }),
      ]),
    )
  })

  it('is asked for again after the hearing was moved, and not otherwise', () => {
    answering(told)
    expect(screen.queryByRole('button', { name: '能来' })).toBeNull()
    cleanup()
    answering(then(told, 10, amended))
    expect(screen.getByRole('button', { name: '能来' })).toBeDefined()
  })
})
