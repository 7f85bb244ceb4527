import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compositionTexts } from '../../shared/i18n/draw-rules.ts'
import { formatFingerprint, formatTime } from '../../shared/i18n/format.ts'
import type { Draw } from '../../shared/meeting/state.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { useLanguage } from '../ui/i18n.ts'

/** The draw as it unfolds; the petitioner's side names the open number here. */
export function DrawBlock() {
  const { t } = useTranslation('phone')
  const { state } = useMeeting()
  const draw = state.draws.at(-1)
  if (!draw) return <p className="quiet">{t('draw.none')}</p>
  return (
    <section className="blk pad draw">
      <h2>{t('draw.title')}</h2>
      {draw.status === 'void' && <p className="soon">{t('draw.void', { reason: draw.voidReason ?? '' })}</p>}
      {draw.status === 'locked' && (
        <p>{t('draw.locked', { count: draw.locked.candidates.filter((c) => c.eligible).length })}</p>
      )}
      {draw.status === 'awaiting-number' && <OpenNumber draw={draw} />}
      {draw.status === 'drawn' && <Result draw={draw} />}
      {draw.status !== 'void' && <Composition draw={draw} />}
    </section>
  )
}

/** What was laid down about the panel before anything was drawn. */
function Composition({ draw }: { draw: Draw }) {
  const { t } = useTranslation('phone')
  const language = useLanguage()
  return (
    <>
      <h3>{t('draw.composition')}</h3>
      <ul className="plain">
        {compositionTexts(draw.locked.rules, language).map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  )
}

function OpenNumber({ draw }: { draw: Draw }) {
  const { t } = useTranslation('phone')
  const { state, participantId } = useMeeting()
  const may = useMay()
  const id = useId()
  const [number, setNumber] = useState('')
  const [asking, setAsking] = useState(false)
  const mine =
    state.participants.find((p) => p.id === participantId)?.side === 'petitioner' && may('give-number')
  const written = number.trim()
  return (
    <>
      <p>{t('draw.sealed')}</p>
      <p className="fingerprint mut">
        {formatFingerprint((draw.commitment ?? '').slice(0, 16))}
        <br />
        {formatFingerprint((draw.commitment ?? '').slice(16, 32))}
      </p>
      {mine ? (
        <>
          <p>{t('draw.explain')}</p>
          <div className="field">
            <label htmlFor={id}>{t('draw.number')}</label>
            <input
              id={id}
              inputMode="numeric"
              maxLength={40}
              value={number}
              onChange={(e) => setNumber(e.target.value)}
            />
            {draw.deadline !== undefined && (
              <small>{t('draw.until', { time: formatTime(draw.deadline) })}</small>
            )}
          </div>
          <Button kind="primary" size={56} waiting={written === ''} onClick={() => setAsking(true)}>
            {t('draw.give')}
          </Button>
          {asking && (
            <ActDialog
              title={t('draw.giveTitle', { number: written })}
              confirm={t('draw.give')}
              type="give-number"
              data={{ number: written, via: 'phone' }}
              onClose={() => setAsking(false)}
            >
              <p>{t('draw.giveExplain')}</p>
            </ActDialog>
          )}
        </>
      ) : (
        <p>{t('draw.waiting')}</p>
      )}
    </>
  )
}

function Result({ draw }: { draw: Draw }) {
  const { t } = useTranslation('phone')
  const { state } = useMeeting()
  return (
    <>
      <p>{draw.number == null ? t('draw.withoutNumber') : t('draw.withNumber', { number: draw.number })}</p>
      <ol className="plain">
        {state.seats.map((seat) => (
          <li key={seat.seat}>
            <b>{t('seat', { seat: seat.seat, name: seat.name })}</b> <span className="mut">{seat.title}</span>
          </li>
        ))}
      </ol>
      <p className="mut">{t('draw.verify')}</p>
    </>
  )
}
