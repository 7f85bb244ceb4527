import { useTranslation } from 'react-i18next'
import { useMeeting } from '../meeting/meeting-context.ts'

/** The numbered evidence, as the list read out in the room. */
export function EvidenceList() {
  const { t } = useTranslation(['phone', 'words'])
  const { state } = useMeeting()
  const listed = state.evidence.filter((item) => !item.withdrawn)
  if (listed.length === 0) return <p className="quiet">{t('evidence.none')}</p>
  return (
    <ol className="blk notes">
      {listed.map((item) => (
        <li key={item.no}>
          <span className="tag">{item.no}</span>
          <span>{item.title ?? t('evidence.untitled')}</span>
          <small>{t('evidence.from', { side: t(`words:side.${item.side}`), count: item.pages })}</small>
        </li>
      ))}
    </ol>
  )
}
