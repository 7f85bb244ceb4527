import { useTranslation } from 'react-i18next'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useBilingual } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { EvidenceCard } from './evidence-card.tsx'
import { NoticeCard } from './notice-card.tsx'
import { PeopleCard } from './people-card.tsx'

/** Everything that must be ready before the hearing begins. */
export function PreparationPage() {
  return (
    <div className="office-two">
      <div className="office-main">
        <Checklist />
        <PeopleCard />
      </div>
      <div className="office-main">
        <NoticeCard />
        <EvidenceCard />
        <Agenda />
      </div>
    </div>
  )
}

/** The order of the hearing as the procedure sets it, with the time planned for each stage. */
function Agenda() {
  const { t } = useTranslation('office')
  const say = useBilingual()
  const { procedure } = useMeeting()
  const total = procedure.stages.reduce((sum, stage) => sum + stage.plannedMinutes, 0)
  return (
    <Card title={t('prepare.agenda')} end={t('prepare.agendaMinutes', { minutes: total })}>
      <ol className="office-list">
        {procedure.stages.map((stage, index) => (
          <li key={stage.id}>
            <span>
              {index + 1} {say(stage.name)}
            </span>
            <span className="mut">{t('prepare.agendaMinutes', { minutes: stage.plannedMinutes })}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}

function Checklist() {
  const { t } = useTranslation('office')
  const say = useBilingual()
  const { state, procedure } = useMeeting()
  const may = useMay()
  const act = useAct()
  const items = procedure.preparation
  const done = items.filter((item) => state.preparation[item.id]?.done).length
  return (
    <Card title={t('prepare.checklist')} end={t('prepare.done', { done, total: items.length })}>
      <ActError act={act} />
      <ul className="office-list">
        {items.map((item) => {
          const checked = state.preparation[item.id]?.done === true
          return (
            <li key={item.id}>
              <span>
                <span className={checked ? 'ok' : item.required ? 'soon' : 'mut'}>
                  <Icon name={checked ? 'tick' : 'clock'} />
                </span>{' '}
                {say(item.label)}
                <small>
                  {t(item.required ? 'prepare.required' : 'prepare.optional')}·
                  {t('prepare.confirmed', { source: item.source })}
                </small>
              </span>
              {may('check-preparation') && (
                <Button
                  kind={checked ? 'quiet' : 'plain'}
                  waiting={act.busy}
                  onClick={() =>
                    void act.send('check-preparation', { itemId: item.id, done: !checked, note: '' })
                  }
                >
                  {t(checked ? 'prepare.uncheck' : 'prepare.check')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
