import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { presentPeople, shownName } from '../../meeting/people.ts'
import { LineField, SelectField } from '../../ui/field.tsx'

const minuteMs = 60_000

/** The floor to anybody who is present, with time, whether it counts, and on which piece of evidence. */
export function GiveFloorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['room', 'words'])
  const { state, procedure } = useMeeting()
  const people = presentPeople(state)
  const [participantId, setParticipantId] = useState(people[0]?.id ?? '')
  const [minutes, setMinutes] = useState(String(procedure.floor.turnMs.value / minuteMs))
  const [counted, setCounted] = useState(true)
  const [evidenceNo, setEvidenceNo] = useState(0)
  const listed = state.evidence.filter(({ withdrawn }) => !withdrawn)
  const side = people.find((p) => p.id === participantId)?.side
  const limitMs = Math.round(Number(minutes) * minuteMs)
  const valid = participantId !== '' && limitMs >= 1000 && limitMs <= 120 * minuteMs
  const canCount = side === 'petitioner' || side === 'unit'
  return (
    <ActDialog
      title={t('give.title')}
      confirm={t('queue.give')}
      type="give-floor"
      data={
        valid
          ? { participantId, limitMs, counted: counted && canCount, evidenceNo: evidenceNo || null }
          : null
      }
      onClose={onClose}
    >
      {people.length === 0 && <p className="soon">{t('give.nobody')}</p>}
      <SelectField
        label={t('give.who')}
        value={participantId}
        onChange={setParticipantId}
        options={people.map((person) => ({
          value: person.id,
          label: `${shownName(person)} · ${t(`words:kind.${person.kind}`)}`,
        }))}
      />
      <LineField
        label={t('give.minutes')}
        type="number"
        min={1}
        max={120}
        step={1}
        value={minutes}
        onChange={setMinutes}
      />
      {listed.length > 0 && (
        <SelectField
          label={t('give.evidence')}
          value={evidenceNo}
          onChange={setEvidenceNo}
          options={[
            { value: 0, label: t('give.noEvidence') },
            ...listed.map(({ no, title }) => ({ value: no, label: `${no} ${title ?? ''}` })),
          ]}
        />
      )}
      {canCount && (
        <label className="tick">
          <input type="checkbox" checked={counted} onChange={(e) => setCounted(e.target.checked)} />
          {t('give.counted')}
        </label>
      )}
    </ActDialog>
  )
}
