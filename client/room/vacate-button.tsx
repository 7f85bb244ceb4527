import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Seat } from '../../shared/meeting/state.ts'
import { substituteFor } from '../../shared/meeting/substitution.ts'
import { ReasonDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'

/** An officer who did not come: the first substitute in the drawn order takes the seat, with reason. */
export function VacateButton({ seat }: { seat: Seat }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  if (!may('vacate-seat') || state.openedAt !== null) return null
  const next = substituteFor(state, seat)
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('vacate.action')}</Button>
      {asking && (
        <ReasonDialog
          title={t('vacate.title', { seat: seat.seat, name: seat.name })}
          explain={next ? t('vacate.next', { order: next.order, name: next.name }) : t('vacate.nobody')}
          confirm={t('vacate.confirm')}
          type="vacate-seat"
          makeData={(reason) => ({ seat: seat.seat, cause: 'absent', reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
