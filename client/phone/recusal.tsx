import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPartySide } from '../../shared/meeting/participants.ts'
import { useAct } from '../meeting/act.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { useRecusalTargets } from '../meeting/recusal-targets.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/field.tsx'

/** Whether this party's side is being asked and has not answered. */
export function useRecusalAsked(): boolean {
  const { state, participantId } = useMeeting()
  const may = useMay()
  const side = state.participants.find((p) => p.id === participantId)?.side
  return (
    side !== undefined && isPartySide(side) && !state.recusalAnswers.includes(side) && may('answer-recusal')
  )
}

/** Asked whether somebody should be recused: no, or whom and why. Later the right can still be used. */
export function RecusalBlock() {
  const { t } = useTranslation(['phone', 'words'])
  const { state, participantId } = useMeeting()
  const may = useMay()
  const act = useAct()
  const [asking, setAsking] = useState(false)
  const side = state.participants.find((p) => p.id === participantId)?.side
  const open = useRecusalAsked()
  const canAsk = may('request-recusal') && state.openedAt === null
  const own = state.recusals.filter((recusal) => recusal.participantId === participantId)
  if (!open && !canAsk && own.length === 0) return null
  return (
    <section className="blk pad">
      {open && side !== undefined && isPartySide(side) && (
        <>
          <h2>{t('recusal.question')}</h2>
          <p>{t('recusal.who')}</p>
          <ul className="plain">
            {state.seats.map((seat) => (
              <li key={seat.seat}>
                {t('seat', { seat: seat.seat, name: seat.name })} <span className="mut">{seat.title}</span>
              </li>
            ))}
            <li>
              {t('words:kind.chair')} {state.chair?.name}
            </li>
            <li>
              {t('words:kind.clerk')} {state.clerks.map((clerk) => clerk.name).join(' ')}
            </li>
          </ul>
          <ActError act={act} />
          <Button
            kind="primary"
            size={56}
            waiting={act.busy}
            onClick={() => void act.send('answer-recusal', { side })}
          >
            {t('recusal.no')}
          </Button>
        </>
      )}
      {own.map((recusal) => (
        <p key={recusal.id} role="status">
          {recusal.ruling === null
            ? t('recusal.pending', { name: recusal.targetName })
            : t(recusal.ruling.granted ? 'recusal.granted' : 'recusal.refused', {
                name: recusal.targetName,
                reason: recusal.ruling.reason ?? '',
              })}
        </p>
      ))}
      {canAsk && <Button onClick={() => setAsking(true)}>{t('recusal.ask')}</Button>}
      {asking && <RequestDialog onClose={() => setAsking(false)} />}
    </section>
  )
}

function RequestDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('phone')
  const targets = useRecusalTargets()
  const [target, setTarget] = useState('')
  const [reason, setReason] = useState('')
  return (
    <ActDialog
      title={t('recusal.ask')}
      confirm={t('recusal.send')}
      type="request-recusal"
      data={target === '' || reason.trim() === '' ? null : { target, reason: reason.trim(), via: 'self' }}
      onClose={onClose}
    >
      <p>{t('recusal.explain')}</p>
      <SelectField
        label={t('recusal.target')}
        value={target}
        onChange={setTarget}
        options={[{ value: '', label: t('recusal.choose') }, ...targets]}
      />
      <TextField label={t('recusal.reason')} value={reason} onChange={setReason} />
    </ActDialog>
  )
}
