import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApplyPage } from '../../../client/portal/apply/apply-page.tsx'
import { changeLanguage, startI18n } from '../../../client/ui/i18n.ts'
import { apply as messages } from '../../../shared/i18n/apply.ts'
import { pool } from '../../../shared/i18n/pool.ts'
import { portal } from '../../../shared/i18n/portal.ts'
import { openApplicationSchema } from '../../../shared/pool/entry.ts'
import { openPage } from '../page.tsx'

beforeAll(() => startI18n({ portal, pool, apply: messages }))
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const open = () =>
  openPage(<ApplyPage />, '/apply', { '/api/public/pool-applications': { receipt: 'ABCD-2345' } })
const sent = (fetched: ReturnType<typeof open>) =>
  fetched.mock.calls.flatMap(([, init]) => (init?.method === 'POST' ? [JSON.parse(String(init.body))] : []))

describe.each(['zh', 'en'] as const)('the public form of the pool, in %s', (language) => {
  const words = messages[language]
  beforeEach(() => changeLanguage(language))
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  const press = () => fireEvent.click(screen.getByRole('button', { name: words.send }))

  it('says what is missing, then sends what the server takes, and shows the receipt', async () => {
    const fetched = open()
    press()
    for (const field of [words.name, words.unit, words.phone])
      expect(screen.getByRole('alert').textContent).toContain(field)
    expect(sent(fetched)).toEqual([])
    type(words.name, '丁四')
    type(words.unit, '示例乡')
    type(words.phone, '13800000009')
    type(words.languages, '汉语、蒙古语')
    press()
    expect((await screen.findByRole('status')).textContent).toContain('ABCD-2345')
    const [body] = sent(fetched)
    expect(openApplicationSchema.parse(body).applicant).toMatchObject({
      name: '丁四',
      languages: ['汉语', '蒙古语'],
      expertise: [],
    })
  })

  it('asks staff of a department for which one, and sends no cookie with it', async () => {
    const fetched = open()
    type(words.name, '丁四')
    type(words.unit, '农牧局')
    type(words.phone, '13800000009')
    type(words.category, 'sector')
    press()
    expect(screen.getByRole('alert').textContent).toContain(words.sector)
    type(words.sector, '农牧')
    press()
    await screen.findByRole('status')
    expect(openApplicationSchema.parse(sent(fetched)[0]).applicant.sector).toBe('农牧')
    for (const [, init] of fetched.mock.calls) expect(init?.credentials).toBe('omit')
  })
})
