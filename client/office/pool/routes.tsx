import type { RouteObject } from 'react-router'
import { laterWithForms } from '../later.tsx'

/** Pages of the pool, below the office. */
export const poolRoutes: RouteObject[] = [
  { path: 'pool', element: laterWithForms(() => import('./pool-page.tsx')) },
]
