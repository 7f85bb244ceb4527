import { useTranslation } from 'react-i18next'
import type { Opinion } from '../../shared/opinions/opinion.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { PositionIcon } from '../ui/icon.tsx'
import { useAct } from './act.ts'
import { ActError } from './act-error.tsx'
import { useList } from './list.ts'
import { useMay, useMeeting } from './meeting-context.ts'

/** All opinions after the opening, by seat, with names: for the panel and the office. */
export function OpenedOpinions() {
  const { t } = useTranslation('meeting')
  const { state } = useMeeting()
  const listed = useList()
  const may = useMay()
  const act = useAct()
  const opinions = Object.values(state.opinions).sort((a, b) => a.seat - b.seat)
  const waiting = Object.entries(state.paperPending).filter(([id]) => state.opinions[id] === undefined)
  return (
    <div className="opened">
      <ActError act={act} />
      {opinions.map((each) => (
        <article key={each.participantId}>
          <h3>
            {t('opinions.of', { seat: each.seat, name: each.name })}{' '}
            {!each.confirmed && <Chip tone="soon">{t('opinions.unconfirmed')}</Chip>}
          </h3>
          <OpinionText opinion={each.opinion} />
          {!each.confirmed && may('confirm-paper-opinion') && (
            <p className="confirm-paper">
              <Button
                waiting={act.busy}
                onClick={() => void act.send('confirm-paper-opinion', { participantId: each.participantId })}
              >
                {t('confirmPaper.action')}
              </Button>{' '}
              <small className="mut">{t('confirmPaper.explain')}</small>
            </p>
          )}
        </article>
      ))}
      {waiting.map(([id, { receipt }]) => (
        <p key={id} className="soon">
          {t('opinions.paperWaiting', { receipt })}
        </p>
      ))}
      {state.missing.length > 0 && (
        <p className="soon">{t('opinions.missing', { names: listed(state.missing.map((m) => m.name)) })}</p>
      )}
    </div>
  )
}

/** One opinion's text; the position's word stands beside its shape. */
export function OpinionText({ opinion }: { opinion: Opinion }) {
  const { t } = useTranslation(['meeting', 'words'])
  const { state } = useMeeting()
  const requests = state.requests ?? state.maskedRequests ?? []
  return (
    <dl className="opinion-text rec">
      {opinion.positions.map(({ requestId, position }) => (
        <div key={requestId}>
          <dt>{requests.find((request) => request.id === requestId)?.text}</dt>
          <dd>
            <PositionIcon position={position} /> <b>{t(`words:position.${position}`)}</b>
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('opinions.reasons')}</dt>
        <dd>{opinion.reasons}</dd>
      </div>
      {opinion.advice !== '' && (
        <div>
          <dt>{t('opinions.advice')}</dt>
          <dd>{opinion.advice}</dd>
        </div>
      )}
    </dl>
  )
}
