import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { useMeeting } from '../meeting/meeting-context.ts'
import { OpenedOpinions } from '../meeting/opened-opinions.tsx'
import { RecommendationText } from '../meeting/recommendation-text.tsx'
import { RecommendationVotes } from '../meeting/recommendation-votes.tsx'
import { Card } from '../ui/card.tsx'
import { ScrollArea } from '../ui/scroll-area.tsx'

/** The recommendation as the panel has it now and who agrees; opened opinions under it. */
export function RecommendationCard() {
  const { t } = useTranslation('meeting')
  const { state } = useMeeting()
  const { recommendation, conclusion } = state
  return (
    <Card
      className="reading"
      title={t(conclusion ? 'conclusion.title' : 'recommendation.title')}
      end={
        conclusion
          ? t('conclusion.at', { time: formatTime(conclusion.at) })
          : recommendation && t('recommendation.draft', { version: recommendation.version })
      }
    >
      <ScrollArea className="pad" label={t(conclusion ? 'conclusion.title' : 'recommendation.title')}>
        {recommendation ? (
          <>
            <RecommendationText text={recommendation.text} />
            <RecommendationVotes />
          </>
        ) : (
          <>
            <p>{t('recommendation.none')}</p>
            <p className="mut">{t('recommendation.noneNext')}</p>
          </>
        )}
        {state.openedAt !== null && (
          <>
            <h3>{t('opinions.title')}</h3>
            <OpenedOpinions />
          </>
        )}
      </ScrollArea>
    </Card>
  )
}
