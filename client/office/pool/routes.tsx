import type { RouteObject } from 'react-router'
import { later } from '../later.tsx'

/** Pages of the pool, below the office. */
export const poolRoutes: RouteObject[] = [{ path: 'pool', element: later(() => import('./pool-page.tsx')) }]
