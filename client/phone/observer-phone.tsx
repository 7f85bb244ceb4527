import { useTranslation } from 'react-i18next'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { currentStage, railStages } from '../meeting/rail.ts'
import { useBilingual } from '../ui/i18n.ts'
import { StageRail } from '../ui/stage-rail.tsx'
import { ConclusionText } from './conclusion.tsx'
import { Budgets } from './party-phone.tsx'
import { PhoneFrame } from './phone-frame.tsx'
import { SpeakerCard } from './speaker-card.tsx'
import { StageSub } from './stage-sub.tsx'

/** An observer: stage, speaker, both clocks, the conclusion; names of parties masked by the server. */
export function ObserverPhone() {
  const { t } = useTranslation('phone')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(5000)
  const stage = currentStage(state, procedure)
  return (
    <PhoneFrame
      title={stage ? pick(stage.name) : ''}
      sub={<StageSub />}
      foot={<p className="hint">{t('observing')}</p>}
    >
      <SpeakerCard />
      <Budgets />
      <ConclusionText />
      <section className="blk">
        <StageRail stages={railStages(state, procedure, pick, now)} />
      </section>
    </PhoneFrame>
  )
}
