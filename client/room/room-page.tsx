import { useTranslation } from 'react-i18next'
import { useMeeting } from '../meeting/meeting-context.ts'
import { MeetingAside } from '../meeting/meeting-page.tsx'
import { RefusalError } from '../ui/api.ts'
import { ErrorBox } from '../ui/error-box.tsx'
import { OfflineStrip } from '../ui/offline-strip.tsx'
import { SkipLink } from '../ui/top-bar.tsx'
import { ChairConsole } from './chair/chair-console.tsx'
import { ClerkConsole } from './clerk/clerk-console.tsx'
import { RoomBar } from './room-bar.tsx'

/** The console of whoever is signed in here: chair or clerk by the meeting's own list, nobody else. */
export function RoomPage() {
  const { t } = useTranslation('room')
  const { role, live } = useMeeting()
  return (
    <div className="room-frame">
      <SkipLink target="content" />
      <RoomBar />
      <OfflineStrip live={live} />
      {role === 'chair' ? (
        <ChairConsole />
      ) : role === 'clerk' ? (
        <ClerkConsole />
      ) : (
        <MeetingAside title={t('notHere')}>
          <ErrorBox
            title={t('notHere')}
            error={new RefusalError({ code: 'FORBIDDEN_ROLE', params: { role } }, 403)}
          />
        </MeetingAside>
      )}
    </div>
  )
}
