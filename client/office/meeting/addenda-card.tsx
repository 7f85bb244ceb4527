import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Stage } from '../../../shared/procedures/schema.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
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
          <SelectField
            label={t('addendumItem')}
            value={itemId}
            onChange={setItemId}
            options={stages.map((stage) => ({ value: stage.id, label: pick(stage.name) }))}
          />
          <TextField label={t('addendumText')} value={text} onChange={setText} />
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
