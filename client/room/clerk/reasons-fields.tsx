import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'

interface Part {
  readonly heading: string
  readonly text: string
}

/** The numbered parts of the reasons: each a heading and its text. */
export function ReasonsFields({
  reasons,
  onChange,
}: {
  reasons: readonly Part[]
  onChange: (reasons: Part[]) => void
}) {
  const { t } = useTranslation('room')
  const change = (index: number, part: Partial<Part>) =>
    onChange(reasons.map((each, i) => (i === index ? { ...each, ...part } : each)))
  return (
    <fieldset className="reasons">
      <legend>{t('recommend.reasons')}</legend>
      {reasons.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity and keep their place
        <div key={index} className="part">
          <div className="field">
            <label htmlFor={`heading-${index}`}>{t('recommend.heading', { n: index + 1 })}</label>
            <input
              id={`heading-${index}`}
              maxLength={200}
              value={part.heading}
              onChange={(event) => change(index, { heading: event.target.value })}
            />
          </div>
          <div className="field">
            <label htmlFor={`reason-${index}`}>{t('recommend.text', { n: index + 1 })}</label>
            <textarea
              id={`reason-${index}`}
              className="rec"
              rows={3}
              maxLength={8000}
              value={part.text}
              onChange={(event) => change(index, { text: event.target.value })}
            />
          </div>
          {reasons.length > 1 && (
            <Button kind="quiet" onClick={() => onChange(reasons.filter((_, i) => i !== index))}>
              {t('recommend.removePart', { n: index + 1 })}
            </Button>
          )}
        </div>
      ))}
      {reasons.length < 20 && (
        <Button onClick={() => onChange([...reasons, { heading: '', text: '' }])}>
          {t('recommend.addPart')}
        </Button>
      )}
    </fieldset>
  )
}
