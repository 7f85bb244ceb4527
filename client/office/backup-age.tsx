import { useTranslation } from 'react-i18next'
import { backupStateSchema } from '../../shared/backup/state.ts'
import { Icon } from '../ui/icon.tsx'
import { useAnswer } from '../ui/use-answer.ts'

const HOUR_MS = 3_600_000
/** Backups are made daily; some patience for a computer that was off. */
const LATE_MS = 26 * HOUR_MS

/** One line: how old the last backup is, and what is wrong with it. Nothing where the database is not ours. */
export function BackupAge() {
  const { t } = useTranslation('office')
  const { data } = useAnswer('/api/backup', backupStateSchema)
  if (!data?.embedded) return null
  const { last } = data
  const age = last ? Date.now() - last.at : Number.POSITIVE_INFINITY
  const hours = Math.floor(age / HOUR_MS)
  const when = !last
    ? t('home.backupNone')
    : hours < 1
      ? t('home.backupNow')
      : t('home.backupAge', { count: hours })
  const warning = age > LATE_MS ? t('home.backupLate') : last && !last.keys ? t('home.backupKeys') : null
  return (
    <p className="office-foot">
      {t('home.backup')} <b>{when}</b>
      {warning !== null && (
        <>
          <br />
          <Icon name="alert" /> {warning}
        </>
      )}
    </p>
  )
}
