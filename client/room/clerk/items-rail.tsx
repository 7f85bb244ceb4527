import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../../shared/i18n/format.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { stageTookMs } from '../../meeting/rail.ts'
import { Card } from '../../ui/card.tsx'
import { useBilingual } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'

export type ItemState = 'writing' | 'to-finalise' | 'correcting' | 'final' | 'not-begun'

/** Where the minutes of an item stand; finalising is the clerk's own act, whatever the stage. */
export function itemState(state: MeetingState, itemId: string): ItemState {
  if (state.revisions[itemId]) return 'correcting'
  if (state.items[itemId]) return 'final'
  if (state.phase === 'in-session' && state.stage?.stageId === itemId) return 'writing'
  return state.stageLog.some((run) => run.stageId === itemId) ? 'to-finalise' : 'not-begun'
}

const looks = {
  writing: 'now',
  'to-finalise': '',
  correcting: '',
  final: 'done',
  'not-begun': 'later',
} as const

/** One item of the minutes per stage: which is written, which waits to be finalised. Choosing opens it. */
export function ItemsRail({ chosen, onChoose }: { chosen: string; onChoose: (itemId: string) => void }) {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(1000)
  const final = procedure.stages.filter((stage) => itemState(state, stage.id) === 'final').length
  return (
    <Card
      className="agenda"
      title={t('items.title')}
      end={t('items.count', { final, total: procedure.stages.length })}
    >
      <ol className="rail rail-fill">
        {procedure.stages.map((stage, index) => {
          const at = itemState(state, stage.id)
          return (
            <li key={stage.id} className={looks[at]} data-chosen={stage.id === chosen || undefined}>
              <span className="n">{index + 1}</span>
              <span>
                <button
                  type="button"
                  className="rail-item"
                  aria-current={stage.id === chosen ? 'true' : undefined}
                  onClick={() => onChoose(stage.id)}
                >
                  {at === 'writing' ? <b>{pick(stage.name)}</b> : pick(stage.name)}
                </button>
                {at === 'writing' &&
                  t('agenda.soFar', {
                    used: formatDuration(stageTookMs(state, stage.id, now)),
                    planned: formatDuration(stage.plannedMinutes * 60_000),
                  })}
              </span>
              <span className={at === 'to-finalise' || at === 'correcting' ? 'w soon' : 'w'}>
                {at === 'final' && <Icon name="tick" />}
                {t(`items.state.${at}`)}
              </span>
            </li>
          )
        })}
      </ol>
      <p className="foot">{t('items.note')}</p>
    </Card>
  )
}
