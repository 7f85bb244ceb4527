import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '../../../shared/procedures/schema.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { currentStage } from '../../meeting/rail.ts'
import { Button } from '../../ui/button.tsx'
import { Announcer } from '../announcer.tsx'
import { AttendanceCard } from '../attendance-card.tsx'
import { FloorCard } from '../chair/floor-card.tsx'
import { OpinionsCard } from '../chair/opinions-card.tsx'
import { QueueCard } from '../chair/queue-card.tsx'
import { RecusalBanner } from '../chair/recusal-banner.tsx'
import { StageCard } from '../chair/stage-card.tsx'
import { ClosedCard } from '../closed-card.tsx'
import { EvidenceCard } from '../evidence-card.tsx'
import { ScreenCard } from '../screen-card.tsx'
import { SignaturesCard } from '../signatures-card.tsx'
import { type Tab, Tabs } from '../tabs.tsx'
import { BehalfCard } from './behalf-card.tsx'
import { CodesCard } from './codes-card.tsx'
import { ItemCard } from './item-card.tsx'
import { ItemsRail } from './items-rail.tsx'
import { PaperCard } from './paper-card.tsx'
import { RecommendationEditor } from './recommendation-editor.tsx'

type Aside = 'people' | 'evidence' | 'behalf' | 'opinions' | 'signatures' | 'codes'
type Middle = 'minutes' | 'recommendation' | 'chair'

/** The panel a stage needs most; the clerk may choose another for as long as the stage lasts. */
export function asideFor(stage: Stage | undefined): Aside {
  if (!stage) return 'codes'
  const has = (act: Stage['acts'][number]) => stage.acts.includes(act)
  if (has('attendance') || has('identity')) return 'people'
  if (has('signing')) return 'signatures'
  if (has('opinions') || has('opening')) return 'opinions'
  return has('evidence') ? 'evidence' : 'behalf'
}

/** The clerk's console: the minutes first, beside them everything that is entered for others. */
export function ClerkConsole() {
  const { t } = useTranslation('room')
  const { state, procedure } = useMeeting()
  const stage = currentStage(state, procedure)
  const stageId = stage?.id ?? ''
  const [item, setItem] = useState<string>()
  const [aside, setAside] = useState<{ stageId: string; key: Aside }>()
  const [middle, setMiddle] = useState<Middle>()
  const [first] = procedure.stages
  const itemId = item ?? (stageId || (first?.id ?? ''))
  const delegated = state.delegated || state.phase === 'preparing'

  const asides: readonly Tab<Aside>[] = [
    { key: 'people', label: t('tabs.people'), content: <AttendanceCard editing /> },
    { key: 'evidence', label: t('tabs.evidence'), content: <EvidenceCard /> },
    { key: 'behalf', label: t('tabs.behalf'), content: <BehalfCard /> },
    {
      key: 'opinions',
      label: t('tabs.opinions'),
      content: (
        <>
          <OpinionsCard />
          <PaperCard />
        </>
      ),
    },
    { key: 'signatures', label: t('tabs.signatures'), content: <SignaturesCard /> },
    { key: 'codes', label: t('tabs.codes'), content: <CodesCard /> },
  ]
  const middles: readonly Tab<Middle>[] = [
    {
      key: 'minutes',
      label: t('tabs.minutes'),
      content: <ItemCard key={itemId} itemId={itemId} onGoTo={setItem} />,
    },
    ...(state.openedAt === null
      ? []
      : [
          {
            key: 'recommendation' as const,
            label: t('tabs.recommendation'),
            content: (
              <section className="card ed" aria-label={t('tabs.recommendation')}>
                <RecommendationEditor />
              </section>
            ),
          },
        ]),
    ...(delegated ? [{ key: 'chair' as const, label: t('tabs.chair'), content: <ForChair /> }] : []),
  ]
  const middleKey = middle ?? (state.phase === 'preparing' ? 'chair' : 'minutes')
  return (
    <main className="room" id="content">
      <nav className="col" aria-label={t('items.title')}>
        <ItemsRail
          chosen={itemId}
          onChoose={(id) => {
            setItem(id)
            setMiddle('minutes')
          }}
        />
      </nav>
      <div className="col">
        <RecusalBanner />
        {state.phase === 'closed' && <ClosedCard />}
        <Tabs label={t('tabs.middle')} tabs={middles} chosen={middleKey} onChoose={setMiddle} />
      </div>
      <div className="col">
        <Tabs
          label={t('tabs.aside')}
          tabs={asides}
          chosen={aside?.stageId === stageId ? aside.key : asideFor(stage)}
          onChoose={(key) => setAside({ stageId, key })}
        />
        <RecordingRow />
        <ScreenCard />
      </div>
      <Announcer />
    </main>
  )
}

/** What the clerk does for the chair while the chair has delegated, and opening the meeting. */
function ForChair() {
  const { state } = useMeeting()
  return (
    <div className="for-chair">
      <StageCard />
      {state.phase === 'in-session' && <FloorCard />}
      {state.phase === 'in-session' && <QueueCard />}
    </div>
  )
}

/** Only a mark the clerk sets, with its time: the application records neither sound nor picture. */
function RecordingRow() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  if (!may('mark-recording')) return null
  const running = state.recordingSince !== null
  return (
    <section className="card scr" aria-label={t('recording.label')}>
      <span className="mut">{t(running ? 'recording.on' : 'recording.off')}</span>
      <Button waiting={act.busy} onClick={() => void act.send('mark-recording', { running: !running })}>
        {t(running ? 'recording.stop' : 'recording.start')}
      </Button>
      <ActError act={act} />
    </section>
  )
}
