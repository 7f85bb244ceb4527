import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { partySides } from '../../../shared/meeting/participants.ts'
import { useAct } from '../../meeting/act.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { presentPeople, shownName } from '../../meeting/people.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

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
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {presentPeople(state).map((person) => (
          <option key={person.id} value={person.id}>
            {shownName(person)} · {t(`kind.${person.kind}`)}
          </option>
        ))}
      </select>
    </div>
  )
}

const purposes = ['speak', 'question', 'evidence'] as const

function FloorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const id = useId()
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
      <fieldset className="choices row">
        <legend>{t('behalf.purpose')}</legend>
        {purposes.map((each) => (
          <label key={each}>
            <input type="radio" name={id} checked={purpose === each} onChange={() => setPurpose(each)} />
            {t(`queue.purpose.${each}`)}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-note`}>{t('behalf.about')}</label>
        <input
          id={`${id}-note`}
          maxLength={200}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </ActDialog>
  )
}

function RecusalRequestDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const id = useId()
  const [who, setWho] = useState(presentPeople(state)[0]?.id ?? '')
  const [target, setTarget] = useState(state.seats[0]?.participantId ?? '')
  const [via, setVia] = useState<'aloud' | 'paper'>('aloud')
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
      <div className="field">
        <label htmlFor={`${id}-target`}>{t('behalf.target')}</label>
        <select id={`${id}-target`} value={target} onChange={(event) => setTarget(event.target.value)}>
          {state.seats.map((seat) => (
            <option key={seat.seat} value={seat.participantId ?? ''} disabled={seat.participantId === null}>
              {seat.name} · {t('words:kind.officer')}
            </option>
          ))}
          <option value="chair">
            {state.chair?.name} · {t('words:kind.chair')}
          </option>
          <option value="clerk">
            {state.clerks[0]?.name} · {t('words:kind.clerk')}
          </option>
        </select>
      </div>
      <fieldset className="choices row">
        <legend>{t('behalf.via')}</legend>
        {(['aloud', 'paper'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name={`${id}-via`} checked={via === each} onChange={() => setVia(each)} />
            {t(`behalf.${each}`)}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-reason`}>{t('behalf.reason')}</label>
        <textarea
          id={`${id}-reason`}
          rows={3}
          maxLength={4000}
          value={reason}
          onChange={(e) => setReason(e.target.value)}
        />
      </div>
    </ActDialog>
  )
}
