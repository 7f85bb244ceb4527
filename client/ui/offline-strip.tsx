import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { Icon } from './icon.tsx'
import type { LiveSnapshot } from './live-stream.ts'

/** One amber line while the page is not current; nothing while it is. `keptInput`: something typed waits on this device. */
export function OfflineStrip({
  live,
  keptInput = false,
}: {
  live: Pick<LiveSnapshot<unknown>, 'connection' | 'currentAt' | 'state'>
  keptInput?: boolean
}) {
  const { t } = useTranslation()
  const { connection, currentAt } = live
  if (connection === 'live' || connection === 'refused') return null
  if (connection === 'connecting' && live.state === undefined) return null
  return (
    <div className="offline-strip" role={connection === 'offline' ? 'alert' : 'status'}>
      <Icon name={connection === 'offline' ? 'offline' : 'clock'} />
      <b>{t(connection === 'catching-up' ? 'connection.catchingUp' : `connection.${connection}`)}</b>
      {connection === 'offline' && (
        <span>
          {keptInput
            ? t('connection.offlineKept')
            : currentAt !== undefined && t('connection.offlineSince', { time: formatTime(currentAt) })}
        </span>
      )}
    </div>
  )
}
