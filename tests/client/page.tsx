import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import { vi } from 'vitest'

/** A page under test: at an address, with answers of the server by path. A path without an answer is not found. */
export function openPage(page: ReactNode, address: string, answers: Readonly<Record<string, unknown>> = {}) {
  const fetched = vi.spyOn(window, 'fetch').mockImplementation(async (input) => {
    const path = new URL(String(input), 'http://test').pathname
    const body = answers[path] ?? { ok: false, refusal: { code: 'NOT_FOUND', params: {} } }
    return new Response(JSON.stringify(body), { status: path in answers ? 200 : 404 })
  })
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>{page}</MemoryRouter>
    </QueryClientProvider>,
  )
  return fetched
}
