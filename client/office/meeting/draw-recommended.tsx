import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { OfficerSelect } from '../pool/officer-select.tsx'

/** An expert a sector recommends for an ad hoc seat, and who asked. */
export interface Recommended {
  readonly no: number
  readonly requestedBy: string
}

/** Experts who sit before the draw, up to the rules' number; none where the rules know none. */
export function RecommendedFields({
  max,
  officers,
  recommended,
  onChange,
}: {
  max: number
  officers: readonly { readonly no: number; readonly name: string; readonly unit: string }[]
  recommended: readonly Recommended[]
  onChange: (recommended: readonly Recommended[]) => void
}) {
  const { t } = useTranslation('office')
  const [choice, setChoice] = useState<Recommended>({ no: 0, requestedBy: '' })
  if (max === 0) return null
  const nameOf = (no: number) => officers.find((officer) => officer.no === no)?.name ?? ''
  const free = officers.filter(({ no }) => !recommended.some((each) => each.no === no))
  return (
    <>
      <p className="office-foot mut">{t('draw.recommendedNote', { count: max })}</p>
      <ul className="office-list">
        {recommended.map((each) => (
          <li key={each.no}>
            <span>
              {each.no} {nameOf(each.no)} <small>{each.requestedBy}</small>
            </span>
            <Button kind="quiet" onClick={() => onChange(recommended.filter(({ no }) => no !== each.no))}>
              {t('draw.removeExclusion')}
            </Button>
          </li>
        ))}
      </ul>
      {recommended.length < max && (
        <div className="office-foot">
          <OfficerSelect
            label={t('draw.expert')}
            officers={free}
            value={choice.no}
            onChange={(no) => setChoice({ ...choice, no })}
          />
          <label>
            {t('draw.requestedBy')}{' '}
            <input
              maxLength={120}
              value={choice.requestedBy}
              onChange={(event) => setChoice({ ...choice, requestedBy: event.target.value })}
            />
          </label>
          <Button
            waiting={choice.no === 0 || choice.requestedBy.trim() === ''}
            onClick={() => {
              onChange([...recommended, choice])
              setChoice({ no: 0, requestedBy: '' })
            }}
          >
            {t('draw.recommend')}
          </Button>
        </div>
      )}
    </>
  )
}
