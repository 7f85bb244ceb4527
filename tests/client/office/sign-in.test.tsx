import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LoginPage } from '../../../client/office/login-page.tsx'
import { changeLanguage } from '../../../client/ui/i18n.ts'
import { open, prepareOffice, stubServer } from './office.tsx'

beforeEach(prepareOffice)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const show = (queries = new QueryClient()) =>
  open(
    <QueryClientProvider client={queries}>
      <LoginPage />
    </QueryClientProvider>,
  )
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
function fillIn() {
  fireEvent.change(field('账号'), { target: { value: 'clerk1' } })
  fireEvent.change(field('密码'), { target: { value: 'not-the-password' } })
  fireEvent.click(screen.getByRole('button', { name: '登录' }))
}

describe('signing in', () => {
  it('says in both languages why it was refused, and keeps what was typed', async () => {
    stubServer({ 'POST /api/login': { refuse: 'LOGIN_WRONG', status: 401 } })
    show()
    fillIn()
    expect((await screen.findByRole('alert')).textContent).toContain('账号或密码不对。')
    expect(screen.getByRole('alert').textContent).toContain('LOGIN_WRONG')
    act(() => changeLanguage('en'))
    expect(screen.getByRole('alert').textContent).toContain('The account or the password is wrong.')
    expect(field('Account').value).toBe('clerk1')
    expect(field('Password').value).toBe('not-the-password')
  })

  it('forgets what was read for whoever was signed in before', async () => {
    const queries = new QueryClient()
    queries.setQueryData(['/api/session'], { actor: { kind: 'anonymous' } })
    queries.setQueryData(['/api/matters'], { matters: ['somebody else’s'] })
    stubServer({ 'POST /api/login': { body: { ok: true } } })
    show(queries)
    fillIn()
    await waitFor(() => expect(queries.getQueryData(['/api/session'])).toBeUndefined())
    expect(queries.getQueryData(['/api/matters'])).toBeUndefined()
  })
})
