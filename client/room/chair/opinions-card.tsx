import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../shared/i18n/format.ts'
import { deadlinePassed } from '../../../shared/meeting/guards.ts'
import type { Seat } from '../../../shared/meeting/state.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Stamp } from '../../ui/stamp.tsx'

/** Who has sealed, never what: n of all, the deadline, and what the opening waits for. */
export function OpinionsCard() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const done = state.seats.filter((seat) => {
    const status = seat.participantId && state.seals[seat.participantId]?.status
    return status === 'sealed' || status === 'opened'
  }).length
  return (
    <Card
      className="ops"
      title={t('opinions.title')}
      end={
        <>
          <span className="tally act">
            {done} / {state.seats.length}
          </span>{' '}
          {t(state.openedAt === null ? 'opinions.sealed' : 'opinions.opened')}
          {state.openedAt === null &&
            state.opinionDeadline !== null &&
            ` · ${t('opinions.until', { time: formatTime(state.opinionDeadline) })}`}
        </>
      }
    >
      <ul>
        {state.seats.map((seat) => (
          <SealRow key={seat.seat} seat={seat} />
        ))}
      </ul>
      {may('announce-opinion-deadline') && state.openedAt === null && (
        <div className="foot">
          <Button onClick={() => setAsking(true)}>
            {t(state.opinionDeadline === null ? 'opinions.setDeadline' : 'opinions.moveDeadline')}
          </Button>
        </div>
      )}
      <OpeningRule />
      {asking && <DeadlineDialog onClose={() => setAsking(false)} />}
    </Card>
  )
}

function OpeningRule() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  if (state.openedAt !== null)
    return (
      <p className="foot">
        {t('opinions.openedAt', { time: formatTime(state.openedAt, { seconds: true }) })}
      </p>
    )
  return (
    <p className="foot">
      <Icon name="lock" />
      {state.opinionDeadline === null
        ? t('opinions.ruleAll')
        : t('opinions.ruleDeadline', { time: formatTime(state.opinionDeadline) })}
    </p>
  )
}

function SealRow({ seat }: { seat: Seat }) {
  const { t } = useTranslation('room')
  const { state, live } = useMeeting()
  const now = useMeetingNow(1000)
  const id = seat.participantId ?? ''
  const seal = state.seals[id]
  const missing = state.missing.some((each) => each.participantId === id)
  const pending = state.recusals.some((recusal) => recusal.target === id && recusal.ruling === null)
  const status = missing ? 'missing' : (seal?.status ?? 'none')
  const stamp = status === 'withdrawn' ? 'none' : status
  return (
    <li>
      <Stamp act={stamp} />
      <b>{seat.participantId === null ? t('opinions.vacant', { seat: seat.seat }) : seat.name}</b>
      <span className="st">
        {t(`opinions.status.${status}`)}
        {seal?.medium === 'paper' && status !== 'none' && ` · ${t('opinions.onPaper')}`}
        {pending && <span className="soon"> · {t('opinions.recusalPending')}</span>}
        {status === 'none' && deadlinePassed(state, now) && (
          <span className="soon"> · {t('opinions.late')}</span>
        )}
        {status === 'none' && live.online[id] === undefined && (
          <span className="mut"> · {t('attendance.offline')}</span>
        )}
      </span>
      <span className="tm">
        {seal && (status === 'sealed' || status === 'opened') ? formatTime(seal.at, { seconds: true }) : ''}
      </span>
    </li>
  )
}

const minuteMs = 60_000
const choices = [5, 10, 15, 20, 30] as const

/** The chair announces until when opinions can be sealed; what is missing then counts as not submitted. */
function DeadlineDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('room')
  const now = useMeetingNow(1000)
  const [minutes, setMinutes] = useState<number>(10)
  const deadline = now + minutes * minuteMs
  return (
    <ActDialog
      title={t('deadline.title')}
      confirm={t('deadline.confirm')}
      type="announce-opinion-deadline"
      data={{ deadline: Math.ceil(deadline / minuteMs) * minuteMs }}
      onClose={onClose}
    >
      <p>{t('deadline.explain')}</p>
      <fieldset className="choices row">
        <legend>{t('deadline.from')}</legend>
        {choices.map((choice) => (
          <label key={choice}>
            <input
              type="radio"
              name="deadline"
              checked={minutes === choice}
              onChange={() => setMinutes(choice)}
            />
            {t('deadline.minutes', { n: choice })}
          </label>
        ))}
      </fieldset>
      <p>
        <b>{t('deadline.until', { time: formatTime(Math.ceil(deadline / minuteMs) * minuteMs) })}</b>
      </p>
    </ActDialog>
  )
}
