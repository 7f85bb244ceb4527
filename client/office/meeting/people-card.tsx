import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ParticipantInput } from '../../../shared/meeting/participants.ts'
import type { Participant } from '../../../shared/meeting/state.ts'
import { ActDialog, ReasonDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { shownName } from '../../meeting/people.ts'
import { CodesCard } from '../../room/clerk/codes-card.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { LineField, SelectField } from '../../ui/field.tsx'

const kinds: readonly ParticipantInput['kind'][] = [
  'petitioner',
  'representative',
  'agent',
  'handler',
  'third-party',
  'witness',
  'interpreter',
  'expert',
]
const sides: readonly ParticipantInput['side'][] = ['petitioner', 'unit', 'other']

/** Who takes part, and their links. */
export function PeopleCard() {
  const { t } = useTranslation(['office', 'words'])
  const { state } = useMeeting()
  const may = useMay()
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<Participant>()
  const people = state.participants.filter((p) => p.kind !== 'officer')
  return (
    <>
      <Card title={t('prepare.people')}>
        <ul className="office-list">
          {people.map((person) => (
            <li key={person.id}>
              <span>
                <b>{shownName(person)}</b> {t(`words:kind.${person.kind}`)}·{t(`words:side.${person.side}`)}{' '}
                {person.title}
                <small>{t('prepare.masked', { name: person.maskedName })}</small>
              </span>
              {may('remove-participant') && (
                <Button kind="quiet" onClick={() => setRemoving(person)}>
                  {t('prepare.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {may('add-participant') && (
          <div className="office-foot">
            <Button onClick={() => setAdding(true)}>{t('prepare.addPerson')}</Button>
          </div>
        )}
      </Card>
      <CodesCard />
      {adding && <AddDialog onClose={() => setAdding(false)} />}
      {removing && (
        <ReasonDialog
          title={t('prepare.remove')}
          confirm={t('prepare.remove')}
          explain={t('prepare.removeExplain', { name: shownName(removing) })}
          type="remove-participant"
          makeData={(reason) => ({ participantId: removing.id, reason })}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </>
  )
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['office', 'words'])
  const [person, setPerson] = useState<ParticipantInput>({
    kind: 'witness',
    side: 'other',
    name: '',
    title: '',
  })
  const change = (part: Partial<ParticipantInput>) => setPerson({ ...person, ...part })
  return (
    <ActDialog
      title={t('prepare.addPerson')}
      confirm={t('prepare.addPerson')}
      type="add-participant"
      data={person.name.trim() === '' ? null : person}
      onClose={onClose}
    >
      <LineField
        label={t('prepare.name')}
        maxLength={60}
        value={person.name}
        onChange={(name) => change({ name })}
      />
      <SelectField
        label={t('prepare.kind')}
        value={person.kind}
        onChange={(kind) => change({ kind })}
        options={kinds.map((kind) => ({ value: kind, label: t(`words:kind.${kind}`) }))}
      />
      <SelectField
        label={t('prepare.side')}
        value={person.side}
        onChange={(side) => change({ side })}
        options={sides.map((side) => ({ value: side, label: t(`words:side.${side}`) }))}
      />
      <LineField
        label={t('prepare.personTitle')}
        maxLength={120}
        value={person.title}
        onChange={(title) => change({ title })}
      />
    </ActDialog>
  )
}
