import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../shared/i18n/format.ts'
import { personsOf } from '../../../shared/matter/names.ts'
import type { MatterView } from '../../../shared/matter/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import type { MatterAct } from './matter-acts.tsx'

/** Whom the decision was served on, when, how, and what proves it. */
export function ServiceCard({ matter, onAct }: { matter: MatterView; onAct: (act: MatterAct) => void }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  const nameOf = (id: string) => personsOf(matter).find((person) => person.id === id)?.name ?? ''
  if (!matter.decision) return null
  return (
    <Card
      title={t('page.services')}
      end={
        <Button kind="quiet" onClick={() => onAct({ act: 'service', service: null })}>
          {t('actions.recordService')}
        </Button>
      }
    >
      {matter.services.length === 0 && <p className="body mut">{t('page.noServices')}</p>}
      <ul className="lines">
        {matter.services.map((service) => (
          <li key={service.id}>
            <b>
              {nameOf(service.addressee)} · {formatDate(service.servedOn, language, { year: true })}
            </b>
            <small>
              {t(`service.methods.${service.method}`)} · {service.proof}
            </small>
            <span className="end">
              <Button kind="quiet" onClick={() => onAct({ act: 'service', service })}>
                {t('actions.correct')}
              </Button>
              <Button kind="quiet" onClick={() => onAct({ act: 'strike', service })}>
                {t('actions.strike')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
