import { useTranslation } from 'react-i18next'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { useAct } from '../meeting/act.ts'
import { ActError } from '../meeting/act-error.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'

const shows: readonly MeetingState['screen'][] = ['stage', 'draw', 'observer-code', 'discipline']

/** What the projector shows, and the switch. */
export function ScreenCard() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  return (
    <section className="card scr" aria-label={t('screen.label')}>
      <label htmlFor="screen-show">{t('screen.label')}</label>
      <select
        id="screen-show"
        value={state.screen}
        disabled={!may('switch-screen') || act.busy}
        onChange={(event) => {
          const show = shows.find((each) => each === event.target.value)
          if (show) void act.send('switch-screen', { show })
        }}
      >
        {shows.map((show) => (
          <option key={show} value={show}>
            {t(`screen.${show}`)}
          </option>
        ))}
      </select>
      <ActError act={act} />
    </section>
  )
}
