import { useTranslation } from 'react-i18next'
import { Empty } from '../ui/skeleton.tsx'

/** Minutes of one item, read or written. */
export function MinutesPane({ itemId, mode }: { itemId: string; mode: 'write' | 'read' }) {
  const { t } = useTranslation('meeting')
  return <Empty title={t(mode === 'write' ? 'minutes.write' : 'minutes.read')} next={itemId} />
}
