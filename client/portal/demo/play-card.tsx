import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Demonstration, seatTakenSchema } from '../../../shared/accounts/demonstration.ts'
import { meetingViewSchema } from '../../../shared/meeting/answers.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { api, sendCommand } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { type PlayerStatus, play } from './player.ts'

type Meeting = Demonstration['meetings'][number]

const speeds = [1, 5, 30]

/** Seat id of whoever acts: the script says `clerk` and `chair`, a seat is an account. */
const seatIdOf = (meeting: Meeting, by: string): string =>
  meeting.seats.find((seat) => seat.kind === by)?.id ?? by

/** Lets the seats nobody has taken play by themselves, from this tab, while it is open. */
export function PlayCard({ meeting, held }: { meeting: Meeting; held: ReadonlySet<string> }) {
  const { t } = useTranslation(['portal', 'words'])
  const [speed, setSpeed] = useState(5)
  const [status, setStatus] = useState<PlayerStatus>()
  const [error, setError] = useState<unknown>()
  const [running, setRunning] = useState<AbortController>()
  const queries = useQueryClient()
  // The player runs on while the page renders again.
  const latest = useRef({ meeting, held })
  latest.current = { meeting, held }
  useEffect(() => () => running?.abort(), [running])

  function start() {
    const controller = new AbortController()
    setRunning(controller)
    setError(undefined)
    const seats = takenSeats(meeting)
    play(
      {
        speed,
        tell(next) {
          setStatus(next)
          // The draw has given the meeting seats that were not in the list.
          if (
            next.kind !== 'finished' &&
            !latest.current.meeting.seats.some(({ id }) => id === seatIdOf(meeting, next.act.by))
          )
            void queries.invalidateQueries({ queryKey: ['/api/demo'] })
        },
        isHeld: (by) => latest.current.held.has(seatIdOf(meeting, by)),
        pause,
        look: async () => {
          const { view, seq, now } = await api(`/api/meetings/${meeting.id}`, {
            schema: meetingViewSchema,
            seat: await seats('clerk'),
          })
          // The view is this same code's state, made by the server of the same version.
          return { state: view as MeetingState, seq, now }
        },
        perform: async (act, expectedSeq) =>
          sendCommand('meeting', meeting.id, { ...act.request, expectedSeq, seat: await seats(act.by) }),
      },
      controller.signal,
    )
      .catch(setError)
      .finally(() => setRunning((mine) => (mine === controller ? undefined : mine)))
  }

  return (
    <div className="demo-play">
      <div>
        <b>{t('demo.auto')}</b>
        <p className="meta" role="status">
          <StatusWords meeting={meeting} status={status} running={running !== undefined} />
        </p>
      </div>
      <label>
        <span className="vh">{t('demo.speed')}</span>
        <select
          value={speed}
          disabled={running !== undefined}
          onChange={(e) => setSpeed(Number(e.target.value))}
        >
          {speeds.map((each) => (
            <option key={each} value={each}>
              {each === 1 ? t('demo.speedHuman') : t('demo.speedTimes', { n: each })}
            </option>
          ))}
        </select>
      </label>
      <Button
        size={40}
        onClick={() => {
          if (!running) return start()
          running.abort()
          setRunning(undefined)
        }}
      >
        {t(running ? 'demo.stop' : 'demo.start')}
      </Button>
      {error !== undefined && <ErrorBox error={error} />}
    </div>
  )
}

function StatusWords({
  meeting,
  status,
  running,
}: {
  meeting: Meeting
  status: PlayerStatus | undefined
  running: boolean
}) {
  const { t } = useTranslation(['portal', 'words'])
  if (status?.kind === 'finished') return t('demo.finished')
  if (!running || !status) return t('demo.autoNote')
  const seat = meeting.seats.find(({ id }) => id === seatIdOf(meeting, status.act.by))
  const who = seat ? `${t(`demo.seat.${seat.kind}`)} ${seat.name}` : t('demo.seat.panelist')
  return t(status.kind === 'waiting' ? 'demo.waiting' : 'demo.running', { who })
}

/** Takes each seat once, when it is first needed; answers with the key of its sign-in. */
function takenSeats(meeting: Meeting): (by: string) => Promise<string> {
  const keys = new Map<string, Promise<string>>()
  return (by) => {
    const seatId = seatIdOf(meeting, by)
    const known = keys.get(seatId)
    if (known) return known
    const taken = api('/api/demo/seats', {
      method: 'post',
      body: { meetingId: meeting.id, seatId },
      schema: seatTakenSchema,
    }).then(({ seat }) => seat)
    keys.set(seatId, taken)
    return taken
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
