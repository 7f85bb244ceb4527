import { useTranslation } from 'react-i18next'

/** A name hidden on purpose; the server masked it. Where the real name is known it stands first. */
export function MaskedName({ maskedName, name }: { maskedName: string; name?: string | undefined }) {
  const { t } = useTranslation()
  if (name !== undefined) return <b>{name}</b>
  return (
    <span className="mask" title={t('masked')}>
      {maskedName}
    </span>
  )
}
