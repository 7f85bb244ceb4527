import { configure, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { MemoryRouter } from 'react-router'
import { vi } from 'vitest'
import { startI18n } from '../../../client/ui/i18n.ts'
import { draw } from '../../../shared/i18n/draw.ts'
import { meeting } from '../../../shared/i18n/meeting.ts'
import { office } from '../../../shared/i18n/office.ts'
import { papers } from '../../../shared/i18n/papers.ts'
import { pool } from '../../../shared/i18n/pool.ts'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** An answer of the server, or the code of its refusal. */
export type Answer = { readonly body: unknown } | { readonly refuse: string; readonly status?: number }

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
          { ok: false, refusal: { code: answer.refuse, params: {} } },
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
  startI18n({ office, pool, draw, meeting, papers })
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
