import './styles.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RefusalError } from './api.ts'
import { CrashBoundary } from './crash-boundary.tsx'
import { startI18n } from './i18n.ts'
import { restoreLargeType } from './preferences.tsx'
import { takeSeatFromAddress } from './seat.ts'

/** A refusal is an answer; only a missing answer is worth asking again. */
function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => error instanceof RefusalError && error.status === 0 && count < 2,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Starts a surface: seat, sentences, queries, and the page in `#root`. */
export function mount(bundles: Parameters<typeof startI18n>[0], page: ReactNode): void {
  takeSeatFromAddress()
  startI18n(bundles)
  restoreLargeType()
  const root = document.getElementById('root')
  if (!root) throw new Error('The page has no #root')
  root.replaceChildren()
  createRoot(root).render(
    <StrictMode>
      <CrashBoundary>
        <QueryClientProvider client={makeQueryClient()}>{page}</QueryClientProvider>
      </CrashBoundary>
    </StrictMode>,
  )
}
