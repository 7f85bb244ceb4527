import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import { isOutdated } from '../../../shared/meeting/amendment.ts'
import { silentSeats } from '../../../shared/meeting/decide/answers.ts'
import type { Draw, MeetingState, OfficerAnswer, Seat } from '../../../shared/meeting/state.ts'
import { substituteFor } from '../../../shared/meeting/substitution.ts'
import { useAct } from '../../meeting/act.ts'
import { ActDialog, ReasonDialog } from '../../meeting/act-dialog.tsx'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { LineField } from '../../ui/field.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { instantOf } from '../schedule-fields.tsx'

/** A day, the least an officer is given, and an hour to fill in the form. */
const FIRST_MS = 25 * 3_600_000

/** What an officer has answered to the time and place that hold now. */
function answerOf(
  state: MeetingState,
  officerNo: number,
): 'accepted' | 'declined' | 'silent' | 'outdated' | null {
  const known = state.answers[officerNo]
  if (!known) return null
  return known.answer === 'accepted' && isOutdated(state, known.at) ? 'outdated' : known.answer
}

/** One officer's answer as a word: also when none has come, and until when it is awaited. */
export function AnswerWord({ draw, officerNo }: { draw: Draw; officerNo: number }) {
  const { t } = useTranslation('office')
  const language = useLanguage()
  const { state } = useMeeting()
  const answer = answerOf(state, officerNo)
  if (answer !== null)
    return (
      <span className={answer === 'accepted' ? 'ok' : 'soon'}>
        {t(`draw.answers.${answer}`)} <GivenAt given={state.answers[officerNo]} />
      </span>
    )
  if (draw.answerBy === undefined) return <span className="soon">{t('draw.answers.none')}</span>
  const by = { date: formatDate(dateOf(draw.answerBy), language), time: formatTime(draw.answerBy) }
  return <span className="soon">{t('draw.answers.awaited', by)}</span>
}

/** When an answer came, and how. */
function GivenAt({ given }: { given: Omit<OfficerAnswer, 'earlier'> | undefined }) {
  const { t } = useTranslation('office')
  const language = useLanguage()
  if (!given) return null
  const at = { date: formatDate(dateOf(given.at), language), time: formatTime(given.at) }
  // Silence is nobody's answer: it is only noted when.
  const how = given.answer === 'silent' ? 'noted' : (given.by ?? 'noted')
  return <small className="mut">{t(`draw.given.${how}`, at)}</small>
}

/** Whoever was drawn and gave up the seat: their answer, when it came, what was noted, and what they had said before. */
export function GaveUp({ draw }: { draw: Draw }) {
  const { t } = useTranslation('office')
  const { state } = useMeeting()
  const cards = draw.locked.officers
  const gone = Object.entries(state.answers).flatMap(([no, { answer, note, earlier }]) =>
    answer === 'accepted' ? [] : [{ no: Number(no), note: note ?? '', earlier }],
  )
  if (gone.length === 0) return null
  return (
    <>
      <h3 className="office-foot">{t('draw.gaveUp')}</h3>
      <ul className="office-list">
        {gone.map(({ no, note, earlier }) => (
          <li key={no}>
            <span>
              {no} {cards.find((card) => card.no === no)?.name} <AnswerWord draw={draw} officerNo={no} />
              {note !== '' && <small>{note}</small>}
              {earlier.map((given) => (
                <small key={given.at}>
                  {' '}
                  {t('draw.before')} {t(`draw.answers.${given.answer}`)} <GivenAt given={given} />
                </small>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** An answer taken on the phone. Whoever gives up a seat is followed in it by the next in the drawn order. */
export function AnswerActs({ officerNo, seat }: { officerNo: number; seat?: Seat }) {
  const { t } = useTranslation('office')
  const { state, procedure } = useMeeting()
  const may = useMay()
  const act = useAct()
  const now = useMeetingNow(1000)
  const [reason, setReason] = useState<'declined' | 'silent'>()
  const answer = answerOf(state, officerNo)
  if (!may('record-answer') || answer === 'declined' || answer === 'silent') return null
  const next = seat && substituteFor(state, seat)
  const isSilent = silentSeats(state, { now, procedure }).some((silent) => silent.officerNo === officerNo)
  return (
    <>
      <ActError act={act} />
      {answer !== 'accepted' && (
        <Button
          waiting={act.busy}
          onClick={() => void act.send('record-answer', { officerNo, answer: 'accepted', note: '' })}
        >
          {t('draw.comes')}
        </Button>
      )}
      <Button onClick={() => setReason('declined')}>{t('draw.answers.declined')}</Button>
      {isSilent && <Button onClick={() => setReason('silent')}>{t('draw.answers.silent')}</Button>}
      {reason && (
        <ReasonDialog
          title={t(`draw.answers.${reason}`)}
          confirm={t('draw.answer')}
          explain={
            !seat
              ? t('draw.passedOver')
              : next
                ? t('draw.followedBy', { order: next.order, name: next.name })
                : t('draw.followedByNobody')
          }
          optional={reason === 'silent'}
          type="record-answer"
          makeData={(note) => ({ officerNo, answer: reason, note })}
          onClose={() => setReason(undefined)}
        />
      )}
    </>
  )
}

/** Tells who was drawn, and until when their answer is awaited; there while somebody on the panel has not answered. */
export function NotifyOfficers({ draw }: { draw: Draw }) {
  const { t } = useTranslation('office')
  const { state } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const open = state.seats.some(
    ({ officerNo }) => officerNo !== null && answerOf(state, officerNo) !== 'accepted',
  )
  if (!open || !may('notify-officers')) return null
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        {t(draw.answerBy === undefined ? 'draw.notify' : 'draw.moveDeadline')}
      </Button>
      {asking && <NotifyDialog onClose={() => setAsking(false)} />}
    </>
  )
}

function NotifyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('office')
  const { state, live } = useMeeting()
  const [first] = useState(() => Math.min(Date.now() + live.offsetMs + FIRST_MS, state.startsAt))
  const [date, setDate] = useState(dateOf(first))
  const [time, setTime] = useState(formatTime(first))
  const answerBy = instantOf(date, time)
  return (
    <ActDialog
      title={t('draw.notify')}
      confirm={t('draw.notify')}
      type="notify-officers"
      data={Number.isNaN(answerBy) ? null : { answerBy }}
      onClose={onClose}
    >
      <p>{t('draw.notifyExplain')}</p>
      <LineField required label={t('draw.answerDate')} type="date" value={date} onChange={setDate} />
      <LineField required label={t('draw.answerTime')} type="time" value={time} onChange={setTime} />
    </ActDialog>
  )
}
