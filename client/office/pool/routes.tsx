import type { RouteObject } from 'react-router'
import { later, laterWithForms } from '../later.tsx'

/** Pages of the pool, below the office. */
export const poolRoutes: RouteObject[] = [
  { path: 'pool', element: laterWithForms(() => import('./pool-page.tsx')) },
  { path: 'pool/applications', element: laterWithForms(() => import('./applications-page.tsx')) },
  { path: 'pool/calendar', element: laterWithForms(() => import('./calendar-page.tsx')) },
  { path: 'pool/appraisals', element: laterWithForms(() => import('./appraisals-page.tsx')) },
  { path: 'pool/appraisals/:meetingId/slips', element: later(() => import('./slips-page.tsx')) },
  { path: 'pool/review', element: laterWithForms(() => import('./review-page.tsx')) },
  { path: 'pool/health', element: later(() => import('./health-page.tsx')) },
  { path: 'pool/days', element: later(() => import('./day-page.tsx')) },
  { path: 'pool/rules', element: laterWithForms(() => import('./rules-page.tsx')) },
  { path: 'pool/:no', element: laterWithForms(() => import('./officer-page.tsx')) },
]
