import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import type { Correction } from '../../shared/meeting/state.ts'
import { useAct } from '../meeting/act.ts'
import { ReasonDialog } from '../meeting/act-dialog.tsx'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { nameOf } from '../meeting/people.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { useBilingual } from '../ui/i18n.ts'

/** Wishes that a final item be corrected: both texts side by side, and the two answers. */
export function Corrections({ itemId, openOnly = false }: { itemId?: string; openOnly?: boolean }) {
  const { state } = useMeeting()
  const shown = state.corrections.filter(
    (one) => (itemId === undefined || one.itemId === itemId) && (!openOnly || one.ruling === null),
  )
  if (shown.length === 0) return null
  return (
    <ul className="corrections">
      {shown.map((one) => (
        <CorrectionRow key={one.id} correction={one} named={itemId === undefined} />
      ))}
    </ul>
  )
}

function CorrectionRow({ correction, named }: { correction: Correction; named: boolean }) {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const may = useMay()
  const act = useAct()
  const [keeping, setKeeping] = useState(false)
  const { id, itemId, participantId, text, ruling, at } = correction
  const stage = procedure.stages.find((each) => each.id === itemId)
  return (
    <li>
      <p>
        <b>{t('corrections.by', { name: nameOf(state, participantId), time: formatTime(at) })}</b>{' '}
        {named && stage && <span className="mut">{pick(stage.name)}</span>}{' '}
        {ruling ? (
          <Chip tone={ruling.accepted ? 'ok' : 'plain'}>
            {t(ruling.accepted ? 'corrections.accepted' : 'corrections.kept')}
          </Chip>
        ) : (
          <Chip tone="soon">{t('corrections.waiting')}</Chip>
        )}
      </p>
      <dl>
        <dt>{t('corrections.passage')}</dt>
        <dd>{text?.passage || t('corrections.missing')}</dd>
        <dt>{t('corrections.wanted')}</dt>
        <dd>{text?.wanted}</dd>
        {ruling?.reason && (
          <>
            <dt>{t('corrections.reason')}</dt>
            <dd>{ruling.reason}</dd>
          </>
        )}
      </dl>
      {!ruling && may('rule-correction') && (
        <p className="row">
          <Button
            waiting={act.busy}
            onClick={() => void act.send('rule-correction', { correctionId: id, accepted: true, reason: '' })}
          >
            {t('corrections.accept')}
          </Button>
          <Button kind="quiet" onClick={() => setKeeping(true)}>
            {t('corrections.keep')}
          </Button>
        </p>
      )}
      <ActError act={act} />
      {keeping && (
        <ReasonDialog
          title={t('corrections.keepTitle')}
          explain={t('corrections.keepExplain')}
          confirm={t('corrections.keep')}
          type="rule-correction"
          makeData={(reason) => ({ correctionId: id, accepted: false, reason })}
          onClose={() => setKeeping(false)}
        />
      )}
    </li>
  )
}
