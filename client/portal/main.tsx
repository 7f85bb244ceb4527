import { lazy } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { apply } from '../../shared/i18n/apply.ts'
import { appraisal } from '../../shared/i18n/appraisal.ts'
import { conclusion } from '../../shared/i18n/conclusion.ts'
import { draw } from '../../shared/i18n/draw.ts'
import { draws } from '../../shared/i18n/draws.ts'
import { pool } from '../../shared/i18n/pool.ts'
import { portal } from '../../shared/i18n/portal.ts'
import { verify } from '../../shared/i18n/verify.ts'
import { mount } from '../ui/mount.tsx'
import { ConclusionPage } from './conclusion/conclusion-page.tsx'
import { HomePage } from './home-page.tsx'
import { Layout } from './layout.tsx'
import { LinkPage } from './link-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import './portal.css'

// Reading a conclusion on a slow phone does not wait for the code that verifies or plays.
const VerifyPage = lazy(() =>
  import('./verify/verify-page.tsx').then((page) => ({ default: page.VerifyPage })),
)
const SlipPage = lazy(() => import('./slip/slip-page.tsx').then((page) => ({ default: page.SlipPage })))
const ApplyPage = lazy(() => import('./apply/apply-page.tsx').then((page) => ({ default: page.ApplyPage })))
const DemoPage = lazy(() => import('./demo/demo-page.tsx').then((page) => ({ default: page.DemoPage })))

mount(
  { portal, appraisal, apply, pool, conclusion, draw, draws, verify },
  <BrowserRouter>
    <Routes>
      <Route element={<Layout />}>
        <Route path="/" element={<HomePage />} />
        <Route path="/c/:code" element={<ConclusionPage />} />
        <Route path="/verify" element={<VerifyPage />} />
        <Route path="/verify/:code" element={<VerifyPage />} />
        <Route path="/l/:token" element={<LinkPage />} />
        <Route path="/s" element={<SlipPage />} />
        <Route path="/s/:code?" element={<SlipPage />} />
        <Route path="/apply" element={<ApplyPage />} />
        <Route path="/demo" element={<DemoPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  </BrowserRouter>,
)
