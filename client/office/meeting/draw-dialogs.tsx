import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { shownName } from '../../meeting/people.ts'
import { LineField, SelectField } from '../../ui/field.tsx'

const minutesToGive = [5, 10, 30, 60, 24 * 60] as const
const MINUTE_MS = 60_000
const vias = ['aloud', 'sheet'] as const

/** Step 2: the office seals its number, and says until when the petitioner's is awaited. */
export function CommitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('office')
  const { live } = useMeeting()
  const [minutes, setMinutes] = useState<(typeof minutesToGive)[number]>(10)
  return (
    <ActDialog
      title={t('draw.commit')}
      confirm={t('draw.commit')}
      type="commit-share"
      data={{ deadline: Math.round(Date.now() + live.offsetMs + minutes * MINUTE_MS) }}
      onClose={onClose}
    >
      <p>{t('draw.commitExplain')}</p>
      <SelectField
        label={t('draw.deadline')}
        value={minutes}
        onChange={setMinutes}
        options={minutesToGive.map((count) => ({ value: count, label: t('draw.minutes', { count }) }))}
      />
    </ActDialog>
  )
}

/** Steps 3 to 5: the number a petitioner said or wrote, entered by the clerk. */
export function NumberDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['office', 'words'])
  const { state } = useMeeting()
  const people = state.participants.filter((p) => p.side === 'petitioner')
  const [value, setValue] = useState('')
  const [from, setFrom] = useState(people[0]?.id ?? '')
  const [via, setVia] = useState<(typeof vias)[number]>('aloud')
  const ready = value.trim() !== '' && from !== ''
  return (
    <ActDialog
      title={t('draw.give')}
      confirm={t('draw.give')}
      type="give-number"
      data={ready ? { number: value, via, onBehalfOf: from } : null}
      onClose={onClose}
    >
      <p>{t('draw.giveExplain')}</p>
      <LineField label={t('draw.value')} maxLength={40} value={value} onChange={setValue} />
      <SelectField
        label={t('draw.from')}
        value={from}
        onChange={setFrom}
        options={people.map((person) => ({
          value: person.id,
          label: `${shownName(person)} ${t(`words:kind.${person.kind}`)}`,
        }))}
      />
      <SelectField
        label={t('draw.via')}
        value={via}
        onChange={setVia}
        options={vias.map((each) => ({ value: each, label: t(`draw.vias.${each}`) }))}
      />
    </ActDialog>
  )
}

export function WithoutDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('office')
  return (
    <ActDialog
      title={t('draw.without')}
      confirm={t('draw.without')}
      type="run-without-number"
      data={{}}
      onClose={onClose}
    >
      <p>{t('draw.withoutExplain')}</p>
    </ActDialog>
  )
}
