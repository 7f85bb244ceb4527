import type { RouteObject } from 'react-router'
import { CrashMessage } from '../ui/crash-boundary.tsx'
import { HomePage } from './home-page.tsx'
import { later, laterWithForms } from './later.tsx'
import { Layout } from './layout.tsx'
import { LoginPage } from './login-page.tsx'
import { matterRoutes } from './matters/routes.tsx'
import { meetingRoutes } from './meeting/routes.tsx'
import { MeetingsPage } from './meetings-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { PasswordPage } from './password-page.tsx'
import { poolRoutes } from './pool/routes.tsx'
import { SetupPage } from './setup-page.tsx'

/** Every page of the office, below `/office`. Signing in and the day do without antd and live meetings. */
export const routes: RouteObject[] = [
  { path: 'login', element: <LoginPage />, errorElement: <CrashMessage /> },
  { path: 'setup/:token', element: <SetupPage />, errorElement: <CrashMessage /> },
  {
    element: <Layout />,
    errorElement: <CrashMessage />,
    children: [
      { index: true, element: <HomePage /> },
      { path: 'meetings', element: <MeetingsPage /> },
      {
        path: 'meetings/new',
        element: later(() => import('./schedule-page.tsx').then((page) => ({ default: page.SchedulePage }))),
      },
      ...meetingRoutes,
      ...matterRoutes,
      ...poolRoutes,
      {
        path: 'phones',
        element: later(() => import('./phones-page.tsx').then((page) => ({ default: page.PhonesPage }))),
      },
      { path: 'accounts', element: laterWithForms(() => import('./accounts/accounts-page.tsx')) },
      { path: 'password', element: <PasswordPage /> },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]
