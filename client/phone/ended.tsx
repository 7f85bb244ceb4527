import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { useMeeting } from '../meeting/meeting-context.ts'
import { ConclusionText } from './conclusion.tsx'
import { PhoneFrame } from './phone-frame.tsx'

/** After the meeting: how it ended, the conclusion, and where to read and verify it. */
export function Ended() {
  const { t } = useTranslation('phone')
  const { state } = useMeeting()
  const phase = state.phase === 'closed' || state.phase === 'terminated' ? state.phase : 'cancelled'
  return (
    <PhoneFrame
      title={t(`ended.${phase}`)}
      sub={state.closedAt === null ? undefined : t('ended.at', { time: formatTime(state.closedAt) })}
    >
      {state.endReason && <p className="quiet">{t('ended.reason', { reason: state.endReason })}</p>}
      <ConclusionText />
      {state.code !== undefined && phase === 'closed' && (
        <section className="blk pad">
          <h2>{t('ended.code')}</h2>
          <p className="code">{state.code}</p>
          {state.publication ? (
            <p>
              <a href={`/c/${encodeURIComponent(state.code)}`}>{t('ended.read')}</a>
            </p>
          ) : (
            <p>{t('ended.notYet')}</p>
          )}
          <p>
            <a href={`/verify/${encodeURIComponent(state.code)}`}>{t('ended.verify')}</a>
          </p>
        </section>
      )}
    </PhoneFrame>
  )
}
