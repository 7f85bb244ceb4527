import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { awaitedIn } from '../../shared/meeting/ceremony.ts'
import type { Draw } from '../../shared/meeting/state.ts'

/** Who is waiting for whom in the draw, and until when; nothing once nobody is. */
export function AwaitedLine({ draw }: { draw: Draw }) {
  const { t } = useTranslation()
  const awaited = awaitedIn(draw)
  if (!awaited) return null
  const time = awaited.until === undefined ? '' : formatTime(awaited.until)
  return (
    <p className="awaited" role="status">
      {t(`awaits.${awaited.act}`, { time })}
    </p>
  )
}
