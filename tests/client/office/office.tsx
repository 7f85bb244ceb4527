import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { MemoryRouter } from 'react-router'
import { vi } from 'vitest'
import { Forms } from '../../../client/office/forms.tsx'
import { startI18n } from '../../../client/ui/i18n.ts'
import { appraisal } from '../../../shared/i18n/appraisal.ts'
import { draw } from '../../../shared/i18n/draw.ts'
import { eligibility } from '../../../shared/i18n/eligibility.ts'
import { entry } from '../../../shared/i18n/entry.ts'
import { health } from '../../../shared/i18n/health.ts'
import { meeting } from '../../../shared/i18n/meeting.ts'
import { office } from '../../../shared/i18n/office.ts'
import { officer } from '../../../shared/i18n/officer.ts'
import { papers } from '../../../shared/i18n/papers.ts'
import { pool } from '../../../shared/i18n/pool.ts'
import { poolRules } from '../../../shared/i18n/pool-rules.ts'
import { sealedNumber } from '../../../shared/i18n/sealed-number.ts'
import type { Refusal } from '../../../shared/ledger/aggregate.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** An answer of the server, or the code of its refusal. */
export type Answer =
  | { readonly body: unknown }
  | { readonly refuse: string; readonly status?: number; readonly params?: Refusal['params'] }

/** The server by 'METHOD path'; what is asked of it is written down. */
export function stubServer(answers: Readonly<Record<string, Answer>>): Asked[] {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const { method = 'GET', body } = init
    const path = new URL(input, 'http://test').pathname
    asked.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : body })
    const answer = answers[`${method} ${path}`] ?? { refuse: 'NOT_FOUND', status: 404 }
    return 'body' in answer
      ? Response.json(answer.body)
      : Response.json(
          { ok: false, refusal: { code: answer.refuse, params: answer.params ?? {} } },
          { status: answer.status ?? 409 },
        )
  })
  return asked
}

/** What jsdom lacks and the office uses. */
export function prepareOffice(): void {
  // A machine that does other things as well is slow, not wrong.
  configure({ asyncUtilTimeout: 15_000 })
  window.localStorage.clear()
  startI18n({
    office,
    pool,
    poolRules,
    officer,
    entry,
    appraisal,
    health,
    eligibility,
    draw,
    meeting,
    papers,
    sealedNumber,
  })
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.setAttribute('open', '')
  }
  window.matchMedia = (query) =>
    ({
      matches: false,
      media: query,
      onchange: null,
      addListener() {},
      removeListener() {},
      addEventListener() {},
      removeEventListener() {},
      dispatchEvent: () => false,
    }) satisfies MediaQueryList
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
}

export const open = (page: ReactElement) => render(<MemoryRouter>{page}</MemoryRouter>)

/** A page of the pool with what is around it in the office. */
export const openPool = (page: ReactElement) =>
  open(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Forms>{page}</Forms>
    </QueryClientProvider>,
  )

/** The server's answer to who is signed in. */
export const signedInAs = (role: 'administrator' | 'clerk' | 'chair'): Readonly<Record<string, Answer>> => ({
  'GET /api/session': {
    body: {
      actor: { kind: 'account', accountId: 'k1', name: '关鸿影', roles: [role] },
      county: { name: '青禾县', timezone: 'Asia/Shanghai' },
      demonstration: true,
      encrypted: false,
    },
  },
})

/** An officer as the office's lists have them. */
export const officerView = (no: number, name: string, part: object = {}) => ({
  no,
  name,
  category: 'deputy',
  sector: '',
  unit: '示例县人大代表联络站',
  standing: false,
  expertise: [],
  languages: [],
  phone: '',
  term: null,
  trainingValidUntil: null,
  status: 'active',
  unavailable: [],
  barred: null,
  sat: 0,
  reviewedOn: null,
  ...part,
})
