import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { presentPeople, shownName } from '../../meeting/people.ts'

const minuteMs = 60_000

/** The floor to anybody who is present, with time, whether it counts, and on which piece of evidence. */
export function GiveFloorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['room', 'words'])
  const { state, procedure } = useMeeting()
  const id = useId()
  const people = presentPeople(state)
  const [participantId, setParticipantId] = useState(people[0]?.id ?? '')
  const [minutes, setMinutes] = useState(String(procedure.floor.turnMs.value / minuteMs))
  const [counted, setCounted] = useState(true)
  const [evidenceNo, setEvidenceNo] = useState<number | null>(null)
  const side = people.find((p) => p.id === participantId)?.side
  const limitMs = Math.round(Number(minutes) * minuteMs)
  const valid = participantId !== '' && limitMs >= 1000 && limitMs <= 120 * minuteMs
  const canCount = side === 'petitioner' || side === 'unit'
  return (
    <ActDialog
      title={t('give.title')}
      confirm={t('queue.give')}
      type="give-floor"
      data={valid ? { participantId, limitMs, counted: counted && canCount, evidenceNo } : null}
      onClose={onClose}
    >
      {people.length === 0 && <p className="soon">{t('give.nobody')}</p>}
      <div className="field">
        <label htmlFor={`${id}-who`}>{t('give.who')}</label>
        <select id={`${id}-who`} value={participantId} onChange={(e) => setParticipantId(e.target.value)}>
          {people.map((person) => (
            <option key={person.id} value={person.id}>
              {shownName(person)} · {t(`words:kind.${person.kind}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-minutes`}>{t('give.minutes')}</label>
        <input
          id={`${id}-minutes`}
          type="number"
          min={1}
          max={120}
          step={1}
          value={minutes}
          onChange={(e) => setMinutes(e.target.value)}
        />
      </div>
      {state.evidence.length > 0 && (
        <div className="field">
          <label htmlFor={`${id}-evidence`}>{t('give.evidence')}</label>
          <select
            id={`${id}-evidence`}
            value={evidenceNo ?? ''}
            onChange={(e) => setEvidenceNo(e.target.value === '' ? null : Number(e.target.value))}
          >
            <option value="">{t('give.noEvidence')}</option>
            {state.evidence
              .filter((item) => !item.withdrawn)
              .map((item) => (
                <option key={item.no} value={item.no}>
                  {item.no} {item.title}
                </option>
              ))}
          </select>
        </div>
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
