import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '../../../shared/procedures/schema.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useBilingual } from '../../ui/i18n.ts'
import { useMoment } from './minutes-page.tsx'

/** What was added after an item was final, and the place to add. */
export function AddendaCard({ stages }: { stages: readonly Stage[] }) {
  const { t } = useTranslation('minutesRecord')
  const pick = useBilingual()
  const moment = useMoment()
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  const id = useId()
  const [itemId, setItemId] = useState(stages[0]?.id ?? '')
  const [text, setText] = useState('')
  const written = text.trim()
  const nameOf = (wanted: string) => {
    const stage = stages.find((each) => each.id === wanted)
    return stage ? pick(stage.name) : wanted
  }
  return (
    <Card title={t('addenda')}>
      <ul className="office-list">
        {state.addenda.map((one) => (
          <li key={one.id}>
            <span>
              <b>{nameOf(one.itemId)}</b>{' '}
              {t('addendum', { by: one.by ?? '', time: moment(one.at), text: one.text ?? '' })}
            </span>
          </li>
        ))}
      </ul>
      {may('add-addendum') && (
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (written === '') return
            void act.send('add-addendum', { itemId, text: written }).then((done) => {
              if (done) setText('')
            })
          }}
        >
          <div className="field">
            <label htmlFor={`${id}-item`}>{t('addendumItem')}</label>
            <select id={`${id}-item`} value={itemId} onChange={(event) => setItemId(event.target.value)}>
              {stages.map((stage) => (
                <option key={stage.id} value={stage.id}>
                  {pick(stage.name)}
                </option>
              ))}
            </select>
          </div>
          <div className="field">
            <label htmlFor={`${id}-text`}>{t('addendumText')}</label>
            <textarea
              id={`${id}-text`}
              rows={3}
              maxLength={4000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </div>
          <p className="mut">{t('addendumNote')}</p>
          <ActError act={act} />
          <Button type="submit" waiting={written === '' || act.busy}>
            {t('addendumAdd')}
          </Button>
        </form>
      )}
    </Card>
  )
}
