import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../shared/i18n/format.ts'
import type { MatterView } from '../../../shared/matter/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import type { MatterAct } from './matter-acts.tsx'

/** The authority's decision, its text as served and as the public reads it. */
export function DecisionCard({ matter, onAct }: { matter: MatterView; onAct: (act: MatterAct) => void }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  const { decision, stage } = matter
  if (!decision)
    return (
      <Card title={t(`opinionName.${stage}`)}>
        <p className="body mut">{t('page.noDecision')}</p>
      </Card>
    )
  return (
    <Card
      title={t(`opinionName.${stage}`)}
      end={
        <Button kind="quiet" onClick={() => onAct({ act: 'decision' })}>
          {t('actions.correctDecision')}
        </Button>
      }
    >
      <dl>
        <dt>{t('decision.number')}</dt>
        <dd>
          {decision.number} · {formatDate(decision.date, language, { year: true })}
        </dd>
        <dt>{t('decision.outcome')}</dt>
        <dd>
          {t(`page.outcome.${decision.outcome}`)}
          {decision.departureReason !== '' && <small>{decision.departureReason}</small>}
        </dd>
        <dt>{t('page.decisionText')}</dt>
        <dd className="rec" style={{ whiteSpace: 'pre-wrap' }}>
          {decision.text}
        </dd>
        {decision.maskedText !== decision.text && (
          <>
            <dt>{t('page.shownText')}</dt>
            <dd className="rec" style={{ whiteSpace: 'pre-wrap' }}>
              {decision.maskedText}
            </dd>
          </>
        )}
      </dl>
    </Card>
  )
}
