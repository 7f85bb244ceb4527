import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { Route, Routes } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SlipPage } from '../../../client/portal/slip/slip-page.tsx'
import { startI18n } from '../../../client/ui/i18n.ts'
import { appraisal } from '../../../shared/i18n/appraisal.ts'
import { portal } from '../../../shared/i18n/portal.ts'
import { slipSchema } from '../../../shared/pool/view.ts'
import { openPage } from '../page.tsx'

const criteria = [
  { id: 'listened', label: { zh: '听我把话说完', en: 'Let me finish' } },
  { id: 'impartial', label: { zh: '不偏不倚', en: 'Impartial' } },
]
const slip = slipSchema.parse({
  number: '示例听〔2026〕1号',
  until: '2026-12-04',
  state: 'open',
  criteria,
  officers: [
    { no: 1, name: '示例甲' },
    { no: 2, name: '示例乙' },
  ],
})
const path = '/api/public/slips/ABCD-EFGH-JKMN'

beforeEach(() => {
  window.localStorage.clear()
  startI18n({ appraisal, portal })
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function openSlip(answer: object = slip) {
  const page = (
    <Routes>
      <Route path="/s/:code" element={<SlipPage />} />
    </Routes>
  )
  return openPage(page, '/s/ABCD-EFGH-JKMN', { [path]: { ...answer, ok: true } })
}

const mark = async (name: string, word: string) => {
  const person = within(await screen.findByRole('group', { name: new RegExp(name) }))
  for (const { label } of criteria) {
    const row = person.getByRole('radiogroup', { name: new RegExp(label.zh) })
    fireEvent.click(within(row).getByRole('radio', { name: word }))
  }
}
const sent = (fetched: ReturnType<typeof openSlip>) =>
  fetched.mock.calls.flatMap(([, init]) => (init?.method === 'POST' ? [JSON.parse(String(init.body))] : []))

describe('a slip', () => {
  it('is sent only when everybody is marked or left out on purpose, and carries nobody’s name', async () => {
    const fetched = openSlip()
    await mark('示例甲', '满意')
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    expect(screen.getByRole('alert').textContent).toContain('示例乙')
    expect(sent(fetched)).toEqual([])
    fireEvent.click(
      within(screen.getByRole('group', { name: /示例乙/ })).getByRole('checkbox', { name: '不评这一位' }),
    )
    fireEvent.click(screen.getByRole('button', { name: '提交' }))
    expect((await screen.findByRole('status')).textContent).toContain('已提交')
    expect(sent(fetched)).toEqual([{ ballot: [{ no: 1, marks: { listened: 4, impartial: 4 }, remark: '' }] }])
  })

  it('sends no cookie and no seat with any of its requests', async () => {
    window.sessionStorage.setItem('mingting.seat', 'abc')
    const fetched = openSlip()
    await screen.findByRole('button', { name: '提交' })
    window.sessionStorage.clear()
    for (const [, init] of fetched.mock.calls) {
      expect(init?.credentials).toBe('omit')
      expect(JSON.stringify(init?.headers)).not.toContain('abc')
    }
  })

  it('that was used, or came too late, shows no form', async () => {
    openSlip({ ...slip, state: 'used' })
    expect(await screen.findByText(/已经用过/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: '提交' })).toBeNull()
  })
})
