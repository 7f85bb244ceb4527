import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { remainingMs } from '../../shared/meeting/clocks.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { currentStage } from '../meeting/rail.ts'
import { useBilingual } from '../ui/i18n.ts'

const marks = [
  { ms: 0, word: 'timeUp' },
  { ms: 60_000, word: 'oneMinute' },
  { ms: 300_000, word: 'fiveMinutes' },
] as const

/** The moment of a running turn that was passed last: five minutes left, one, none. */
export function clockMark(state: MeetingState, now: number): (typeof marks)[number]['word'] | undefined {
  const { turn } = state.floor
  if (!turn || turn.pausedAt !== null) return undefined
  const left = remainingMs(turn, now)
  return marks.find((mark) => left <= mark.ms && turn.limitMs > mark.ms)?.word
}

/** Says, politely, what a reader who cannot see the screen must know. Nothing is said on arrival. */
export function Announcer() {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(1000)
  const stage = currentStage(state, procedure)
  const sealed = Object.values(state.seals).filter((seal) => seal.status === 'sealed').length
  const mark = clockMark(state, now)
  const facts = {
    stage: stage ? t('say.stage', { name: pick(stage.name) }) : '',
    queue: state.floor.queue.length > 0 ? t('say.queue', { count: state.floor.queue.length }) : '',
    sealed: sealed > 0 ? t('say.sealed', { sealed, total: state.seats.length }) : '',
    clock: mark ? t(`say.${mark}`) : '',
  }
  const before = useRef(facts)
  const [said, setSaid] = useState('')
  const key = Object.values(facts).join('|')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the facts, which are made anew each time
  useEffect(() => {
    const changed = (Object.keys(facts) as (keyof typeof facts)[])
      .filter((name) => facts[name] !== before.current[name] && facts[name] !== '')
      .map((name) => facts[name])
    before.current = facts
    if (changed.length > 0) setSaid(changed.join(' '))
  }, [key])
  return (
    <div className="vh" role="status">
      {said}
    </div>
  )
}
