import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecommendedFields } from '../../../client/office/meeting/draw-recommended.tsx'
import { DrawRulesLine } from '../../../client/office/meeting/draw-rules.tsx'
import { LockForm } from '../../../client/office/meeting/lock-form.tsx'
import { NumberWay } from '../../../client/office/meeting/number-way.tsx'
import { GaveUp } from '../../../client/office/meeting/officer-answers.tsx'
import { PortfolioList } from '../../../client/office/meeting/portfolio-list.tsx'
import { changeLanguage } from '../../../client/ui/i18n.ts'
import quotas from '../../../docs/draw-vectors/draw-quotas.json'
import type { Seen } from '../../../shared/ledger/aggregate.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { type Draw, initialMeeting } from '../../../shared/meeting/state.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { naimanComplex } from '../../../shared/procedures/naiman-complex.ts'
import { actors, evolved, meetingId, Page, preparation, prepared } from '../meeting/fixture.tsx'
import { violations } from '../meeting/page.tsx'
import { type Answer, officerView, open, prepareOffice, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('how the panel is composed', () => {
  it('is said in words in both languages', async () => {
    open(<DrawRulesLine rules={naimanComplex.panel} />)
    for (const text of ['同一类别、同一部门最多 1 人', '律师 1 至 2 人', '通蒙古语的人至少 1 人'])
      expect(screen.getByText(text)).toBeTruthy()
    expect(await violations()).toEqual([])
    cleanup()
    void changeLanguage('en')
    open(<DrawRulesLine rules={naimanComplex.panel} />)
    expect(screen.getByText('lawyers: 1 to 2')).toBeTruthy()
    void changeLanguage('zh')
  })

  it('is listed composition by composition where a portfolio is published: how likely, and whom it seats', () => {
    const { rules, candidates, portfolio } = quotas.transcript
    const officers = candidates.map(({ no }) => ({ no, name: '示例', category: 'deputy', unit: '示例站' }))
    open(<PortfolioList locked={{ rules, candidates, portfolio, officers } as unknown as Draw['locked']} />)
    expect(screen.getByText(`公布 ${portfolio.length} 种组成方案，从中抽一种`)).toBeTruthy()
    const [first] = portfolio
    expect(screen.getAllByText(first?.share ?? '').length).toBeGreaterThan(0)
    const seats = (first?.members ?? []).reduce((sum, member) => sum + member.seats, 0)
    expect(seats).toBe(rules.panelSize)
    expect(screen.getAllByText(/人大代表/)).toHaveLength(portfolio.length)
  })
})

describe('a recommended expert', () => {
  const officers = [
    { no: 51, name: '程问渠', unit: '林草局' },
    { no: 52, name: '陆闻笙', unit: '水务局' },
  ]

  it('is entered with who asked, and no more than the rules let sit', () => {
    const changed = vi.fn()
    const fields = (recommended: { no: number; requestedBy: string }[]) => (
      <RecommendedFields max={1} officers={officers} recommended={recommended} onChange={changed} />
    )
    open(fields([]))
    fireEvent.change(screen.getByLabelText('推荐的专家'), { target: { value: '51' } })
    fireEvent.click(screen.getByRole('button', { name: '推荐专家入席' }))
    expect(changed).not.toHaveBeenCalled()
    fireEvent.change(screen.getByLabelText('推荐部门'), { target: { value: '林业和草原局' } })
    fireEvent.click(screen.getByRole('button', { name: '推荐专家入席' }))
    expect(changed).toHaveBeenCalledWith([{ no: 51, requestedBy: '林业和草原局' }])
    cleanup()
    open(fields([{ no: 51, requestedBy: '林业和草原局' }]))
    expect(screen.getByText('林业和草原局')).toBeTruthy()
    expect(screen.queryByLabelText('推荐的专家')).toBeNull()
  })
})

describe('after the draw', () => {
  it('whoever gave up a seat stays to be seen: what they answered, when and how, and what was noted', () => {
    const state = evolved(prepared, [
      { type: 'officer-answered', officerNo: 1, answer: 'accepted', by: 'self', note: '' },
      { type: 'officer-answered', officerNo: 2, answer: 'declined', by: 'call', note: '在外地开会' },
      { type: 'officer-answered', officerNo: 3, answer: 'silent', by: 'call', note: '' },
      { type: 'officer-answered', officerNo: 4, answer: 'accepted', by: 'self', note: '' },
      { type: 'officer-answered', officerNo: 4, answer: 'declined', by: 'call', note: '家人来电' },
    ])
    const cards = [1, 2, 3, 4].map((no) => ({ no, name: `示例${no}`, category: 'deputy', unit: '' }))
    const draw = { draw: 1, status: 'drawn', locked: { officers: cards } } as unknown as Draw
    open(
      <Page actor={actors.clerk} state={state}>
        <GaveUp draw={draw} />
      </Page>,
    )
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent)
    expect(lines).toEqual([
      '2 示例2 不能来 11月12日 09:30 电话答复在外地开会',
      '3 示例3 没有回音 11月12日 09:30 记',
      // An answer of their own that a call replaced stays to be seen.
      '4 示例4 不能来 11月12日 09:30 电话答复家人来电 此前： 已确认 11月12日 09:30 本人答复',
    ])
  })
})

