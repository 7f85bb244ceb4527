import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import type { Act } from './act.ts'

/** The refusal of the last act, until it is put away or the next act is tried. */
export function ActError({ act }: { act: Act }) {
  const { t } = useTranslation()
  if (act.error === undefined) return null
  return (
    <div className="act-error">
      <ErrorBox error={act.error} />
      <Button kind="quiet" onClick={act.dismiss}>
        {t('close')}
      </Button>
    </div>
  )
}
