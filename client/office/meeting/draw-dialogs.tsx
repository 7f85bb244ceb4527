import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draw } from '../../../shared/meeting/state.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { shownName } from '../../meeting/people.ts'
import { readSecret } from '../../meeting/sealed-secret.ts'
import { LineField, SelectField } from '../../ui/field.tsx'
import { MINUTE_MS, type Minutes, MinutesField } from './minutes-field.tsx'

const vias = ['aloud', 'sheet'] as const

/** Step 2: the office seals its number, and says until when the petitioner's is awaited. */
export function CommitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('office')
  const { live } = useMeeting()
  const [minutes, setMinutes] = useState<Minutes>(15)
  return (
    <ActDialog
      title={t('draw.commit')}
      confirm={t('draw.commit')}
      type="commit-share"
      data={{ deadline: Math.round(Date.now() + live.offsetMs + minutes * MINUTE_MS) }}
      onClose={onClose}
    >
      <p>{t('draw.commitExplain')}</p>
      <MinutesField label={t('draw.deadline')} value={minutes} onChange={setMinutes} />
    </ActDialog>
  )
}

/**
 * Steps 3 to 5: the number a petitioner said or wrote, entered by the clerk; with its salt where it was sealed in
 * advance and the petitioner's phone cannot open it.
 */
export function NumberDialog({ draw, onClose }: { draw: Draw; onClose: () => void }) {
  const { t } = useTranslation(['office', 'sealedNumber', 'words'])
  const { state } = useMeeting()
  const people = state.participants.filter((p) => p.side === 'petitioner')
  const sealed = draw.numberCommitment !== undefined
  const [value, setValue] = useState('')
  const [salt, setSalt] = useState('')
  const [from, setFrom] = useState(people[0]?.id ?? '')
  const [via, setVia] = useState<(typeof vias)[number]>('aloud')
  const secret = sealed ? readSecret(value, salt) : { number: value }
  const ready = value.trim() !== '' && from !== ''
  return (
    <ActDialog
      title={t(sealed ? 'sealedNumber:enter' : 'draw.give')}
      confirm={t(sealed ? 'sealedNumber:enter' : 'draw.give')}
      type="give-number"
      data={ready && secret ? { ...secret, via, onBehalfOf: from } : null}
      onClose={onClose}
    >
      <p>{t(sealed ? 'sealedNumber:enterExplain' : 'draw.giveExplain')}</p>
      <LineField label={t('draw.value')} maxLength={40} value={value} onChange={setValue} />
      {sealed && <LineField label={t('sealedNumber:salt')} maxLength={60} value={salt} onChange={setSalt} />}
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

export function WithoutDialog({ draw, onClose }: { draw: Draw; onClose: () => void }) {
  const { t } = useTranslation(['office', 'sealedNumber'])
  const sealed = draw.numberCommitment !== undefined
  return (
    <ActDialog
      title={t('draw.without')}
      confirm={t('draw.without')}
      type="run-without-number"
      data={{}}
      onClose={onClose}
    >
      <p>{t(sealed ? 'sealedNumber:without' : 'draw.withoutExplain')}</p>
    </ActDialog>
  )
}