describe('before the lock', () => {
  const away = { unavailable: [{ from: '2026-11-10', until: '2026-11-20', note: '外出' }] }
  const officers = [officerView(9, '示例甲', away), officerView(12, '示例乙'), officerView(20, '示例丙')]
  const proposals = [
    { no: 9, reason: 'unavailable', basis: 'pool', because: 'unavailable', certain: true },
    { no: 12, reason: 'party-or-kin', basis: 'name', because: '示例乙', certain: false },
  ]
  const accepted: Answer = { body: { ok: true, seq: 8, head: 'h', duplicate: false } }
  const only = preparation.filter(({ type }) => type === 'meeting-scheduled') as readonly Seen<MeetingEvent>[]

  function openForm(answer: Answer = accepted) {
    const pool = { seq: 7, head: 'h', today: '2026-11-01', rules: proposedRules, officers }
    const asked = stubServer({
      'GET /api/pools/main': { body: pool },
      [`GET /api/pools/main/exclusion-proposals/${meetingId}`]: { body: { seq: 7, proposals } },
      [`POST /api/meetings/${meetingId}/commands`]: answer,
    })
    open(
      <Page actor={actors.clerk} state={evolved(initialMeeting, only)}>
        <LockForm />
      </Page>,
    )
    return () => asked.filter(({ path }) => path.endsWith('/commands')).map(({ body }) => body)
  }
  const lock = () => fireEvent.click(screen.getByText('锁定名册'))

  it('every doubtful exclusion is decided, leaving somebody in with a reason; declared ones say who and why', async () => {
    const commands = openForm()
    expect(await screen.findByText('请假到 2026年11月20日 外出')).toBeTruthy()
    expect(screen.getByText('和“示例乙”同名')).toBeTruthy()
    expect(await violations()).toEqual([])
    fireEvent.click(screen.getByLabelText('留下'))
    lock()
    expect(commands()).toEqual([])
    expect(screen.getByText('还有 1 条没有决定')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('12 号示例乙留下的理由'), { target: { value: '同名不同人' } })
    fireEvent.change(screen.getByLabelText('听证员'), { target: { value: '20' } })
    fireEvent.change(screen.getByLabelText('谁申明、因为什么'), { target: { value: '本人：合伙人' } })
    fireEvent.click(screen.getByText('登记申明'))
    expect(screen.getByText('将公开：排除 2 人')).toBeTruthy()
    lock()
    await waitFor(() => expect(commands()).toHaveLength(1))
    expect(commands()).toMatchObject([
      {
        type: 'lock-pool',
        data: {
          exclusions: [{ no: 20, reason: 'declared-interest', note: '本人：合伙人' }],
          kept: [{ no: 12, note: '同名不同人' }],
        },
      },
    ])
  })

  it('a draw that cannot be is refused with the rules in conflict and who could relax what; decisions stay', async () => {
    openForm({
      refuse: 'DRAW_RULES_CONFLICT',
      params: { seats: 5, zh: '通蒙古语的人至少 1 人（可抽的有 0 人）', en: 'x' },
    })
    fireEvent.click(await screen.findByLabelText('排除'))
    lock()
    const refusal = await screen.findByRole('alert')
    expect(refusal.textContent).toContain('5 人的听证组能满足：通蒙古语的人至少 1 人（可抽的有 0 人）')
    expect(refusal.textContent).toContain('由规定听证规程的机关修改')
    expect(screen.getByLabelText<HTMLInputElement>('排除').checked).toBe(true)
  })
})

describe('how the petitioner gives a number', () => {
  it('is chosen before the lock: openly, or sealed in advance, which needs a phone of their own', async () => {
    const changed = vi.fn()
    open(<NumberWay minutes={null} onChange={changed} />)
    expect(screen.queryByText(/要用信访人自己的手机/)).toBeNull()
    fireEvent.click(screen.getByLabelText(/先封后启/))
    expect(changed).toHaveBeenCalledWith(30)
    cleanup()
    open(<NumberWay minutes={30} onChange={changed} />)
    expect(screen.getByText(/没有手机的，选公开出数/)).toBeTruthy()
    fireEvent.change(screen.getByLabelText('封数的时限'), { target: { value: '60' } })
    expect(changed).toHaveBeenLastCalledWith(60)
    fireEvent.click(screen.getByLabelText(/公开出数：/))
    expect(changed).toHaveBeenLastCalledWith(null)
    expect(await violations()).toEqual([])
  })
})
