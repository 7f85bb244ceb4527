import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import ApplicationsPage from '../../../client/office/pool/applications-page.tsx'
import CalendarPage from '../../../client/office/pool/calendar-page.tsx'
import DayPage from '../../../client/office/pool/day-page.tsx'
import HealthPage from '../../../client/office/pool/health-page.tsx'
import PoolPage from '../../../client/office/pool/pool-page.tsx'
import ReviewPage from '../../../client/office/pool/review-page.tsx'
import { poolHealth } from '../../../shared/pool/health.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { initialPool } from '../../../shared/pool/state.ts'
import { add, dateOf, having, TODAY } from '../../shared/pool/run.ts'
import { violations } from '../meeting/page.tsx'
import { officerView, openPool, prepareOffice, signedInAs, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const leave = { unavailable: [{ from: '2026-11-20', until: '2026-11-26', note: '外出' }] }
const officers = [
  officerView(1, '示例甲', { ...leave, barred: 'unavailable' }),
  officerView(2, '示例乙', { reviewedOn: '2026-01-05' }),
]
const member = (no: number, name: string, membership: string, ...bars: string[]) => ({
  ...{ no, name, unit: '示例站', category: 'deputy', sector: '', standing: false },
  membership,
  bars,
})
const day = {
  ...{ day: TODAY, seq: 9, head: 'ab'.repeat(32), officers: 2, available: 1, officer: null },
  members: [member(1, '示例甲', 'in', 'unavailable'), member(2, '示例乙', 'in'), member(3, '示例丙', 'left')],
}
const health = poolHealth(
  having(initialPool, add({ name: '甲', trainingValidUntil: '2026-01-01' })),
  TODAY,
  dateOf,
)
const application = {
  id: 'a1',
  ...{ route: 'recommendation', by: '示例局', statement: '', receivedOn: TODAY, formerNo: null },
  officer: { ...officerView(0, '示例丁'), no: undefined },
  ...{ state: 'received', at: 0, review: null, reason: '', no: null, identity: null, maybe: [] },
}
const proposal = { no: 2, name: '示例乙', unit: '示例站', rule: 'absences', facts: { absences: 2 } }

const waitingApplicant = {
  name: '示例戊',
  category: 'public-lawyer',
  sector: '',
  unit: '示例所',
  expertise: [],
  languages: [],
  phone: '13800000000',
}

function show(
  page: React.ReactElement,
  role: 'administrator' | 'clerk' | 'chair' = 'clerk',
  part: object = {},
) {
  const { status, unavailable, barred, sat, reviewedOn, no, ...details } = officerView(4, '示例丁')
  const asked = stubServer({
    ...signedInAs(role),
    'GET /api/pools/main': {
      body: { seq: 7, head: 'h', today: TODAY, rules: proposedRules, officers },
    },
    'GET /api/pools/main/health': { body: health },
    'GET /api/pools/main/eliminations': { body: { proposals: [proposal] } },
    'GET /api/pools/main/applications': {
      body: {
        applications: [{ ...application, ...part, officer: details }],
        setAside: [{ receipt: '2222-3333', why: 'advertising', at: 0 }],
      },
    },
    'GET /api/pools/main/open-applications': {
      body: {
        waiting: [{ applicant: waitingApplicant, statement: '', receipt: '2222-4444', at: 0 }],
      },
    },
    'POST /api/pools/main/open-applications/2222-4444/set-aside': { body: { ok: true } },
    [`GET /api/pools/main/days/${TODAY}`]: { body: day },
    'POST /api/pools/main/commands': { body: { ok: true, seq: 8, head: 'h', duplicate: false } },
  })
  openPool(page)
  return (end = '/commands') => asked.filter(({ path }) => path.endsWith(end)).map(({ body }) => body)
}

describe('the pool on a day', () => {
  it('lists who was in it and why somebody could not be drawn; by name also who had left', async () => {
    show(<DayPage />)
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('日期').value).toBe(TODAY))
    fireEvent.click(screen.getByText('查询'))
    expect(await screen.findByText('2026年11月24日：库里 2 人，可抽 1 人')).toBeTruthy()
    expect(screen.getByText('请假')).toBeTruthy()
    expect(screen.queryByText(/示例丙/)).toBeNull()
    expect(await violations()).toEqual([])
    fireEvent.change(screen.getByLabelText('编号或姓名'), { target: { value: '例丙' } })
    fireEvent.click(screen.getByText('查询'))
    expect(await screen.findByText('已退出')).toBeTruthy()
  })
})

