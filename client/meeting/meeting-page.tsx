import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { roleIn } from '../../shared/meeting/abilities.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import { RefusalError } from '../ui/api.ts'
import { ErrorBox } from '../ui/error-box.tsx'
import { useLiveMeeting } from '../ui/live-meeting.ts'
import { OfflineStrip } from '../ui/offline-strip.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { MeetingContext } from './meeting-context.ts'
import { useSession } from './session.ts'

/** Signs the reader in by the tab's session, follows the meeting, and shows `children` once both are known. */
export function MeetingPage({ meetingId, children }: { meetingId: string; children: ReactNode }) {
  const { t } = useTranslation('meeting')
  const session = useSession()
  const live = useLiveMeeting(meetingId)
  if (session.error)
    return (
      <Aside>
        <ErrorBox error={session.error} onRetry={session.retry} />
      </Aside>
    )
  if (live.refusal)
    return (
      <Aside>
        <ErrorBox error={new RefusalError(live.refusal, 403)} />
      </Aside>
    )
  const { actor } = session
  const { state } = live
  if (!actor || !state)
    return (
      <>
        <OfflineStrip live={live} />
        <Aside>
          <Skeleton title={t('loading')} lines={5} />
        </Aside>
      </>
    )
  const procedure = pinnedProcedure(state.procedure?.hash ?? '')
  if (!procedure)
    return (
      <Aside>
        <ErrorBox
          error={
            new RefusalError({ code: 'PROCEDURE_UNKNOWN', params: { id: state.procedure?.id ?? '' } }, 0)
          }
        />
      </Aside>
    )
  const participantId = actor.kind === 'link' ? actor.participantId : undefined
  return (
    <MeetingContext.Provider
      value={{
        meetingId,
        state,
        procedure,
        actor,
        role: roleIn(state, actor, meetingId),
        participantId,
        live,
      }}
    >
      {children}
    </MeetingContext.Provider>
  )
}

function Aside({ children }: { children: ReactNode }) {
  return <main className="meeting-aside">{children}</main>
}
