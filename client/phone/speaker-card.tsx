import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { currentStage, nextStage } from '../meeting/rail.ts'
import { useBilingual } from '../ui/i18n.ts'
import { MaskedName } from '../ui/masked-name.tsx'
import { SpeakingClock } from '../ui/speaking-clock.tsx'

/** Who speaks, how long yet, and what comes next. */
export function SpeakerCard() {
  const { t } = useTranslation(['phone', 'words'])
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const now = useMeetingNow()
  const { turn } = state.floor
  const speaker = state.participants.find((person) => person.id === turn?.participantId)
  const stage = currentStage(state, procedure)
  const next = nextStage(state, procedure)
  const pending = state.recusals.find((recusal) => recusal.ruling === null)
  return (
    <section className="blk spk" aria-label={t('speaking')}>
      {state.interruption ? (
        <>
          <b>{t(`interruption.${state.interruption.kind}`)}</b>
          <small>{t('interruption.since', { time: formatTime(state.interruption.since) })}</small>
        </>
      ) : turn && speaker ? (
        <>
          <MaskedName name={speaker.name} maskedName={speaker.maskedName} />
          <small>
            {t(`words:kind.${speaker.kind}`)}
            {turn.evidenceNo !== null && ` · ${t('onEvidence', { no: turn.evidenceNo })}`}
          </small>
          <SpeakingClock turn={turn} now={now} />
        </>
      ) : (
        <>
          <b>{t('nobody')}</b>
          <small>{stage && pick(stage.hint)}</small>
        </>
      )}
      {pending && <div className="nx soon">{t('recusalPending', { name: pending.targetName })}</div>}
      <div className="nx">
        {state.interruption
          ? t('interruption.next')
          : next
            ? t('next', { n: procedure.stages.indexOf(next) + 1, name: pick(next.name) })
            : t('last')}
      </div>
    </section>
  )
}
