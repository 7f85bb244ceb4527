import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../shared/i18n/format.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { MinutesPane } from '../../meeting/minutes-pane.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useBilingual } from '../../ui/i18n.ts'
import { Corrections } from '../corrections.tsx'
import { itemState } from './items-rail.tsx'

const tones = {
  writing: 'now',
  final: 'ok',
  'to-finalise': 'soon',
  correcting: 'soon',
  'not-begun': 'plain',
} as const

/** The minutes of one item and the button that makes it final. */
export function ItemCard({ itemId, onGoTo }: { itemId: string; onGoTo: (itemId: string) => void }) {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const index = procedure.stages.findIndex((stage) => stage.id === itemId)
  const item = procedure.stages[index]
  const current = procedure.stages.find((stage) => stage.id === state.stage?.stageId)
  const at = itemState(state, itemId)
  if (!item) return null
  const name = pick(item.name)
  return (
    <section className="card ed" aria-labelledby="item">
      <div className="ed-h">
        <h1 id="item">{t('items.heading', { n: index + 1, name })}</h1>
        <Chip tone={tones[at]}>{t(`items.state.${at}`)}</Chip>
        {current && current.id !== itemId && state.phase === 'in-session' && (
          <span className="mut">
            {t('items.roomAt', { n: (state.stage?.index ?? 0) + 1, name: pick(current.name) })}{' '}
            <Button kind="quiet" onClick={() => onGoTo(current.id)}>
              {t('items.goThere')}
            </Button>
          </span>
        )}
        <span className="end">
          {at === 'final' && t('items.finalAt', { time: formatTime(state.items[itemId]?.at ?? 0) })}
          {(at === 'writing' || at === 'to-finalise' || at === 'correcting') && may('finalise-item') && (
            <Button kind="primary" size={40} onClick={() => setAsking(true)}>
              {t('items.finalise')}
            </Button>
          )}
        </span>
      </div>
      <Corrections itemId={itemId} />
      {at === 'not-begun' ? (
        <p className="pad mut">{t('items.notBegun')}</p>
      ) : (
        <MinutesPane itemId={itemId} mode={at === 'final' ? 'read' : 'write'} />
      )}
      {asking && (
        <ActDialog
          title={t('items.finaliseTitle', { n: index + 1, name })}
          confirm={t('items.finaliseConfirm')}
          type="finalise-item"
          data={{ itemId }}
          onClose={() => setAsking(false)}
        >
          <p>{t(at === 'writing' ? 'items.finaliseWhileRunning' : 'items.finaliseExplain')}</p>
        </ActDialog>
      )}
    </section>
  )
}
