import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../../shared/i18n/format.ts'
import { sideUsedMs } from '../../../shared/meeting/clocks.ts'
import type { PartySide } from '../../../shared/meeting/participants.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { nameOf } from '../../meeting/people.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { SpeakingClock } from '../../ui/speaking-clock.tsx'
import { Meter } from '../../ui/time-ledger.tsx'
import { useKey } from '../keys.ts'

const lowShare = 0.8
const lastTurnShownMs = 10_000
const minuteMs = 60_000

/** Who speaks and for how long yet; petitioner left, unit right, same size, same scale. */
export function FloorCard() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  const { turn } = state.floor
  const paused = turn?.pausedAt != null

  function pauseOrResume() {
    if (turn && may(paused ? 'resume-turn' : 'pause-turn'))
      void act.send(paused ? 'resume-turn' : 'pause-turn', {})
  }
  function extend() {
    if (turn && may('extend-turn')) void act.send('extend-turn', { byMs: minuteMs })
  }
  function end() {
    if (turn && may('end-turn')) void act.send('end-turn', {})
  }
  useKey('F8', pauseOrResume)
  useKey('F9', extend)
  useKey('Shift+F8', end)

  return (
    <section className="card floor" aria-label={t('floor.label')}>
      <Side side="petitioner" />
      <Turn />
      <Side side="unit" />
      {turn && may('end-turn') && (
        <div className="ctl">
          <Button onClick={pauseOrResume} waiting={act.busy}>
            {t(paused ? 'floor.resume' : 'floor.pause')} <KeyCap>F8</KeyCap>
          </Button>
          <Button onClick={extend} waiting={act.busy}>
            {t('floor.extend')} <KeyCap>F9</KeyCap>
          </Button>
          <Button onClick={end} waiting={act.busy}>
            {t('floor.end')} <KeyCap>Shift F8</KeyCap>
          </Button>
        </div>
      )}
      <ActError act={act} />
    </section>
  )
}

function Side({ side }: { side: PartySide }) {
  const { t } = useTranslation(['room', 'words'])
  const { state, procedure } = useMeeting()
  const now = useMeetingNow()
  const budgetMs = procedure.floor.sideBudgetMs.value
  const usedMs = sideUsedMs(state, side, now)
  const leftMs = budgetMs - usedMs
  const speaking = state.floor.turn?.side === side
  const over = leftMs < 0
  const low = !over && usedMs > budgetMs * lowShare
  const used = formatDuration(usedMs)
  return (
    <div className="side">
      <h2>
        {t(`floor.${side}`)}
        <Chip tone={speaking ? 'now' : 'plain'}>
          {t(speaking ? 'words:ledger.speaking' : 'words:ledger.silent')}
        </Chip>
      </h2>
      <div className="left">
        <small>{t(over ? 'floor.over' : 'floor.left')}</small>
        {formatDuration(Math.abs(leftMs))}
      </div>
      <div className="ledger">
        <Meter
          share={usedMs / budgetMs}
          tone={over ? 'over' : low ? 'low' : speaking ? 'on' : 'plain'}
          label={`${t(`floor.${side}`)} ${t('words:ledger.meter', { used, budget: formatDuration(budgetMs) })}`}
        />
        <div className="row">
          <span>
            {t('words:ledger.used')} <b>{used}</b>
          </span>
          <span>
            {t('floor.of', { time: formatDuration(budgetMs) })}{' '}
            {over && (
              <span className="stop">{t('words:ledger.over', { time: formatDuration(-leftMs) })}</span>
            )}
            {low && <span className="soon">{t('words:ledger.low')}</span>}
          </span>
        </div>
      </div>
    </div>
  )
}

function Turn() {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const now = useMeetingNow()
  const { turn, ended } = state.floor
  const lastTurn = ended.at(-1)
  if (!turn) {
    const shown = lastTurn && now - lastTurn.endedAt < lastTurnShownMs
    return (
      <div className="turn">
        <div className="who">
          {shown ? t('floor.lastTurn', { name: nameOf(state, lastTurn.participantId) }) : t('floor.nobody')}
        </div>
        <div className="tclock" data-s="paused">
          {shown ? formatDuration(lastTurn.usedMs) : '--:--'}
        </div>
        <div className="note">{t('floor.nobodyNote')}</div>
      </div>
    )
  }
  return (
    <div className="turn">
      <div className="who">
        <b>{nameOf(state, turn.participantId)}</b>{' '}
        {turn.evidenceNo === null ? t('floor.speaking') : t('floor.onEvidence', { no: turn.evidenceNo })}
      </div>
      <SpeakingClock turn={turn} now={now} />
      <div className="note">
        {t('floor.limit', { time: formatDuration(turn.limitMs) })}
        {t(turn.counted ? 'floor.counted' : 'floor.notCounted')}
      </div>
    </div>
  )
}
