import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { startI18n } from '../../../client/ui/i18n.ts'
import { SavedIndicator } from '../../../client/ui/saved-indicator.tsx'

beforeAll(() => startI18n({}))
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const at = Date.UTC(2026, 11, 18, 2, 13, 5)

it('while a change is on its way nothing claims that all is saved, from the first moment', () => {
  const { rerender } = render(<SavedIndicator saved={{ state: 'saved', pending: 0, at }} />)
  screen.getByText('全部已保存 10:13:05')
  rerender(<SavedIndicator saved={{ state: 'saving', pending: 2, at }} />)
  screen.getByText('已保存到 10:13:05')
  expect(screen.queryByText(/全部/)).toBeNull()
  act(() => vi.advanceTimersByTime(1100))
  screen.getByText('正在保存，2 处')
  rerender(<SavedIndicator saved={{ state: 'offline', pending: 3, at }} />)
  expect(screen.getAllByText('没有网络，3 处存在本机')).toHaveLength(2)
  rerender(<SavedIndicator saved={{ state: 'unkept', pending: 3, at }} />)
  expect(screen.getAllByText('没有网络，3 处只在这个页面，请不要关闭')).toHaveLength(2)
})

it('before the first acknowledgement it does not say that anything is saved', () => {
  render(<SavedIndicator saved={{ state: 'saving', pending: 1, at: undefined }} />)
  expect(screen.queryByText(/已保存/)).toBeNull()
})
