import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Position } from '../../shared/opinions/opinion.ts'
import { PositionIcon } from '../ui/icon.tsx'
import { useMeeting } from './meeting-context.ts'
import type { OpinionDraft } from './opinion-draft.ts'

/** A position on every request, reasons, advice. `beside` stands at the right of the heading of the reasons. */
export function OpinionFields({
  draft,
  onChange,
  beside,
}: {
  draft: OpinionDraft
  onChange: (draft: OpinionDraft) => void
  beside?: ReactNode
}) {
  const { t } = useTranslation('meeting')
  const { state, procedure } = useMeeting()
  const id = useId()
  const requests = state.requests ?? []
  const max = procedure.opinion.reasonsMaxLength
  return (
    <div className="opinion-fields">
      {requests.map((request, index) => (
        <PositionField
          key={request.id}
          legend={
            <>
              {t('form.position')}
              {requests.length > 1 && ` ${index + 1}`} <small>{t('form.required')}</small>
            </>
          }
          request={request.text}
          value={draft.positions[request.id]}
          onChange={(position) =>
            onChange({ ...draft, positions: { ...draft.positions, [request.id]: position } })
          }
        />
      ))}
      <section>
        <div className="lab">
          <label htmlFor={`${id}-reasons`}>{t('form.reasons')}</label>
          {beside ?? <small>{t('form.required')}</small>}
        </div>
        <textarea
          id={`${id}-reasons`}
          rows={6}
          maxLength={max}
          value={draft.reasons}
          onChange={(event) => onChange({ ...draft, reasons: event.target.value })}
        />
      </section>
      <section>
        <div className="lab">
          <label htmlFor={`${id}-advice`}>{t('form.advice')}</label>
          <small>{t('form.optional')}</small>
        </div>
        <textarea
          id={`${id}-advice`}
          rows={2}
          maxLength={max}
          value={draft.advice}
          onChange={(event) => onChange({ ...draft, advice: event.target.value })}
        />
      </section>
    </div>
  )
}

/** One request and the positions the procedure knows, as a row of radios each. */
export function PositionField({
  legend,
  request,
  value,
  onChange,
}: {
  legend: ReactNode
  request: string
  value: Position | undefined
  onChange: (position: Position) => void
}) {
  const { t } = useTranslation(['meeting', 'words'])
  const { procedure } = useMeeting()
  const name = useId()
  return (
    <fieldset className="choices positions">
      <legend>{legend}</legend>
      <p className="request">{request}</p>
      {procedure.opinion.positions.map((position) => (
        <label key={position} data-chosen={value === position || undefined}>
          <input type="radio" name={name} checked={value === position} onChange={() => onChange(position)} />
          <b>
            <PositionIcon position={position} /> {t(`words:position.${position}`)}
          </b>
          <small>{t(`form.means.${position}`)}</small>
        </label>
      ))}
    </fieldset>
  )
}
