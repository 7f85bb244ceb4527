import { BrowserRouter, Route, Routes, useParams } from 'react-router'
import { screen } from '../../shared/i18n/screen.ts'
import { mount } from '../ui/mount.tsx'
import { ScreenPage } from './screen-page.tsx'
import './screen.css'

function Screen() {
  const { meetingId = '' } = useParams()
  return <ScreenPage meetingId={meetingId} />
}

mount(
  { screen },
  <BrowserRouter>
    <Routes>
      <Route path="/screen/:meetingId" element={<Screen />} />
    </Routes>
  </BrowserRouter>,
)
