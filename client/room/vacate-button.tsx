import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Seat } from '../../shared/meeting/state.ts'
import { substituteFor } from '../../shared/meeting/substitution.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { ChoiceField, TextField } from '../ui/field.tsx'

/** An officer who did not come or fell ill: the first substitute in the drawn order takes the seat, with reason. */
export function VacateButton({ seat }: { seat: Seat }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (!may('vacate-seat') || state.openedAt !== null) return null
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('vacate.action')}</Button>
      {asking && <VacateDialog seat={seat} onClose={() => setAsking(false)} />}
    </>
  )
}

const causes = ['absent', 'ill', 'standing'] as const

/** Nothing is chosen beforehand: an absence counts against an officer, an illness does not. */
function VacateDialog({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const { t } = useTranslation(['room', 'meeting'])
  const { state } = useMeeting()
  const [cause, setCause] = useState<(typeof causes)[number]>()
  const [reason, setReason] = useState('')
  const next = substituteFor(state, seat)
  const ready = cause !== undefined && reason.trim() !== ''
  return (
    <ActDialog
      title={t('vacate.title', { seat: seat.seat, name: seat.name })}
      confirm={t('vacate.confirm')}
      type="vacate-seat"
      data={ready ? { seat: seat.seat, cause, reason: reason.trim() } : null}
      onClose={onClose}
    >
      <p>{next ? t('vacate.next', { order: next.order, name: next.name }) : t('vacate.nobody')}</p>
      <ChoiceField
        label={t('vacate.cause')}
        value={cause}
        onChange={setCause}
        options={causes.map((each) => ({ value: each, label: t(`vacate.causes.${each}`) }))}
      />
      <TextField label={t('meeting:reason')} value={reason} onChange={setReason} />
    </ActDialog>
  )
}
