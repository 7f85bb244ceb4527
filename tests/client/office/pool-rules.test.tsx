import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import RulesPage from '../../../client/office/pool/rules-page.tsx'
import { type PoolRules, proposedRules } from '../../../shared/pool/rules.ts'
import { violations } from '../meeting/page.tsx'
import { type Answer, openPool, prepareOffice, signedInAs, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const pool = (rules: PoolRules, seq: number): Answer => ({
  body: { seq, head: 'h', today: '2026-11-24', rules, officers: [] },
})
const change = { seq: 4, at: 0, by: 'account:k1', byName: '关鸿影', reason: '会议决定', sections: ['rest'] }

/** The page as somebody opens it; `then`: the pool as the server has it at every later reading. */
function openRules(role: 'administrator' | 'clerk', then: PoolRules = proposedRules) {
  let readings = 0
  const asked = stubServer({
    ...signedInAs(role),
    get 'GET /api/pools/main'() {
      return readings++ === 0 ? pool(proposedRules, 7) : pool(then, 9)
    },
    'GET /api/pools/main/rules-changes': { body: { changes: [change] } },
    'POST /api/pools/main/commands': { body: { ok: true, seq: 10, head: 'h', duplicate: false } },
  })
  openPool(<RulesPage />)
  return () => asked.filter(({ path }) => path.endsWith('/commands')).map(({ body }) => body)
}

// By label and text: in antd's dialogs a search by role computes the style of every element.
const edit = async (section: string) => fireEvent.click(await screen.findByLabelText(`修改规则：${section}`))
const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const save = () => fireEvent.click(screen.getByText('保存规则'))
const { entry, rest } = proposedRules
const shorter = { ...proposedRules, entry: { ...entry, reentryAfterDays: 30 } }

describe('the rules of the pool', () => {
  it('are read by a clerk in words, with source and past, and changed by administrators only', async () => {
    openRules('clerk')
    expect(await screen.findByText('淘汰后满 365 天才能重新申请')).toBeTruthy()
    expect(await screen.findByText('改了：轮休')).toBeTruthy()
    expect(screen.getByText(/只有管理员能改规则/)).toBeTruthy()
    expect(screen.queryByLabelText(/修改规则/)).toBeNull()
    expect(await violations()).toEqual([])
  })

  it('are saved whole with one section changed and why; what somebody else made of another is taken along', async () => {
    const commands = openRules('administrator', shorter)
    await edit('轮休')
    fill('场数', '0')
    save()
    expect(await screen.findByText('填 1 到 100 的整数')).toBeTruthy()
    expect(await screen.findByText('必须填写')).toBeTruthy()
    expect(commands()).toEqual([])
    fill('场数', '3')
    fill('为什么改', '第二次会议')
    save()
    await waitFor(() => expect(commands()).toHaveLength(1))
    expect(commands()).toMatchObject([
      {
        type: 'set-rules',
        data: { rules: { ...shorter, rest: { ...rest, hearings: 3 } }, reason: '第二次会议' },
        expectedSeq: 9,
      },
    ])
    expect(await screen.findByText('已保存，记为人才库第 9 条记录。')).toBeTruthy()
  })

  it('keep every case of elimination when one is changed', async () => {
    const commands = openRules('administrator')
    await edit('淘汰')
    fill('决定留用后多少天不再提出', '90')
    fill('为什么改', '会议决定')
    save()
    await waitFor(() => expect(commands()).toHaveLength(1))
    const { elimination } = proposedRules
    expect(commands()).toEqual([
      expect.objectContaining({
        data: {
          rules: { ...proposedRules, elimination: { ...elimination, keptForDays: 90 } },
          reason: '会议决定',
        },
      }),
    ])
  })

  it('show what somebody else made of the same section, and replace it only when saved again', async () => {
    const commands = openRules('administrator', shorter)
    await edit('入库')
    fill('淘汰后多少天可以重新申请', '90')
    fill('为什么改', '太长')
    save()
    expect(await screen.findByText(/POOL_RULES_CHANGED/)).toBeTruthy()
    expect(screen.getAllByText('淘汰后满 30 天才能重新申请').length).toBeGreaterThan(0)
    expect(commands()).toEqual([])
    save()
    await waitFor(() => expect(commands()).toHaveLength(1))
    const saved = { ...proposedRules, entry: { ...entry, reentryAfterDays: 90 } }
    expect(commands()).toMatchObject([{ data: { rules: saved, reason: '太长' } }])
  })
})
