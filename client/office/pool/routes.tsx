import { lazy, Suspense } from 'react'
import type { RouteObject } from 'react-router'
import { Skeleton } from '../../ui/skeleton.tsx'

const PoolPage = lazy(() => import('./pool-page.tsx'))

/** Pages of the pool, below the office. */
export const poolRoutes: RouteObject[] = [
  {
    path: 'pool',
    element: (
      <Suspense fallback={<Skeleton lines={5} />}>
        <PoolPage />
      </Suspense>
    ),
  },
]
