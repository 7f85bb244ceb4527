import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openVersion } from '../../shared/meeting/minutes.ts'
import { useMeeting } from '../meeting/meeting-context.ts'
import { MinutesPane } from '../meeting/minutes-pane.tsx'
import { currentStage } from '../meeting/rail.ts'
import { Button } from '../ui/button.tsx'
import { useBilingual } from '../ui/i18n.ts'
import { ItemCheck } from './item-check.tsx'

/**
 * Minutes to read: the current item, or another that has begun. `inOrder` starts at the first and leads on,
 * as somebody does who signs. What was said after the parties left is not theirs.
 */
export function MinutesReader({ inOrder = false }: { inOrder?: boolean }) {
  const { t } = useTranslation('phone')
  const pick = useBilingual()
  const { state, procedure, role } = useMeeting()
  const begun = procedure.stages.filter(
    (stage) =>
      (stage.id === state.stage?.stageId || state.stageLog.some((run) => run.stageId === stage.id)) &&
      !(role === 'party' && stage.partiesLeave),
  )
  const current = currentStage(state, procedure)
  const [chosen, setChosen] = useState<string>()
  const isRunning = begun.some((stage) => stage.id === current?.id)
  const itemId = chosen ?? (inOrder ? begun[0]?.id : isRunning ? current?.id : begun.at(-1)?.id)
  if (itemId === undefined) return <p className="quiet">{t('minutes.none')}</p>
  const next = inOrder ? begun[begun.findIndex((stage) => stage.id === itemId) + 1] : undefined
  return (
    <section className="minutes-reader" aria-labelledby="minutes-title">
      <h2 id="minutes-title">{t('minutes.title')}</h2>
      <div className="field">
        <label htmlFor="minutes-item">{t('minutes.item')}</label>
        <select id="minutes-item" value={itemId} onChange={(event) => setChosen(event.target.value)}>
          {begun.map((stage) => (
            <option key={stage.id} value={stage.id}>
              {procedure.stages.indexOf(stage) + 1} {pick(stage.name)}{' '}
              {t(openVersion(state, stage.id) === null ? 'minutes.final' : 'minutes.writing')}
            </option>
          ))}
        </select>
      </div>
      <MinutesPane key={itemId} itemId={itemId} mode="read" />
      <ItemCheck itemId={itemId} />
      {next && (
        <Button onClick={() => setChosen(next.id)}>
          {t('minutes.next', { n: procedure.stages.indexOf(next) + 1, name: pick(next.name) })}
        </Button>
      )}
    </section>
  )
}
