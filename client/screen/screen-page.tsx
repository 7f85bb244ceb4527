import type { MeetingState } from '../../shared/meeting/state.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import type { Procedure } from '../../shared/procedures/schema.ts'
import { RefusalError } from '../ui/api.ts'
import { ErrorBox } from '../ui/error-box.tsx'
import { useLiveMeeting } from '../ui/live-meeting.ts'
import { useServerNow } from '../ui/use-live.ts'
import { ConclusionView } from './conclusion-view.tsx'
import { DrawView } from './draw-view.tsx'
import { Frame } from './frame.tsx'
import { DisciplineView, EndView, InterruptionView, ObserverView, WaitingView } from './notice-views.tsx'
import { StageView } from './stage-view.tsx'

/** The projector of one meeting: what the public may see, as large as it goes. */
export function ScreenPage({ meetingId }: { meetingId: string }) {
  const live = useLiveMeeting(meetingId)
  const now = useServerNow(live.offsetMs)
  const { state } = live
  const procedure = state && pinnedProcedure(state.procedure?.hash ?? '')
  return (
    <Frame live={live} now={now} procedure={procedure}>
      {live.refusal && (
        <div className="notice-view">
          <ErrorBox error={new RefusalError(live.refusal, 403)} />
        </div>
      )}
      {state && procedure && <View meetingId={meetingId} state={state} procedure={procedure} now={now} />}
    </Frame>
  )
}

interface ViewProps {
  readonly meetingId: string
  readonly state: MeetingState
  readonly procedure: Procedure
  readonly now: number
}

function View({ meetingId, state, procedure, now }: ViewProps) {
  switch (shownView(state, procedure)) {
    case 'waiting':
      return <WaitingView state={state} />
    case 'draw':
      return <DrawView state={state} />
    case 'observer-code':
      return <ObserverView meetingId={meetingId} />
    case 'discipline':
      return <DisciplineView procedure={procedure} />
    case 'interruption':
      return <InterruptionView state={state} />
    case 'conclusion':
      return <ConclusionView state={state} />
    case 'end':
      return <EndView state={state} />
    case 'stage':
      return <StageView state={state} procedure={procedure} now={now} />
  }
}

export type ScreenView =
  | 'waiting'
  | 'draw'
  | 'observer-code'
  | 'discipline'
  | 'interruption'
  | 'conclusion'
  | 'end'
  | 'stage'

/** What the projector shows: what the clerk chose, else what the meeting is at. */
export function shownView(state: MeetingState, procedure: Procedure): ScreenView {
  switch (state.phase) {
    case 'none':
    case 'preparing':
      if (state.screen !== 'stage') return state.screen
      return state.draws.length > 0 ? 'draw' : 'waiting'
    case 'in-session':
      if (state.interruption) return 'interruption'
      if (state.screen !== 'stage') return state.screen
      return state.conclusion && procedure.stages[state.stage?.index ?? 0]?.acts.includes('conclusion')
        ? 'conclusion'
        : 'stage'
    case 'closed':
      return state.screen === 'observer-code' ? 'observer-code' : 'end'
    case 'terminated':
    case 'cancelled':
      return 'end'
  }
}
