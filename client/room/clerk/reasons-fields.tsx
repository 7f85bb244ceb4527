import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { LineField, TextField } from '../../ui/field.tsx'

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
          <LineField
            label={t('recommend.heading', { n: index + 1 })}
            maxLength={200}
            value={part.heading}
            onChange={(heading) => change(index, { heading })}
          />
          <TextField
            label={t('recommend.text', { n: index + 1 })}
            className="rec"
            maxLength={8000}
            value={part.text}
            onChange={(text) => change(index, { text })}
          />
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
