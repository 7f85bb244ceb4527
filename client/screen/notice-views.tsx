import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateOf, formatDate, formatTime } from '../../shared/i18n/format.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Procedure } from '../../shared/procedures/schema.ts'
import { useBilingual, useLanguage } from '../ui/i18n.ts'
import { Qr } from '../ui/qr.tsx'
import { useAnswer } from '../ui/use-answer.ts'

/** Before the session: what, when, where, against whom. */
export function WaitingView({ state }: { state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  const language = useLanguage()
  const date = formatDate(dateOf(state.startsAt), language, { year: true })
  return (
    <div className="notice-view">
      <h2>{t('waiting.title')}</h2>
      <p className="lead">{t('waiting.at', { date, time: formatTime(state.startsAt) })}</p>
      <dl>
        <dt>{t('waiting.place')}</dt>
        <dd>{state.place}</dd>
        <dt>{t('waiting.unit')}</dt>
        <dd>{state.responsibleUnit}</dd>
        {state.chair && (
          <>
            <dt>{t('chair')}</dt>
            <dd>{state.chair.name}</dd>
          </>
        )}
      </dl>
    </div>
  )
}

/** The discipline of the room and the rights of both sides, while the chair reads them out. */
export function DisciplineView({ procedure }: { procedure: Procedure }) {
  const { t } = useTranslation(['screen', 'words'])
  const pick = useBilingual()
  return (
    <div className="notice-view two">
      <section>
        <h2>{t('discipline')}</h2>
        <ol>
          {procedure.discipline.map((rule) => (
            <li key={rule.zh}>{pick(rule)}</li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{t('rights')}</h2>
        <ol>
          {procedure.rights.map((right) => (
            <li key={right.zh}>{pick(right)}</li>
          ))}
        </ol>
      </section>
    </div>
  )
}

export function InterruptionView({ state }: { state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  if (!state.interruption) return null
  const { kind, since } = state.interruption
  return (
    <div className="notice-view centre">
      <h2>{t(`${kind}.title`)}</h2>
      <p className="lead">{t(`${kind}.since`, { time: formatTime(since) })}</p>
    </div>
  )
}

/** After the last stage, or when the hearing did not come to one. */
export function EndView({ state }: { state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  if (state.phase !== 'closed')
    return (
      <div className="notice-view centre">
        <h2>{t(state.phase === 'cancelled' ? 'end.cancelled' : 'end.terminated')}</h2>
      </div>
    )
  return (
    <div className="notice-view centre">
      <h2>{t('end.closed')}</h2>
      {state.closedAt !== null && (
        <p className="lead">{t('end.closedNote', { time: formatTime(state.closedAt) })}</p>
      )}
    </div>
  )
}

const observerCodeSchema = z.object({ url: z.string() })

/** The one code the projector may show: it admits observers only. */
export function ObserverView({ meetingId }: { meetingId: string }) {
  const { t } = useTranslation(['screen', 'words'])
  const code = useAnswer(`/api/meetings/${encodeURIComponent(meetingId)}/observer-code`, observerCodeSchema)
  return (
    <div className="notice-view observe">
      {code.data ? (
        <Qr text={code.data.url} size={620} />
      ) : (
        <p className="lead">{code.error ? t('observe.missing') : ''}</p>
      )}
      <section>
        <h2>{t('observe.title')}</h2>
        <p className="lead">{t('observe.phone')}</p>
        <p>{t('observe.wifi')}</p>
        {code.data && <p className="address">{code.data.url}</p>}
      </section>
    </div>
  )
}
