import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { draw } from '../../shared/i18n/draw.ts'
import { matter } from '../../shared/i18n/matter.ts'
import { meeting } from '../../shared/i18n/meeting.ts'
import { minutes } from '../../shared/i18n/minutes.ts'
import { office } from '../../shared/i18n/office.ts'
import { papers } from '../../shared/i18n/papers.ts'
import { pool } from '../../shared/i18n/pool.ts'
import { room } from '../../shared/i18n/room.ts'
import { screen } from '../../shared/i18n/screen.ts'
import { mount } from '../ui/mount.tsx'
import { routes } from './routes.tsx'
import './office.css'

mount(
  { office, matter, pool, draw, meeting, minutes, room, screen, papers },
  <RouterProvider router={createBrowserRouter(routes, { basename: '/office' })} />,
)
