import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { api, RefusalError, sendCommand } from '../../../client/ui/api.ts'
import { ErrorBox } from '../../../client/ui/error-box.tsx'
import { changeLanguage, startI18n } from '../../../client/ui/i18n.ts'
import { takeSeatFromAddress } from '../../../client/ui/seat.ts'
import { knownRefusalCodes, refusalSentences } from '../../../shared/i18n/refusals/index.ts'

const answer = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })

const result = { ok: true, seq: 3, head: 'ab', duplicate: false }

beforeAll(() => startI18n({}))
beforeEach(() => changeLanguage('zh'))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  window.sessionStorage.clear()
})

describe('refusals', () => {
  it('say what happened and what would help, in the page’s language, the code last', () => {
    const refused = new RefusalError({ code: 'SEAT_VACANT', params: { seat: 3 } }, 409)
    const { rerender } = render(<ErrorBox error={refused} />)
    expect(screen.getByRole('alert').textContent).toMatch(/席位 3 空缺.*SEAT_VACANT/)
    changeLanguage('en')
    rerender(<ErrorBox error={refused} />)
    expect(screen.getByRole('alert').textContent).toMatch(/Seat 3.*SEAT_VACANT/)
  })

  it('are sentences even for a code this page has never heard of', () => {
    render(<ErrorBox error={new RefusalError({ code: 'BRAND_NEW', params: {} }, 409)} />)
    expect(screen.getByRole('alert').textContent).toContain('BRAND_NEW')
  })

  it('leave no parameter unfilled when it was given', () => {
    for (const code of knownRefusalCodes()) {
      const sentences = (['zh', 'en'] as const).map((each) => refusalSentences({ code, params: {} }, each))
      const marks = JSON.stringify(sentences).match(/\{\{(\w+)\}\}/g) ?? []
      const params = Object.fromEntries(marks.map((mark) => [mark.slice(2, -2), 7]))
      for (const language of ['zh', 'en'] as const)
        expect(JSON.stringify(refusalSentences({ code, params }, language)), code).not.toContain('{{')
    }
  })
})

describe('a request', () => {
  it('carries the tab’s seat and hides it from the address', async () => {
    window.history.replaceState(null, '', '/room/m1?seat=p3&x=1')
    takeSeatFromAddress()
    expect(window.location.search).toBe('?x=1')
    const fetched = vi.spyOn(window, 'fetch').mockResolvedValue(answer(200, { ok: true }))
    await api('/api/session', { schema: z.object({ ok: z.boolean() }) })
    expect(new Headers(fetched.mock.calls[0]?.[1]?.headers).get('x-seat')).toBe('p3')
  })

  it('takes no seat key that is none', () => {
    window.history.replaceState(null, '', '/?seat=../admin')
    takeSeatFromAddress()
    expect(window.sessionStorage.length).toBe(0)
  })

  it('that the server refuses throws its refusal', async () => {
    vi.spyOn(window, 'fetch').mockResolvedValue(
      answer(409, { ok: false, refusal: { code: 'STAGE_MOVED', params: {} } }),
    )
    await expect(api('/api/x', { schema: z.unknown() })).rejects.toMatchObject({
      refusal: { code: 'STAGE_MOVED' },
      status: 409,
    })
  })

  it('whose answer does not fit is refused, not believed', async () => {
    vi.spyOn(window, 'fetch').mockResolvedValue(answer(200, { seq: 'three' }))
    await expect(api('/api/x', { schema: z.object({ seq: z.int() }) })).rejects.toMatchObject({
      refusal: { code: 'UNEXPECTED_ANSWER' },
    })
  })
})

describe('a command', () => {
  it('that got no answer is sent again under the same id', async () => {
    const fetched = vi
      .spyOn(window, 'fetch')
      .mockRejectedValueOnce(new TypeError('network'))
      .mockResolvedValueOnce(answer(200, result))
    await expect(sendCommand('meeting', 'm1', { type: 'recess', data: {} })).resolves.toEqual(result)
    const ids = fetched.mock.calls.map(([, init]) => JSON.parse(String(init?.body)).commandId)
    expect(ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
  })

  it('that was refused is not', async () => {
    const fetched = vi
      .spyOn(window, 'fetch')
      .mockResolvedValue(
        answer(403, { ok: false, refusal: { code: 'FORBIDDEN_ROLE', params: { role: 'party' } } }),
      )
    await expect(sendCommand('meeting', 'm1', { type: 'recess', data: {} })).rejects.toBeInstanceOf(
      RefusalError,
    )
    expect(fetched).toHaveBeenCalledTimes(1)
  })
})
