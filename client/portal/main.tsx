import { BrowserRouter, Route, Routes } from 'react-router'
import { conclusion } from '../../shared/i18n/conclusion.ts'
import { portal } from '../../shared/i18n/portal.ts'
import { verify } from '../../shared/i18n/verify.ts'
import { mount } from '../ui/mount.tsx'
import { ConclusionPage } from './conclusion/conclusion-page.tsx'
import { DemoPage } from './demo-page.tsx'
import { HomePage } from './home-page.tsx'
import { Layout } from './layout.tsx'
import { LinkPage } from './link-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { VerifyPage } from './verify/verify-page.tsx'
import './portal.css'

mount(
  { portal, conclusion, verify },
  <BrowserRouter>
    <Routes>
      <Route element={<Layout />}>
        <Route path="/" element={<HomePage />} />
        <Route path="/c/:code" element={<ConclusionPage />} />
        <Route path="/verify" element={<VerifyPage />} />
        <Route path="/verify/:code" element={<VerifyPage />} />
        <Route path="/l/:token" element={<LinkPage />} />
        <Route path="/demo" element={<DemoPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  </BrowserRouter>,
)
