import { BrowserRouter, Route, Routes, useParams } from 'react-router'
import { draws } from '../../shared/i18n/draws.ts'
import { meeting } from '../../shared/i18n/meeting.ts'
import { minutes } from '../../shared/i18n/minutes.ts'
import { phone } from '../../shared/i18n/phone.ts'
import { sealedNumber } from '../../shared/i18n/sealed-number.ts'
import { MeetingPage } from '../meeting/meeting-page.tsx'
import { mount } from '../ui/mount.tsx'
import { PhonePage } from './phone-page.tsx'
import './phone.css'

function Phone() {
  const { meetingId = '' } = useParams()
  return (
    <MeetingPage meetingId={meetingId}>
      <PhonePage />
    </MeetingPage>
  )
}

mount(
  { phone, draws, meeting, minutes, sealedNumber },
  <BrowserRouter>
    <Routes>
      <Route path="/phone/:meetingId" element={<Phone />} />
    </Routes>
  </BrowserRouter>,
)
