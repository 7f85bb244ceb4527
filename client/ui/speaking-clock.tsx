import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../shared/i18n/format.ts'
import { remainingMs } from '../../shared/meeting/clocks.ts'
import type { Turn } from '../../shared/meeting/state.ts'

export interface ClockFace {
  readonly state: 'running' | 'soon' | 'over' | 'paused'
  /** '02:36', or '+00:18' once over. */
  readonly digits: string
  /** Without the sign. */
  readonly time: string
}

const soonMs = 60_000

/** What a turn's clock shows at `now` (server time, UTC milliseconds). Seconds left are rounded up, so that 00:00 means none. */
export function clockFace(turn: Turn, now: number): ClockFace {
  const left = remainingMs(turn, now)
  const over = left <= 0
  const time = formatDuration(over ? -left : left + 999)
  const state = turn.pausedAt !== null ? 'paused' : over ? 'over' : left < soonMs ? 'soon' : 'running'
  return { state, digits: over ? `+${time}` : time, time }
}

/** The turn's clock in server time. The digits are silent for readers; a stage's live region speaks at 5 min, 1 min and the end. */
export function SpeakingClock({ turn, now, word = true }: { turn: Turn; now: number; word?: boolean }) {
  const { t } = useTranslation()
  const face = clockFace(turn, now)
  const overtime = face.digits.startsWith('+')
  return (
    <div className="speaking-clock">
      <span
        className="tclock"
        data-s={face.state}
        role="timer"
        aria-live="off"
        aria-label={t(overtime ? 'clock.exceeded' : 'clock.remaining', { time: face.time })}
      >
        {face.digits}
      </span>
      {word && (
        <small className={face.state === 'over' ? 'stop' : face.state === 'soon' ? 'soon' : 'mut'}>
          {t(`clock.${face.state}`)}
        </small>
      )}
    </div>
  )
}
