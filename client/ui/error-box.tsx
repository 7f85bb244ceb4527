import { useTranslation } from 'react-i18next'
import { refusalSentences } from '../../shared/i18n/refusals/index.ts'
import { refusalOf } from './api.ts'
import { Button } from './button.tsx'
import { useLanguage } from './i18n.ts'

/** What happened, what is safe and what to do, the code last. Takes whatever was thrown. */
export function ErrorBox({
  error,
  title,
  onRetry,
}: {
  error: unknown
  title?: string
  onRetry?: () => void
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const refusal = refusalOf(error)
  const { what, next } = refusalSentences(refusal, language)
  return (
    <div className="message message-error" role="alert">
      <b>{title ?? what}</b>
      <p>
        {title !== undefined && <>{what} </>}
        {next} <span className="mut nb">{t('error.code', { code: refusal.code })}</span>
      </p>
      {onRetry && <Button onClick={onRetry}>{t('retry')}</Button>}
    </div>
  )
}
