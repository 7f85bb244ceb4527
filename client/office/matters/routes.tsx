import type { RouteObject } from 'react-router'
import { laterWithForms } from '../later.tsx'

/** Pages of matters, below the office. */
export const matterRoutes: RouteObject[] = [
  { path: 'matters', element: laterWithForms(() => import('./matters-page.tsx')) },
  { path: 'matters/new', element: laterWithForms(() => import('./register-page.tsx')) },
  { path: 'matters/:matterId', element: laterWithForms(() => import('./matter-page.tsx')) },
  { path: 'matters/:matterId/edit', element: laterWithForms(() => import('./edit-page.tsx')) },
]