describe('pages of the pool', () => {
  it('show a proposed elimination with its rule and figures where a person decides, and nothing is decided for them', async () => {
    const commands = show(<ReviewPage />)
    expect(await screen.findByText(/365 天内缺席 2 次以上：缺席 2 次/)).toBeTruthy()
    expect(screen.getByText(/上次考核 2026年1月5日/)).toBeTruthy()
    expect(await violations()).toEqual([])
    fireEvent.click(screen.getByLabelText('2 号示例乙：淘汰还是留用'))
    fireEvent.click(screen.getAllByText('作决定').at(-1) as HTMLElement)
    // The decision, and its reason.
    await waitFor(() => expect(screen.getAllByText('必须填写')).toHaveLength(2))
    expect(commands()).toEqual([])
  })

  it('leave every finding about a candidate to the reviewer', async () => {
    const commands = show(<ApplicationsPage />)
    fireEvent.click(await screen.findByLabelText('示例丁的申请：审查'))
    fireEvent.click(await screen.findByText('保存'))
    const { criteria } = proposedRules.entry
    // One for each criterion, one for the advice.
    await waitFor(() => expect(screen.getAllByText('必须填写')).toHaveLength(criteria.length + 1))
    expect(commands()).toEqual([])
  })

  it('ask why an open application is none before it is deleted, and tell what was deleted', async () => {
    const sent = show(<ApplicationsPage />)
    expect(await screen.findByText(/删除过的：2222-3333，广告/)).toBeTruthy()
    fireEvent.click(await screen.findByLabelText('示例戊的申请：删除'))
    const remove = async () => fireEvent.click((await screen.findAllByText('删除')).at(-1) as HTMLElement)
    await remove()
    expect(await screen.findByText('必须填写')).toBeTruthy()
    expect(sent('/set-aside')).toEqual([])
    fireEvent.click(screen.getByLabelText('重复提交'))
    await remove()
    await waitFor(() => expect(sent('/set-aside')).toEqual([{ why: 'sent-twice' }]))
  })

  it('ask who somebody is who may have left, only where they are to be admitted', async () => {
    const maybe = [{ no: 7, name: '示例丁', unit: '示例站' }]
    const commands = show(<ApplicationsPage />, 'clerk', { state: 'reviewed', maybe })
    expect(await screen.findByText(/可能就是已经出库的 7 号示例丁/)).toBeTruthy()
    fireEvent.click(await screen.findByLabelText('示例丁的申请：决定'))
    fireEvent.click(await screen.findByLabelText('不同意'))
    expect(screen.queryByText('是另一个人')).toBeNull()
    fireEvent.click(screen.getByLabelText('同意入库'))
    expect(await screen.findByText('是原来的 7 号示例丁')).toBeTruthy()
    expect(screen.getByText('是另一个人')).toBeTruthy()
    expect(commands()).toEqual([])
  })

  it.each([
    ['health', <HealthPage key="h" />, '培训已过期'],
    ['calendar', <CalendarPage key="c" />, '到 11月26日 外出'],
  ])('are readable by everybody: %s', async (_name, page, words) => {
    show(page)
    expect(await screen.findByText(words)).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  it('offer a chair the list and its file, and no act that would be refused', async () => {
    show(<PoolPage />, 'chair')
    expect(await screen.findByText('示例甲')).toBeTruthy()
    expect(screen.getByText('文件')).toBeTruthy()
    expect(screen.queryByText('操作', { selector: 'button' })).toBeNull()
    expect(screen.queryByText('新增听证员')).toBeNull()
  })
})
