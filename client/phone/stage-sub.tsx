import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../shared/i18n/format.ts'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { stageTookMs } from '../meeting/rail.ts'

/** Stage n of all and how long it has been going. */
export function StageSub() {
  const { t } = useTranslation('phone')
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(1000)
  if (!state.stage) return null
  return (
    <>
      {t('stage', { n: state.stage.index + 1, total: procedure.stages.length })}
      {' · '}
      {t('used', { time: formatDuration(stageTookMs(state, state.stage.stageId, now)) })}
    </>
  )
}
