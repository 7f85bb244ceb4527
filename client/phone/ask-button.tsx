import { useTranslation } from 'react-i18next'
import { useAct } from '../meeting/act.ts'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'

/** Asks for the floor, or takes the wish back; says how many wait before. */
export function AskButton({ purpose }: { purpose: 'speak' | 'question' }) {
  const { t } = useTranslation('phone')
  const { state, participantId } = useMeeting()
  const may = useMay()
  const act = useAct()
  if (!may('request-floor')) return null
  const place = state.floor.queue.findIndex((request) => request.participantId === participantId)
  const own = state.floor.queue[place]
  if (state.floor.turn?.participantId === participantId) return <p className="hint">{t('ask.yours')}</p>
  return (
    <div className="ask">
      <ActError act={act} />
      {own ? (
        <>
          <p className="hint" role="status">
            {place === 0 ? t('ask.first') : t('ask.waiting', { before: place })}
          </p>
          <Button
            waiting={act.busy}
            onClick={() => void act.send('drop-floor-request', { requestId: own.id })}
          >
            {t('ask.takeBack')}
          </Button>
        </>
      ) : (
        <Button waiting={act.busy} onClick={() => void act.send('request-floor', { purpose, note: '' })}>
          {t(`ask.${purpose}`)}
        </Button>
      )}
    </div>
  )
}
