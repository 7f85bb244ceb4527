import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatDuration, formatTime } from '../../../shared/i18n/format.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { currentStage, nextStage, shownRound, stageTookMs } from '../../meeting/rail.ts'
import { useRefusalText } from '../../meeting/refusal-text.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { useBilingual, useLanguage } from '../../ui/i18n.ts'
import { useKey } from '../keys.ts'
import { canGoAnotherRound, canStepBack, chairPrimary, isReady, type Primary } from './primary.ts'
import { PrimaryDialog, StageDialog, type StageDialogKind } from './stage-dialogs.tsx'

const dialogOf = {
  'open-opinions': true,
  'announce-conclusion': true,
  close: true,
  'rule-recusal': true,
  sign: true,
}
const asksFirst = (kind: Primary['kind']): kind is keyof typeof dialogOf => kind in dialogOf

/** The current stage: what it is for, the one thing to do, what is still missing, and what follows. */
export function StageCard() {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const language = useLanguage()
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(1000)
  const may = useMay()
  const act = useAct()
  const [asking, setAsking] = useState<Primary>()
  const [dialog, setDialog] = useState<StageDialogKind>()
  const primary = chairPrimary(state, procedure, now)
  const stage = currentStage(state, procedure)
  const index = state.stage?.index ?? -1
  const round = shownRound(state, procedure)

  function press() {
    if (!isReady(primary) || act.busy) return
    if (asksFirst(primary.kind)) setAsking(primary)
    else if (primary.kind === 'begin') void act.send('begin', {})
    else if (primary.kind === 'resume') void act.send('resume', {})
    else if (primary.kind === 'advance') void act.send('advance', { from: primary.from })
  }
  useKey('Control+Enter', press)

  return (
    <section className="card stage-card" aria-labelledby="stage">
      <div className="meta">
        <b className="act">
          {stage && state.phase === 'in-session'
            ? t('stage.current', { n: index + 1, total: procedure.stages.length })
            : t('meetAt', {
                date: formatDate(dateOf(state.startsAt), language),
                time: formatTime(state.startsAt),
                place: state.place,
              })}
          {round > 1 && ` · ${t('stage.round', { n: round })}`}
        </b>
        {stage && state.phase === 'in-session' && (
          <StageTime stageId={stage.id} planned={stage.plannedMinutes} />
        )}
      </div>
      <h1 id="stage" tabIndex={-1}>
        {stage && state.phase !== 'closed' ? pick(stage.name) : t(`phase.${state.phase}`)}
      </h1>
      <p>{stage && state.phase === 'in-session' ? pick(stage.hint) : t(`phaseHint.${state.phase}`)}</p>
      {state.interruption && (
        <p className="soon">
          {t(`interruption.${state.interruption.kind}`, { time: formatTime(state.interruption.since) })}
          {state.interruption.reason && (
            <> {t('interruption.because', { reason: state.interruption.reason })}</>
          )}
        </p>
      )}
      <ActError act={act} />
      {primary.kind !== 'none' && (
        <div className="actrow">
          <Button
            kind="primary"
            size={56}
            waiting={!isReady(primary) || act.busy}
            aria-describedby="unmet"
            onClick={press}
          >
            <PrimaryLabel primary={primary} />
            <KeyCap>Ctrl Enter</KeyCap>
          </Button>
          <Then primary={primary} />
          {state.phase === 'in-session' && !state.interruption && (
            <div className="stage-more">
              {may('next-round') && canGoAnotherRound(state, procedure) && (
                <Button onClick={() => setDialog('next-round')}>
                  {t('stage.anotherRound', { n: (state.stage?.round ?? 1) + 1 })}
                </Button>
              )}
              {may('step-back') && canStepBack(state) && (
                <Button kind="quiet" onClick={() => setDialog('step-back')}>
                  {t('stage.stepBack')}
                </Button>
              )}
            </div>
          )}
        </div>
      )}
      {asking && <PrimaryDialog primary={asking} onClose={() => setAsking(undefined)} />}
      {dialog && <StageDialog kind={dialog} onClose={() => setDialog(undefined)} />}
    </section>
  )
}

function PrimaryLabel({ primary }: { primary: Primary }) {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const { procedure } = useMeeting()
  if (primary.kind === 'advance')
    return (
      <span>
        {t('primary.advance', {
          n: procedure.stages.indexOf(primary.next) + 1,
          name: pick(primary.next.name),
        })}
      </span>
    )
  return <span>{primary.kind === 'none' ? '' : t(`primary.${primary.kind}`)}</span>
}

/** What follows, and what must hold before: a list, because nothing here is a surprise. */
function Then({ primary }: { primary: Primary }) {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const text = useRefusalText()
  const { state, procedure } = useMeeting()
  const next =
    primary.kind === 'advance'
      ? procedure.stages[procedure.stages.indexOf(primary.next) + 1]
      : nextStage(state, procedure)
  return (
    <div className="then">
      {primary.unmet.length > 0 && (
        <>
          <span>{t('follows.before')}</span>
          <ul id="unmet">
            {primary.unmet.map((refusal) => (
              <li key={`${refusal.code}${JSON.stringify(refusal.params)}`} className="soon">
                <span aria-hidden="true">○</span> {text(refusal)}
              </li>
            ))}
          </ul>
        </>
      )}
      {next && (
        <>
          <span>{t(primary.kind === 'advance' ? 'follows.after' : 'follows.next')}</span>
          <b>
            {procedure.stages.indexOf(next) + 1} {pick(next.name)}
            <span className="mut"> {t('follows.planned', { minutes: next.plannedMinutes })}</span>
          </b>
        </>
      )}
    </div>
  )
}

function StageTime({ stageId, planned }: { stageId: string; planned: number }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const now = useMeetingNow(1000)
  return (
    <span className="end">
      {t('stage.used')} <b>{formatDuration(stageTookMs(state, stageId, now))}</b> /{' '}
      {t('stage.planned', { time: formatDuration(planned * 60_000) })}
    </span>
  )
}
