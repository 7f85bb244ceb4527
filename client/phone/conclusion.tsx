import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { useMeeting } from '../meeting/meeting-context.ts'
import { RecommendationText } from '../meeting/recommendation-text.tsx'

/** The announced conclusion as this reader may see it; its first line says what it is and what it is not. */
export function ConclusionText() {
  const { t } = useTranslation(['meeting', 'phone'])
  const { state } = useMeeting()
  const { conclusion } = state
  if (!conclusion) return null
  const text = conclusion.recommendation ?? conclusion.maskedRecommendation
  return (
    <section className="blk pad reading">
      <h2>{t('conclusion.title')}</h2>
      <p className="soon">{t('conclusion.note')}</p>
      <p className="mut">{t('conclusion.at', { time: formatTime(conclusion.at) })}</p>
      {text && <RecommendationText text={text} />}
      <p>{t('conclusion.carried', { agreeing: conclusion.agreeing, dissenting: conclusion.dissenting })}</p>
    </section>
  )
}
