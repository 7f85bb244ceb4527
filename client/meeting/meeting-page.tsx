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
      <MeetingAside title={t('notOpened')}>
        <ErrorBox error={session.error} onRetry={session.retry} />
      </MeetingAside>
    )
  if (live.refusal)
    return (
      <MeetingAside title={t('notOpened')}>
        <ErrorBox error={new RefusalError(live.refusal, 403)} />
      </MeetingAside>
    )
  const { actor } = session
  const { state } = live
  if (!actor || !state)
    return (
      <>
        <OfflineStrip live={live} />
        <MeetingAside title={t('loading')}>
          <Skeleton title={t('loading')} lines={5} />
        </MeetingAside>
      </>
    )
  const procedure = pinnedProcedure(state.procedure?.hash ?? '')
  if (!procedure)
    return (
      <MeetingAside title={t('notOpened')}>
        <ErrorBox
          error={
            new RefusalError({ code: 'PROCEDURE_UNKNOWN', params: { id: state.procedure?.id ?? '' } }, 0)
          }
        />
      </MeetingAside>
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

/** What a page shows in place of the meeting: a heading to hear, and where the skip link leads. */
export function MeetingAside({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main id="content" className="meeting-aside">
      <h1 className="vh">{title}</h1>
      {children}
    </main>
  )
}
