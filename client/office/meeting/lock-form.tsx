import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type OfficerFacts,
  proposeExclusions,
  type ReasonClass,
  reasonClasses,
} from '../../../shared/draw/eligibility.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { usePool } from '../pool/use-pool.ts'

interface Exclusion {
  readonly no: number
  readonly reason: ReasonClass
  readonly note: string
}

/** Before the lock: what the data suggests and people declare; the pool's own bars count by themselves. */
export function LockForm() {
  const { t } = useTranslation(['office', 'draw', 'words'])
  const { state } = useMeeting()
  const pool = usePool()
  const act = useAct()
  const [added, setAdded] = useState<readonly Exclusion[]>([])
  const [struck, setStruck] = useState<readonly number[]>([])
  const [choice, setChoice] = useState<Exclusion>({ no: 0, reason: 'declared-interest', note: '' })
  if (pool.error) return <ErrorBox error={pool.error} onRetry={() => void pool.refetch()} />
  if (!pool.data) return <Skeleton lines={4} />
  const { officers } = pool.data
  const facts: readonly OfficerFacts[] = officers.map(({ no, name, unit, sector, barred }) => ({
    no,
    name,
    unit,
    sector,
    barred,
  }))
  const names = state.participants.filter((p) => p.kind !== 'officer').flatMap((p) => p.name ?? [])
  const ties = { responsibleUnit: state.responsibleUnit, names, earlierOfficers: [] }
  const proposed = proposeExclusions(facts, ties, null).map(({ no, reason, because }) => ({
    no,
    reason,
    note: because,
  }))
  const own = new Set(added.map(({ no }) => no))
  const exclusions: readonly Exclusion[] = [
    ...added,
    ...proposed.filter(({ no }) => !own.has(no) && !struck.includes(no)),
  ]
  const nameOf = (no: number) => officers.find((officer) => officer.no === no)?.name ?? ''
  return (
    <Card title={t('draw.excluded')} end={t('draw.exclusions', { count: exclusions.length })}>
      <p className="office-foot mut">{t('draw.excludedNote')}</p>
      <ul className="office-list">
        {exclusions.map((exclusion) => (
          <li key={exclusion.no}>
            <span>
              {exclusion.no} {nameOf(exclusion.no)} <b>{t(`draw:reason.${exclusion.reason}`)}</b>
              {exclusion.note !== exclusion.reason && <small>{exclusion.note}</small>}
            </span>
            <Button
              kind="quiet"
              onClick={() => {
                setAdded((before) => before.filter(({ no }) => no !== exclusion.no))
                setStruck((before) => [...before, exclusion.no])
              }}
            >
              {t('draw.removeExclusion')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="office-foot">
        <label>
          {t('draw.officer')}{' '}
          <select
            value={choice.no}
            onChange={(event) => setChoice({ ...choice, no: Number(event.target.value) })}
          >
            <option value={0} />
            {officers.map((officer) => (
              <option key={officer.no} value={officer.no}>
                {officer.no} {officer.name} {officer.unit}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('draw.reason')}{' '}
          <select
            value={choice.reason}
            onChange={(event) =>
              setChoice({
                ...choice,
                reason: reasonClasses.find((each) => each === event.target.value) ?? choice.reason,
              })
            }
          >
            {reasonClasses.map((reason) => (
              <option key={reason} value={reason}>
                {t(`draw:reason.${reason}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('draw.note')}{' '}
          <input
            maxLength={4000}
            value={choice.note}
            onChange={(event) => setChoice({ ...choice, note: event.target.value })}
          />
        </label>
        <Button
          waiting={choice.no === 0}
          onClick={() => {
            setAdded((before) => [...before.filter(({ no }) => no !== choice.no), choice])
            setStruck((before) => before.filter((no) => no !== choice.no))
            setChoice({ no: 0, reason: 'declared-interest', note: '' })
          }}
        >
          {t('draw.addExclusion')}
        </Button>
      </div>
      <div className="office-foot">
        <ActError act={act} />
        <Button
          kind="primary"
          size={40}
          waiting={act.busy}
          onClick={() => void act.send('lock-pool', { exclusions: exclusions.map((e) => ({ ...e })) })}
        >
          {t('draw.lock')}
        </Button>
        <span className="mut">{t('draw.lockExplain')}</span>
      </div>
    </Card>
  )
}
