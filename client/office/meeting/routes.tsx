import type { RouteObject } from 'react-router'
import { later } from '../later.tsx'

/** One hearing in the office and its parts; they share one live connection. */
export const meetingRoutes: RouteObject[] = [
  {
    path: 'meetings/:meetingId/print/:paper',
    element: later(() => import('../papers/paper-page.tsx').then((page) => ({ default: page.PaperPage }))),
  },
  {
    path: 'meetings/:meetingId',
    element: later(() => import('./frame.tsx').then((page) => ({ default: page.MeetingFrame }))),
    children: [
      {
        index: true,
        element: later(() =>
          import('./preparation-page.tsx').then((page) => ({ default: page.PreparationPage })),
        ),
      },
      {
        path: 'draw',
        element: later(() => import('./draw-page.tsx').then((page) => ({ default: page.DrawPage }))),
      },
      {
        path: 'minutes',
        element: later(() => import('./minutes-page.tsx').then((page) => ({ default: page.MinutesPage }))),
      },
      {
        path: 'publication',
        element: later(() =>
          import('./publication-page.tsx').then((page) => ({ default: page.PublicationPage })),
        ),
      },
    ],
  },
]
