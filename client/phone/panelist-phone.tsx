import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../meeting/meeting-context.ts'
import { currentStage } from '../meeting/rail.ts'
import { Button } from '../ui/button.tsx'
import { useBilingual } from '../ui/i18n.ts'
import { AskButton } from './ask-button.tsx'
import { ConclusionText } from './conclusion.tsx'
import { Deliberation } from './deliberation.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { MinutesReader } from './minutes-reader.tsx'
import { NoteList, NoteWriter, useNotes } from './notes.tsx'
import { OpinionSteps } from './opinion-steps.tsx'
import { PhoneFrame } from './phone-frame.tsx'
import { Receipt } from './receipt.tsx'
import { Signing } from './signing.tsx'
import { SpeakerCard } from './speaker-card.tsx'
import { StageSub } from './stage-sub.tsx'

/** A panelist through the hearing: listens, writes and seals, reads and votes, signs. */
export function PanelistPhone() {
  const pick = useBilingual()
  const { state, procedure, participantId = '' } = useMeeting()
  const stage = currentStage(state, procedure)
  const title = stage ? pick(stage.name) : ''
  const acts = stage?.acts ?? []
  const seal = state.seals[participantId]
  if (acts.includes('signing')) return <Signing title={title} />
  if (acts.includes('opinions') && !state.interruption)
    return seal?.status === 'sealed' ? <Receipt seal={seal} /> : <OpinionSteps />
  if (acts.includes('opening') && state.openedAt === null && seal?.status === 'sealed')
    return <Receipt seal={seal} />
  if (state.openedAt !== null && state.conclusion === null) return <Deliberation title={title} />
  return <Listening title={title} />
}

type Sheet = 'notes' | 'evidence' | 'minutes'

function Listening({ title }: { title: string }) {
  const { t } = useTranslation('phone')
  const notes = useNotes()
  const [sheet, setSheet] = useState<Sheet>('notes')
  const others = (['notes', 'evidence', 'minutes'] as const).filter((each) => each !== sheet)
  return (
    <PhoneFrame
      title={title}
      sub={<StageSub />}
      foot={
        <>
          {sheet === 'notes' && <NoteWriter notes={notes} />}
          <div className="row">
            <AskButton purpose="question" />
            {others.map((each) => (
              <Button key={each} onClick={() => setSheet(each)}>
                {t(`sheet.${each}`)}
              </Button>
            ))}
          </div>
        </>
      }
    >
      <SpeakerCard />
      <ConclusionText />
      {sheet === 'notes' && <NoteList notes={notes} />}
      {sheet === 'evidence' && <EvidenceList />}
      {sheet === 'minutes' && <MinutesReader />}
    </PhoneFrame>
  )
}
