import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { appraisal } from '../../shared/i18n/appraisal.ts'
import { draw } from '../../shared/i18n/draw.ts'
import { draws } from '../../shared/i18n/draws.ts'
import { eligibility } from '../../shared/i18n/eligibility.ts'
import { entry } from '../../shared/i18n/entry.ts'
import { health } from '../../shared/i18n/health.ts'
import { matter } from '../../shared/i18n/matter.ts'
import { meeting } from '../../shared/i18n/meeting.ts'
import { minutes } from '../../shared/i18n/minutes.ts'
import { minutesRecord } from '../../shared/i18n/minutes-record.ts'
import { office } from '../../shared/i18n/office.ts'
import { officer } from '../../shared/i18n/officer.ts'
import { papers } from '../../shared/i18n/papers.ts'
import { pool } from '../../shared/i18n/pool.ts'
import { poolRules } from '../../shared/i18n/pool-rules.ts'
import { room } from '../../shared/i18n/room.ts'
import { screen } from '../../shared/i18n/screen.ts'
import { sealedNumber } from '../../shared/i18n/sealed-number.ts'
import { mount } from '../ui/mount.tsx'
import { routes } from './routes.tsx'
import './office.css'

mount(
  {
    office,
    draws,
    papers,
    sealedNumber,
    matter,
    pool,
    poolRules,
    entry,
    officer,
    appraisal,
    health,
    draw,
    eligibility,
    meeting,
    minutes,
    minutesRecord,
    room,
    screen,
  },
  <RouterProvider router={createBrowserRouter(routes, { basename: '/office' })} />,
)
