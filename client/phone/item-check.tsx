import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { areMinutesFinal } from '../../shared/meeting/guards.ts'
import { useAct } from '../meeting/act.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { TextField } from '../ui/field.tsx'

/** A final item: say that it is right, or what should stand there; and what became of earlier wishes. */
export function ItemCheck({ itemId }: { itemId: string }) {
  const { t } = useTranslation('phone')
  const { state, procedure, participantId = '', role } = useMeeting()
  const may = useMay()
  const act = useAct()
  const [asking, setAsking] = useState(false)
  const final = state.items[itemId]
  if (!final || participantId === '') return null
  const { version } = final
  const checked = state.itemChecks[itemId]?.[participantId] === version
  const own = state.corrections.filter((one) => one.itemId === itemId && one.participantId === participantId)
  const revised = state.revisions[itemId] !== undefined
  const settled = areMinutesFinal(state)
  const allowed =
    !settled &&
    (role === 'party' || role === 'panelist') &&
    procedure.minutes.corrections.value.includes(role)
  return (
    <section className="blk pad" aria-label={t('check.title')}>
      {own.map((one) => (
        <p key={one.id} className="quiet">
          <Chip tone={one.ruling ? 'plain' : 'soon'}>
            {t(one.ruling ? (one.ruling.accepted ? 'check.accepted' : 'check.kept') : 'check.waiting')}
          </Chip>{' '}
          {one.text?.wanted}
          {one.ruling?.reason && <small> {t('check.because', { reason: one.ruling.reason })}</small>}
        </p>
      ))}
      {revised && <p className="quiet">{t('check.revised')}</p>}
      {!revised && checked && <p className="quiet">{t('check.done', { version })}</p>}
      {!revised && !checked && may('check-item') && (
        <Button waiting={act.busy} onClick={() => void act.send('check-item', { itemId, version })}>
          {t('check.right')}
        </Button>
      )}
      {!revised && allowed && may('request-correction') && (
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t('check.ask')}
        </Button>
      )}
      {!revised && <p className="hint">{t('check.finalAt', { version, time: formatTime(final.at) })}</p>}
      {settled && <p className="hint">{t('check.settled')}</p>}
      <ActError act={act} />
      {asking && <AskCorrection itemId={itemId} version={version} onClose={() => setAsking(false)} />}
    </section>
  )
}

function AskCorrection({
  itemId,
  version,
  onClose,
}: {
  itemId: string
  version: number
  onClose: () => void
}) {
  const { t } = useTranslation('phone')
  const [passage, setPassage] = useState('')
  const [wanted, setWanted] = useState('')
  return (
    <ActDialog
      title={t('check.ask')}
      confirm={t('check.send')}
      type="request-correction"
      data={wanted.trim() === '' ? null : { itemId, version, passage: passage.trim(), wanted: wanted.trim() }}
      onClose={onClose}
    >
      <p>{t('check.explain')}</p>
      <TextField label={t('check.passage')} rows={2} value={passage} onChange={setPassage} />
      <TextField label={t('check.wanted')} value={wanted} onChange={setWanted} />
    </ActDialog>
  )
}
