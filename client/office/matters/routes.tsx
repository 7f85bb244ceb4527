import { lazy, type ReactElement, Suspense } from 'react'
import type { RouteObject } from 'react-router'
import { Skeleton } from '../../ui/skeleton.tsx'

const MattersPage = lazy(() => import('./matters-page.tsx'))
const MatterPage = lazy(() => import('./matter-page.tsx'))
const RegisterPage = lazy(() => import('./register-page.tsx'))
const EditPage = lazy(() => import('./edit-page.tsx'))

const later = (page: ReactElement) => <Suspense fallback={<Skeleton lines={5} />}>{page}</Suspense>

/** Pages of matters, below the office. */
export const matterRoutes: RouteObject[] = [
  { path: 'matters', element: later(<MattersPage />) },
  { path: 'matters/new', element: later(<RegisterPage />) },
  { path: 'matters/:matterId', element: later(<MatterPage />) },
  { path: 'matters/:matterId/edit', element: later(<EditPage />) },
]
