import { cleanup, fireEvent, screen } from '@testing-library/react'
import { Route, Routes } from 'react-router'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { LinkPage } from '../../../client/portal/link-page.tsx'
import { startI18n } from '../../../client/ui/i18n.ts'
import { portal } from '../../../shared/i18n/portal.ts'
import { openPage } from '../page.tsx'

const page = (
  <Routes>
    <Route path="/l/:token" element={<LinkPage />} />
  </Routes>
)
const link = { role: 'panelist', name: '程问渠', meetingTitle: '石桥湾村承包地面积争议', resumable: false }

beforeAll(() => startI18n({ portal }))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

describe('a one-time link', () => {
  it('signs nobody in by being opened, only by its button', async () => {
    const fetched = openPage(page, '/l/abc', { '/api/links/abc': link })
    expect(await screen.findByText('程问渠，听证员')).toBeTruthy()
    const methods = () => fetched.mock.calls.map(([, init]) => init?.method)
    expect(methods()).toEqual(['GET'])
    fireEvent.click(screen.getByRole('button', { name: '进入' }))
    await vi.waitFor(() => expect(methods()).toEqual(['GET', 'POST']))
    expect(String(fetched.mock.calls[1]?.[0])).toBe('/api/links/abc/redeem')
  })

  it('that is used up says so and offers no button', async () => {
    openPage(page, '/l/abc')
    expect((await screen.findByRole('alert')).textContent).toContain('NOT_FOUND')
    expect(screen.queryByRole('button', { name: '进入' })).toBeNull()
  })
})
