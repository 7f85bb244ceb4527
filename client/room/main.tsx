import { BrowserRouter, Route, Routes, useParams } from 'react-router'
import { meeting } from '../../shared/i18n/meeting.ts'
import { minutes } from '../../shared/i18n/minutes.ts'
import { room } from '../../shared/i18n/room.ts'
import { MeetingPage } from '../meeting/meeting-page.tsx'
import { mount } from '../ui/mount.tsx'
import { RoomPage } from './room-page.tsx'
import './room.css'

function Room() {
  const { meetingId = '' } = useParams()
  return (
    <MeetingPage meetingId={meetingId}>
      <RoomPage />
    </MeetingPage>
  )
}

mount(
  { room, meeting, minutes },
  <BrowserRouter>
    <Routes>
      <Route path="/room/:meetingId" element={<Room />} />
    </Routes>
  </BrowserRouter>,
)
