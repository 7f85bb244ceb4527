import { useTranslation } from 'react-i18next'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { PositionIcon } from '../ui/icon.tsx'

/** The announced conclusion, as an open hearing shows it: one finding per request, names masked. */
export function ConclusionView({ state }: { state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  const { conclusion } = state
  if (!conclusion) return null
  const findings = conclusion.maskedRecommendation?.findings ?? []
  const request = (id: string) => state.maskedRequests?.find((each) => each.id === id)?.text ?? ''
  return (
    <div className="conclusion-view">
      <p className="eyebrow">
        {t('conclusion.title')}
        <span>{t('conclusion.note')}</span>
      </p>
      <ol data-many={findings.length > 3 || undefined}>
        {findings.map((finding) => (
          <li key={finding.requestId}>
            <span className="pos">
              <PositionIcon position={finding.position} />
              {t(`words:position.${finding.position}`)}
            </span>
            <b>{request(finding.requestId)}</b>
            <p>{finding.text}</p>
          </li>
        ))}
      </ol>
      <p className="dissent">
        {t('conclusion.dissent', { agreeing: conclusion.agreeing, dissenting: conclusion.dissenting })}
      </p>
    </div>
  )
}
