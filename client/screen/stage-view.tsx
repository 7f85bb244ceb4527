import { useTranslation } from 'react-i18next'
import { formatDuration, formatTime } from '../../shared/i18n/format.ts'
import { sideUsedMs } from '../../shared/meeting/clocks.ts'
import { partySides } from '../../shared/meeting/participants.ts'
import type { MeetingState, Turn } from '../../shared/meeting/state.ts'
import type { Procedure, Stage } from '../../shared/procedures/schema.ts'
import { shownRound } from '../meeting/rail.ts'
import { useBilingual } from '../ui/i18n.ts'
import { clockFace } from '../ui/speaking-clock.tsx'
import { Meter } from '../ui/time-ledger.tsx'
import { PanelStrip } from './panel-strip.tsx'

const lastTurnShownMs = 10_000

interface Props {
  readonly state: MeetingState
  readonly procedure: Procedure
  readonly now: number
}

/** The stage, who speaks, and both clocks. */
export function StageView({ state, procedure, now }: Props) {
  const { t } = useTranslation(['screen', 'words'])
  const pick = useBilingual()
  const index = state.stage?.index ?? 0
  const stage = procedure.stages[index]
  if (!stage) return null
  const round = shownRound(state, procedure)
  const pending = state.recusals.find((recusal) => recusal.ruling === null)
  return (
    <div className="stage-view">
      <section className="left">
        <p className="eyebrow">
          {t('stage', { n: index + 1, total: procedure.stages.length })}
          {round > 1 && <span>{t('round', { n: round })}</span>}
        </p>
        <h2>{pick(stage.name)}</h2>
        <div className="progress" aria-hidden="true">
          {procedure.stages.map((each, i) => (
            <i key={each.id} className={i < index ? 'done' : i === index ? 'now' : undefined} />
          ))}
        </div>
        {pending ? (
          <p className="notice">{t('recusal', { name: pending.targetName })}</p>
        ) : (
          <Speaker state={state} stage={stage} />
        )}
      </section>
      <section className="right">
        <Clock state={state} stage={stage} now={now} />
        {stage.speaker !== 'none' && <Budgets state={state} procedure={procedure} now={now} />}
      </section>
      <PanelStrip state={state} procedure={procedure} />
    </div>
  )
}

function Speaker({ state, stage }: { state: MeetingState; stage: Stage }) {
  const { t } = useTranslation(['screen', 'words'])
  const pick = useBilingual()
  const { turn } = state.floor
  const speaker = state.participants.find((person) => person.id === turn?.participantId)
  if (turn && speaker)
    return (
      <div className="who">
        <small>{t('nowSpeaking')}</small>
        <b>
          {t(`words:kind.${speaker.kind}`)} {speaker.maskedName}
        </b>
        {turn.evidenceNo !== null && <p>{t('evidence', { no: turn.evidenceNo })}</p>}
      </div>
    )
  if (stage.acts.includes('opinions')) return <Sealed state={state} />
  return (
    <div className="who">
      <small>{t('nobodySpeaking')}</small>
      <p className="hint">{stage.partiesLeave ? t('partiesOut') : pick(stage.hint)}</p>
      {state.openedAt !== null && (
        <p>{t('opened', { time: formatTime(state.openedAt, { seconds: true }) })}</p>
      )}
    </div>
  )
}

function Sealed({ state }: { state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  const sealed = Object.values(state.seals).filter((seal) => seal.status === 'sealed').length
  return (
    <div className="who" role="status">
      <b>{t('sealed', { sealed, total: state.seats.length })}</b>
      <p>{t('sealedNote')}</p>
      {state.opinionDeadline !== null && <p>{t('deadline', { time: formatTime(state.opinionDeadline) })}</p>}
    </div>
  )
}

function Clock({ state, stage, now }: { state: MeetingState; stage: Stage; now: number }) {
  const { t } = useTranslation(['screen', 'words'])
  const { turn, ended } = state.floor
  const lastTurn = ended.at(-1)
  if (turn) return <TurnClock turn={turn} now={now} />
  const isFresh = (lastTurn?.endedAt ?? 0) >= (state.stage?.startedAt ?? 0)
  if (lastTurn && isFresh && now - lastTurn.endedAt < lastTurnShownMs)
    return <BigTime label={t('lastTurn')} digits={formatDuration(lastTurn.usedMs)} tone="paused" />
  return (
    <BigTime
      label={t('stageTime', { minutes: stage.plannedMinutes })}
      digits={formatDuration(Math.max(0, now - (state.stage?.startedAt ?? now)))}
      tone="paused"
    />
  )
}

function TurnClock({ turn, now }: { turn: Turn; now: number }) {
  const { t } = useTranslation(['screen', 'words'])
  const face = clockFace(turn, now)
  const label = face.state === 'paused' ? t('paused') : face.state === 'over' ? t('exceeded') : t('remaining')
  return <BigTime label={label} digits={face.digits} tone={face.state} />
}

function BigTime({ label, digits, tone }: { label: string; digits: string; tone: string }) {
  return (
    <>
      <div className="label">{label}</div>
      <div
        className="big tclock"
        data-s={tone}
        data-long={digits.length > 5 || undefined}
        role="timer"
        aria-live="off"
      >
        {digits}
      </div>
    </>
  )
}

function Budgets({ state, procedure, now }: Props) {
  const { t } = useTranslation(['screen', 'words'])
  const budgetMs = procedure.floor.sideBudgetMs.value
  return (
    <div className="budgets">
      {partySides.map((side) => {
        const usedMs = sideUsedMs(state, side, now)
        const speaking = state.floor.turn?.side === side
        const tone = usedMs > budgetMs ? 'over' : usedMs > 0.8 * budgetMs ? 'low' : speaking ? 'on' : 'plain'
        return (
          <div key={side}>
            <span>{t(`used.${side}`)}</span>
            <b>{formatDuration(usedMs)}</b>
            <Meter
              share={usedMs / budgetMs}
              tone={tone}
              label={`${t(`used.${side}`)} ${formatDuration(usedMs)}`}
            />
          </div>
        )
      })}
      <p>{t('budget', { time: formatDuration(budgetMs) })}</p>
    </div>
  )
}
