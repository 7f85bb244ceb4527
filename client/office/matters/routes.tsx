import type { RouteObject } from 'react-router'
import { later } from '../later.tsx'

/** Pages of matters, below the office. */
export const matterRoutes: RouteObject[] = [
  { path: 'matters', element: later(() => import('./matters-page.tsx')) },
  { path: 'matters/new', element: later(() => import('./register-page.tsx')) },
  { path: 'matters/:matterId', element: later(() => import('./matter-page.tsx')) },
  { path: 'matters/:matterId/edit', element: later(() => import('./edit-page.tsx')) },
]
