import { useTranslation } from 'react-i18next'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Procedure } from '../../shared/procedures/schema.ts'
import { useBilingual } from '../ui/i18n.ts'

/** Letters of all names above which they need the smaller size to stand in one line. */
const longPanel = 15

/** Who judges, who presides, and what comes next. */
export function PanelStrip({ state, procedure }: { state: MeetingState; procedure: Procedure }) {
  const { t } = useTranslation(['screen', 'words'])
  const pick = useBilingual()
  const index = (state.stage?.index ?? -1) + 1
  const next = procedure.stages[index]
  const letters = state.seats.reduce((sum, seat) => sum + seat.name.length, 0)
  return (
    <div className="panel-strip">
      <div className="people">
        <p>
          <span>{t('panel')}</span>
          <b data-long={letters > longPanel || undefined}>
            {state.seats.length === 0
              ? t('panelPending')
              : state.seats.map((seat) => (
                  <span key={seat.seat} className="name">
                    {seat.officerNo === null ? t('vacant', { seat: seat.seat }) : seat.name}
                  </span>
                ))}
          </b>
        </p>
        <p>
          <span>{t('chair')}</span>
          <b className="staff">
            {state.chair?.name}
            <i>{t('clerk')}</i>
            {state.clerks.map((clerk) => clerk.name).join(' ')}
          </b>
        </p>
      </div>
      <div className="next">
        <span>{t('next')}</span>
        <b>{next ? `${index + 1} ${pick(next.name)}` : t('last')}</b>
      </div>
    </div>
  )
}
