import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { partySides } from '../../../shared/meeting/participants.ts'
import { useAct } from '../../meeting/act.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { presentPeople, shownName } from '../../meeting/people.ts'
import { useRecusalTargets } from '../../meeting/recusal-targets.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ChoiceField, LineField, SelectField, TextField } from '../../ui/field.tsx'

/** What people do aloud or on paper, entered for them: nobody needs a phone for a right. */
export function BehalfCard() {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const may = useMay()
  const act = useAct()
  const [dialog, setDialog] = useState<'floor' | 'recusal'>()
  return (
    <Card className="behalf" title={t('behalf.title')}>
      <ActError act={act} />
      <ul>
        {partySides.map((side) => (
          <li key={side}>
            <span>
              <b>{t(`words:side.${side}`)}</b> {t('behalf.recusal')}
            </span>
            <span className="r">
              {state.recusalAnswers.includes(side) ? (
                state.recusals.some((recusal) => recusal.side === side) ? (
                  t('behalf.requested')
                ) : (
                  t('behalf.answered')
                )
              ) : may('answer-recusal') ? (
                <Button
                  waiting={act.busy}
                  aria-label={t('behalf.noRecusalOf', { side: t(`words:side.${side}`) })}
                  onClick={() => void act.send('answer-recusal', { side })}
                >
                  {t('behalf.noRecusal')}
                </Button>
              ) : (
                t('behalf.notAsked')
              )}
            </span>
          </li>
        ))}
      </ul>
      <div className="foot">
        {may('request-recusal') && state.openedAt === null && (
          <Button onClick={() => setDialog('recusal')}>{t('behalf.requestRecusal')}</Button>
        )}
        {may('request-floor') && (
          <Button onClick={() => setDialog('floor')}>{t('behalf.requestFloor')}</Button>
        )}
        <span>{t('behalf.note')}</span>
      </div>
      {dialog === 'floor' && <FloorDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'recusal' && <RecusalRequestDialog onClose={() => setDialog(undefined)} />}
    </Card>
  )
}

function PersonField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (id: string) => void
}) {
  const { t } = useTranslation('words')
  const { state } = useMeeting()
  return (
    <SelectField
      label={label}
      value={value}
      onChange={onChange}
      options={presentPeople(state).map((person) => ({
        value: person.id,
        label: `${shownName(person)} · ${t(`kind.${person.kind}`)}`,
      }))}
    />
  )
}

const purposes = ['speak', 'question', 'evidence'] as const

function FloorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const [who, setWho] = useState(presentPeople(state)[0]?.id ?? '')
  const [purpose, setPurpose] = useState<(typeof purposes)[number]>('speak')
  const [note, setNote] = useState('')
  return (
    <ActDialog
      title={t('behalf.requestFloor')}
      confirm={t('behalf.enter')}
      type="request-floor"
      data={who === '' ? null : { purpose, note: note.trim(), onBehalfOf: who }}
      onClose={onClose}
    >
      <PersonField label={t('behalf.who')} value={who} onChange={setWho} />
      <ChoiceField
        label={t('behalf.purpose')}
        value={purpose}
        onChange={setPurpose}
        options={purposes.map((each) => ({ value: each, label: t(`queue.purpose.${each}`) }))}
      />
      <LineField label={t('behalf.about')} maxLength={200} value={note} onChange={setNote} />
    </ActDialog>
  )
}

const vias = ['aloud', 'paper'] as const

function RecusalRequestDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('room')
  const targets = useRecusalTargets()
  const { state } = useMeeting()
  const [who, setWho] = useState(presentPeople(state)[0]?.id ?? '')
  const [target, setTarget] = useState(state.seats[0]?.participantId ?? '')
  const [via, setVia] = useState<(typeof vias)[number]>('aloud')
  const [reason, setReason] = useState('')
  const valid = who !== '' && target !== '' && reason.trim() !== ''
  return (
    <ActDialog
      title={t('behalf.requestRecusal')}
      confirm={t('behalf.enter')}
      type="request-recusal"
      data={valid ? { target, reason: reason.trim(), via, onBehalfOf: who } : null}
      onClose={onClose}
    >
      <PersonField label={t('behalf.who')} value={who} onChange={setWho} />
      <SelectField label={t('behalf.target')} value={target} onChange={setTarget} options={targets} />
      <ChoiceField
        label={t('behalf.via')}
        value={via}
        onChange={setVia}
        options={vias.map((each) => ({ value: each, label: t(`behalf.${each}`) }))}
      />
      <TextField label={t('behalf.reason')} value={reason} onChange={setReason} />
    </ActDialog>
  )
}
