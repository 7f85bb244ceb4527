import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sideUsedMs } from '../../shared/meeting/clocks.ts'
import { partySides } from '../../shared/meeting/participants.ts'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { currentStage } from '../meeting/rail.ts'
import { Button } from '../ui/button.tsx'
import { useBilingual } from '../ui/i18n.ts'
import { TimeLedger } from '../ui/time-ledger.tsx'
import { AskButton } from './ask-button.tsx'
import { ConclusionText } from './conclusion.tsx'
import { EvidenceList } from './evidence-list.tsx'
import { MinutesReader } from './minutes-reader.tsx'
import { PhoneFrame } from './phone-frame.tsx'
import { RecusalBlock, useRecusalAsked } from './recusal.tsx'
import { Signing } from './signing.tsx'
import { SpeakerCard } from './speaker-card.tsx'
import { StageSub } from './stage-sub.tsx'

type Sheet = 'minutes' | 'evidence'

/** A party through the hearing: whose turn, how much time, the right to recuse, the minutes as they are written. */
export function PartyPhone() {
  const { t } = useTranslation('phone')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const [sheet, setSheet] = useState<Sheet>('minutes')
  const asked = useRecusalAsked()
  const stage = currentStage(state, procedure)
  const title = stage ? pick(stage.name) : ''
  if (stage?.acts.includes('signing')) return <Signing title={title} />
  return (
    <PhoneFrame
      title={title}
      sub={<StageSub />}
      foot={
        <div className="row">
          {!stage?.partiesLeave && <AskButton purpose="speak" />}
          <Button onClick={() => setSheet(sheet === 'minutes' ? 'evidence' : 'minutes')}>
            {t(sheet === 'minutes' ? 'sheet.evidence' : 'sheet.minutes')}
          </Button>
        </div>
      }
    >
      <SpeakerCard />
      {asked && <RecusalBlock />}
      <Budgets />
      <ConclusionText />
      {stage?.partiesLeave && <p className="quiet">{t('partiesLeave')}</p>}
      {sheet === 'minutes' && !stage?.partiesLeave && <MinutesReader />}
      {sheet === 'evidence' && <EvidenceList />}
      {!asked && stage?.acts.includes('recusal') && <RecusalBlock />}
    </PhoneFrame>
  )
}

/** Both sides' time, same length, same scale. */
export function Budgets() {
  const { t } = useTranslation('words')
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(1000)
  return (
    <section className="blk pad budgets" aria-label={t('ledger.used')}>
      {partySides.map((side) => (
        <TimeLedger
          key={side}
          name={t(`side.${side}`)}
          usedMs={sideUsedMs(state, side, now)}
          budgetMs={procedure.floor.sideBudgetMs.value}
          speaking={state.floor.turn?.side === side}
        />
      ))}
    </section>
  )
}
