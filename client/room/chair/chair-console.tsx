import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { MinutesPane } from '../../meeting/minutes-pane.tsx'
import { currentStage } from '../../meeting/rail.ts'
import { Card } from '../../ui/card.tsx'
import { AgendaActs, AgendaCard } from '../agenda-card.tsx'
import { Announcer } from '../announcer.tsx'
import { AttendanceCard } from '../attendance-card.tsx'
import { ClosedCard } from '../closed-card.tsx'
import { EvidenceCard } from '../evidence-card.tsx'
import { useKey } from '../keys.ts'
import { RecommendationCard } from '../recommendation-card.tsx'
import { ScreenCard } from '../screen-card.tsx'
import { SignaturesCard } from '../signatures-card.tsx'
import { FloorCard } from './floor-card.tsx'
import { OpinionsCard } from './opinions-card.tsx'
import { QueueCard } from './queue-card.tsx'
import { RecusalBanner } from './recusal-banner.tsx'
import { StageCard } from './stage-card.tsx'

/** The chair's console: the agenda, one thing to do, the floor, and the room. */
export function ChairConsole() {
  const { t } = useTranslation(['room', 'meeting'])
  const { state, procedure } = useMeeting()
  const stage = currentStage(state, procedure)
  const acts = stage?.acts ?? []
  const behindDoors = acts.some((act) => act === 'deliberation' || act === 'conclusion' || act === 'signing')
  useKey('Alt+M', () =>
    document.querySelector<HTMLElement>('.mins [contenteditable], .mins .minutes-text')?.focus(),
  )
  return (
    <main className="room" id="content">
      <nav className="col" aria-label={t('agenda.title')}>
        <AgendaCard>
          <AgendaActs />
        </AgendaCard>
      </nav>
      <div className="col">
        <RecusalBanner />
        <StageCard />
        {state.phase === 'closed' && <ClosedCard />}
        {state.phase === 'in-session' && (!behindDoors || state.floor.turn) && <FloorCard />}
        {state.phase === 'in-session' && (
          <div className="two">
            <QueueCard />
            {behindDoors && !acts.includes('signing') ? (
              <RecommendationCard />
            ) : (
              stage && (
                <Card
                  className="mins"
                  title={
                    <span id="minutes" tabIndex={-1}>
                      {t('meeting:minutes.title')}
                    </span>
                  }
                >
                  <MinutesPane key={stage.id} itemId={stage.id} mode="write" />
                </Card>
              )
            )}
          </div>
        )}
      </div>
      <div className="col">
        {(acts.includes('opinions') || acts.includes('opening')) && <OpinionsCard />}
        {acts.includes('evidence') && <EvidenceCard />}
        {acts.includes('signing') && <SignaturesCard />}
        <AttendanceCard editing={acts.includes('attendance') || acts.includes('identity')} />
        <ScreenCard />
      </div>
      <Announcer />
    </main>
  )
}
