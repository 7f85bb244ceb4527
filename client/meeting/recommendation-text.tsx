import { useTranslation } from 'react-i18next'
import type { Recommendation } from '../../shared/publication/document.ts'
import { PositionIcon } from '../ui/icon.tsx'
import { useMeeting } from './meeting-context.ts'

/** The recommendation as it will stand in the record: a finding per request, then the reasons. */
export function RecommendationText({ text }: { text: Recommendation }) {
  const { t } = useTranslation(['meeting', 'words'])
  const { state } = useMeeting()
  const requests = state.requests ?? state.maskedRequests ?? []
  return (
    <div className="recommendation rec">
      <ol>
        {text.findings.map((finding) => (
          <li key={finding.requestId}>
            <p className="mut">{requests.find((request) => request.id === finding.requestId)?.text}</p>
            <p>
              <PositionIcon position={finding.position} /> <b>{t(`words:position.${finding.position}`)}</b>
            </p>
            <p>{finding.text}</p>
          </li>
        ))}
      </ol>
      <h3>{t('recommendation.reasons')}</h3>
      {text.reasons.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity and are not reordered
        <section key={index}>
          <h4>{part.heading}</h4>
          <p>{part.text}</p>
        </section>
      ))}
    </div>
  )
}
