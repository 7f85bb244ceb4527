import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { useAct } from './act.ts'
import { ActError } from './act-error.tsx'
import { useMay, useMeeting } from './meeting-context.ts'

/** Who agrees with the current draft. `onPaper` lets the clerk enter a vote given on paper. */
export function RecommendationVotes({ onPaper = false }: { onPaper?: boolean }) {
  const { t } = useTranslation('meeting')
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  const { recommendation } = state
  if (!recommendation) return null
  const answers = Object.values(recommendation.answers)
  const agreeing = answers.filter((answer) => answer.agrees).length
  const seated = state.seats.filter((seat) => seat.participantId !== null)
  const enter = (onBehalfOf: string, agrees: boolean) =>
    void act.send('answer-recommendation', { version: recommendation.version, agrees, note: '', onBehalfOf })
  return (
    <div className="votes">
      <p>
        {t('recommendation.votes', {
          agreeing,
          dissenting: answers.length - agreeing,
          open: Math.max(0, seated.length - answers.length),
        })}
      </p>
      <ActError act={act} />
      <ul>
        {seated.map((seat) => {
          const id = seat.participantId ?? ''
          const answer = recommendation.answers[id]
          return (
            <li key={seat.seat}>
              <b>{t('opinions.of', { seat: seat.seat, name: seat.name })}</b>{' '}
              {answer ? (
                <span>
                  {t(answer.agrees ? 'recommendation.agrees' : 'recommendation.dissents')}
                  {answer.note !== '' && <span className="mut"> {answer.note}</span>}
                </span>
              ) : (
                <span className="soon">{t('recommendation.silent')}</span>
              )}
              {onPaper && !answer && may('answer-recommendation') && (
                <span className="pair">
                  <Button
                    waiting={act.busy}
                    aria-label={t('recommendation.paperAgreesOf', { name: seat.name })}
                    onClick={() => enter(id, true)}
                  >
                    {t('recommendation.paperAgrees')}
                  </Button>
                  <Button
                    kind="quiet"
                    waiting={act.busy}
                    aria-label={t('recommendation.paperDissentsOf', { name: seat.name })}
                    onClick={() => enter(id, false)}
                  >
                    {t('recommendation.paperDissents')}
                  </Button>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
