import { useTranslation } from 'react-i18next'
import { type Minutes, MinutesField } from './minutes-field.tsx'

/** How the petitioner gives a number: null, openly; otherwise sealed in advance within so many minutes. */
export function NumberWay({
  minutes,
  onChange,
}: {
  minutes: Minutes | null
  onChange: (minutes: Minutes | null) => void
}) {
  const { t } = useTranslation('sealedNumber')
  return (
    <fieldset className="office-foot number-way">
      <legend>{t('choose.legend')}</legend>
      {(['open', 'sealed'] as const).map((way) => (
        <label key={way}>
          <input
            type="radio"
            name="number-way"
            checked={(minutes === null) === (way === 'open')}
            onChange={() => onChange(way === 'open' ? null : 30)}
          />{' '}
          {t(`choose.${way}`)}
        </label>
      ))}
      {minutes !== null && (
        <>
          <MinutesField label={t('choose.until')} value={minutes} onChange={onChange} />
          <p className="mut">{t('choose.needsPhone')}</p>
        </>
      )}
    </fieldset>
  )
}
