import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../shared/i18n/format.ts'
import { pendingRecusal } from '../../../shared/meeting/guards.ts'
import { substituteFor } from '../../../shared/meeting/substitution.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { seatOf } from '../../meeting/people.ts'
import { Icon } from '../../ui/icon.tsx'

/** A recusal request interrupts the stage: what is asked, why, and what either ruling leads to. */
export function RecusalBanner() {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const recusal = pendingRecusal(state)
  if (!recusal) return null
  const seat = seatOf(state, recusal.target)
  const substitute = seat ? substituteFor(state, seat) : null
  const sealed = state.seals[recusal.target]?.status === 'sealed'
  return (
    <section className="banner recusal" role="alert" aria-labelledby="recusal">
      <span className="soon mark-icon">
        <Icon name="alert" />
      </span>
      <div className="banner-text">
        <div className="head">
          <h2 id="recusal">
            {t('recusal.title', { side: t(`words:side.${recusal.side}`), name: recusal.targetName })}
          </h2>
          <span className="soon">{t('recusal.yours')}</span>
          <span className="mut end">{t('recusal.at', { time: formatTime(recusal.requestedAt) })}</span>
        </div>
        <p>
          {recusal.reason && t('recusal.because', { reason: recusal.reason })}
          {seat
            ? substitute
              ? t('recusal.ifGranted', { order: substitute.order, name: substitute.name })
              : t('recusal.nobody')
            : t('recusal.staff')}
          {sealed && t('recusal.sealedVoid')}
        </p>
      </div>
    </section>
  )
}
