import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compositionTexts } from '../../shared/i18n/draw-rules.ts'
import { formatFingerprint, formatTime } from '../../shared/i18n/format.ts'
import { awaitedIn, isRecommended, isSealedInAdvance } from '../../shared/meeting/ceremony.ts'
import type { Draw } from '../../shared/meeting/state.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { AwaitedLine } from '../meeting/awaited-line.tsx'
import { DrawHistory } from '../meeting/draw-history.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { LineField } from '../ui/field.tsx'
import { useLanguage } from '../ui/i18n.ts'
import { SealedFingerprint, SealedNumber } from './sealed-number.tsx'

/** The draw as it unfolds; the petitioner's side names the open number here. */
export function DrawBlock() {
  const { t } = useTranslation('phone')
  const { state, participantId } = useMeeting()
  const draw = state.draws.at(-1)
  if (!draw) return <p className="quiet">{t('draw.none')}</p>
  const isPetitioner = state.participants.find((p) => p.id === participantId)?.side === 'petitioner'
  const isSealing = awaitedIn(draw) !== null && isSealedInAdvance(draw)
  return (
    <section className="blk pad draw">
      <h2>{t('draw.title')}</h2>
      {draw.status === 'locked' && (
        <p>{t('draw.locked', { count: draw.locked.candidates.filter((c) => c.eligible).length })}</p>
      )}
      <AwaitedLine draw={draw} />
      {draw.status === 'awaiting-number' && <OfficeSealed draw={draw} />}
      {draw.status === 'awaiting-number' && !isSealing && isPetitioner && <OpenNumber draw={draw} />}
      {isSealing && isPetitioner && <SealedNumber draw={draw} />}
      {isSealing && !isPetitioner && <SealedFingerprint draw={draw} />}
      {draw.status === 'drawn' && <Result draw={draw} />}
      {draw.status !== 'void' && <Composition draw={draw} />}
      <DrawHistory draws={state.draws} changedHands={state.left.length} />
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

/** What the office has sealed, before anybody opens anything. */
function OfficeSealed({ draw }: { draw: Draw }) {
  const { t } = useTranslation('phone')
  return (
    <>
      <p>{t('draw.sealed')}</p>
      <p className="fingerprint mut">
        {formatFingerprint((draw.commitment ?? '').slice(0, 16))}
        <br />
        {formatFingerprint((draw.commitment ?? '').slice(16, 32))}
      </p>
    </>
  )
}

function OpenNumber({ draw }: { draw: Draw }) {
  const { t } = useTranslation('phone')
  const may = useMay()
  const [number, setNumber] = useState('')
  const [asking, setAsking] = useState(false)
  const written = number.trim()
  if (!may('give-number')) return null
  return (
    <>
      <p>{t('draw.explain')}</p>
      <LineField
        label={t('draw.number')}
        inputMode="numeric"
        maxLength={40}
        value={number}
        onChange={setNumber}
      />
      {draw.deadline !== undefined && <small>{t('draw.until', { time: formatTime(draw.deadline) })}</small>}
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
  )
}

function Result({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['phone', 'sealedNumber'])
  const { state } = useMeeting()
  const number = draw.number ?? undefined
  const said = number === undefined ? t('draw.withoutNumber') : t('draw.withNumber', { number })
  const opened = number === undefined ? t('sealedNumber:never') : t('sealedNumber:drawn', { number })
  return (
    <>
      <p>{draw.numberCommitment === undefined ? said : opened}</p>
      <ol className="plain">
        {state.seats.map((seat) => (
          <li key={seat.seat}>
            <b>{t('seat', { seat: seat.seat, name: seat.name })}</b> <span className="mut">{seat.title}</span>
            {isRecommended(draw, seat) && <span className="mut"> {t('draw.recommended')}</span>}
          </li>
        ))}
      </ol>
      <p className="mut">{t('draw.verify')}</p>
    </>
  )
}
