import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatDuration, formatTime } from '../../shared/i18n/format.ts'
import { deadlinePassed } from '../../shared/meeting/guards.ts'
import { positionSchema } from '../../shared/opinions/opinion.ts'
import { useAct } from '../meeting/act.ts'
import { ActError } from '../meeting/act-error.tsx'
import { useKept } from '../meeting/kept.ts'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { OpinionText } from '../meeting/opened-opinions.tsx'
import { emptyDraft, finishedOpinion, type OpinionDraft } from '../meeting/opinion-draft.ts'
import { OpinionFields } from '../meeting/opinion-fields.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useLeaveWarning } from '../ui/saved-indicator.tsx'
import { Stamp } from '../ui/stamp.tsx'
import { useNotes } from './notes.tsx'
import { PhoneFrame } from './phone-frame.tsx'

const draftSchema: z.ZodType<OpinionDraft> = z.object({
  positions: z.record(z.string(), positionSchema),
  reasons: z.string(),
  advice: z.string(),
})

export const draftKey = (meetingId: string, participantId: string) =>
  `mingting.opinion.${meetingId}.${participantId}`

/** Write, review, tick, seal. Everything typed is kept on this device; nothing is submitted by itself. */
export function OpinionSteps() {
  const { t } = useTranslation('phone')
  const { state, meetingId, participantId = '' } = useMeeting()
  const kept = useKept<OpinionDraft>(draftKey(meetingId, participantId), draftSchema, emptyDraft)
  const notes = useNotes()
  const [reviewing, setReviewing] = useState(false)
  const opinion = finishedOpinion(kept.value, state.requests ?? [])
  useLeaveWarning(kept.value.reasons !== '' || kept.value.advice !== '')
  const saved =
    kept.savedAt === undefined
      ? kept.found
        ? t('form.found')
        : undefined
      : t('form.saved', { time: formatTime(kept.savedAt) })
  if (reviewing && opinion)
    return <Review opinion={opinion} saved={saved} onBack={() => setReviewing(false)} />
  return (
    <PhoneFrame
      title={t('form.title')}
      sub={<Deadline />}
      saved={saved}
      foot={
        <>
          <Button
            kind="primary"
            size={56}
            waiting={opinion === null}
            aria-describedby="form-hint"
            onClick={() => setReviewing(true)}
          >
            {t('form.review')}
          </Button>
          <p className="hint" id="form-hint">
            {t(opinion === null ? 'form.incomplete' : 'form.hint')}
          </p>
        </>
      }
    >
      <WhoReads />
      {state.seals[participantId]?.status === 'withdrawn' && <p className="soon">{t('form.withdrawn')}</p>}
      <OpinionFields
        draft={kept.value}
        onChange={kept.set}
        beside={
          notes.value.length > 0 ? (
            <button
              type="button"
              className="link-button"
              onClick={() =>
                kept.set({
                  ...kept.value,
                  reasons: [kept.value.reasons, ...notes.value.map((note) => note.text)]
                    .filter(Boolean)
                    .join('\n'),
                })
              }
            >
              {t('form.fromNotes', { count: notes.value.length })}
            </button>
          ) : undefined
        }
      />
    </PhoneFrame>
  )
}

/** Before a word is written: who will read it after the opening, and under what name. */
export function WhoReads() {
  const { t } = useTranslation('phone')
  const { procedure } = useMeeting()
  return (
    <p className="quiet who-reads">
      {t(procedure.opinion.attributed.value ? 'form.readersNamed' : 'form.readers')}
    </p>
  )
}

function Deadline() {
  const { t } = useTranslation('phone')
  const { state } = useMeeting()
  const now = useMeetingNow(1000)
  if (state.opinionDeadline === null) return <>{t('deadline.none')}</>
  const time = formatTime(state.opinionDeadline)
  if (deadlinePassed(state, now)) return <b>{t('deadline.passed', { time })}</b>
  return <>{t('deadline.left', { time, left: formatDuration(state.opinionDeadline - now) })}</>
}

function Review({
  opinion,
  saved,
  onBack,
}: {
  opinion: NonNullable<ReturnType<typeof finishedOpinion>>
  saved: string | undefined
  onBack: () => void
}) {
  const { t } = useTranslation('phone')
  const { live } = useMeeting()
  const act = useAct()
  const [independent, setIndependent] = useState(false)
  const offline = live.connection !== 'live'
  useEffect(() => document.getElementById('stage')?.focus(), [])
  return (
    <PhoneFrame
      title={t('seal.title')}
      sub={<Deadline />}
      saved={saved}
      foot={
        <>
          <ActError act={act} />
          <Button
            kind="primary"
            size={56}
            waiting={!independent || act.busy || offline}
            aria-describedby="seal-hint"
            onClick={() => void act.send('seal-opinion', { opinion, independent: true })}
          >
            <Icon name="lock" /> {t('seal.seal')}
          </Button>
          <p className="hint" id="seal-hint">
            {offline ? t('seal.offline') : independent ? '' : t('seal.tickFirst')}
          </p>
          <Button onClick={onBack}>{t('seal.back')}</Button>
        </>
      }
    >
      <div className="blk sum">
        <OpinionText opinion={opinion} />
      </div>
      <section>
        <h2>{t('seal.after')}</h2>
        <ul className="rules">
          <li>
            <Stamp act="sealed" />
            {t('seal.rule1')}
          </li>
          <li>
            <Stamp act="withdrawn" />
            {t('seal.rule2')}
          </li>
          <li>
            <Stamp act="opened" />
            {t('seal.rule3')}
          </li>
        </ul>
      </section>
      <label className="check">
        <input
          type="checkbox"
          checked={independent}
          onChange={(event) => setIndependent(event.target.checked)}
        />
        <span>{t('seal.independent')}</span>
      </label>
    </PhoneFrame>
  )
}
