import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../../shared/i18n/format.ts'
import type { FloorRequest, MeetingState } from '../../../shared/meeting/state.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { Button, KeyCap } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useKey } from '../keys.ts'
import { GiveFloorDialog } from './give-floor-dialog.tsx'

/** What giving the floor to a request sends: a question or reply of a side counts, the panel's never does. */
export function floorFor(state: MeetingState, participantId: string) {
  const side = state.participants.find((p) => p.id === participantId)?.side
  return { participantId, counted: side === 'petitioner' || side === 'unit', evidenceNo: null }
}

/** Those who asked to speak, in order; giving the floor starts clock, speaker and projector together. */
export function QueueCard() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  const [choosing, setChoosing] = useState(false)
  const { queue } = state.floor

  function give(request: FloorRequest | undefined) {
    if (request && may('give-floor')) void act.send('give-floor', floorFor(state, request.participantId))
  }
  useKey('F2', () => give(queue[0]))
  useKey('Alt+Q', () => document.getElementById('queue')?.focus())

  return (
    <Card
      className="queue"
      title={
        <span id="queue" tabIndex={-1}>
          {t('queue.title')}
        </span>
      }
      end={queue.length > 0 ? t('queue.waiting', { count: queue.length }) : undefined}
    >
      {queue.length > 0 ? (
        <ol>
          {queue.map((request, index) => (
            <QueueRow
              key={request.id}
              request={request}
              place={index + 1}
              busy={act.busy}
              onGive={() => give(request)}
              onDrop={() => void act.send('drop-floor-request', { requestId: request.id })}
            />
          ))}
        </ol>
      ) : (
        <p className="empty-line">{t('queue.empty')}</p>
      )}
      <ActError act={act} />
      <div className="foot">
        {may('give-floor') && <Button onClick={() => setChoosing(true)}>{t('queue.anybody')}</Button>}
        <span>{t('queue.note')}</span>
      </div>
      {choosing && <GiveFloorDialog onClose={() => setChoosing(false)} />}
    </Card>
  )
}

function QueueRow({
  request,
  place,
  busy,
  onGive,
  onDrop,
}: {
  request: FloorRequest
  place: number
  busy: boolean
  onGive: () => void
  onDrop: () => void
}) {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const now = useMeetingNow(1000)
  const may = useMay()
  const person = state.participants.find((p) => p.id === request.participantId)
  const name = person?.name ?? person?.maskedName ?? ''
  return (
    <li>
      <span className="k">{place}</span>
      <span>
        <b>{name}</b> <span className="mut">{person && t(`words:kind.${person.kind}`)}</span>
      </span>
      <small>
        {request.note || t(`queue.purpose.${request.purpose}`)}
        {' · '}
        {t('queue.waited', { time: formatDuration(Math.max(0, now - request.at)) })}
      </small>
      <span className="do">
        {may('give-floor') && (
          <Button onClick={onGive} waiting={busy}>
            {t('queue.give')}
            <span className="vh">{name}</span>
            {place === 1 && <KeyCap>F2</KeyCap>}
          </Button>
        )}
        <Button kind="quiet" onClick={onDrop} waiting={busy} aria-label={t('queue.dropLabel', { name })}>
          {t('queue.drop')}
        </Button>
      </span>
    </li>
  )
}
