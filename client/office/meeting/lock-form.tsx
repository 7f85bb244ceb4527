import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  declarableReasons,
  type ExclusionProposal,
  poolReasons,
  type ReasonClass,
} from '../../../shared/draw/eligibility.ts'
import { dateOf } from '../../../shared/i18n/format.ts'
import { exclusionProposalsSchema, type OfficerView } from '../../../shared/pool/view.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useBarEvidence } from '../pool/bar-evidence.ts'
import { OfficerSelect } from '../pool/officer-select.tsx'
import { poolPath, usePool } from '../pool/use-pool.ts'
import { type Recommended, RecommendedFields } from './draw-recommended.tsx'
import { DrawRulesLine } from './draw-rules.tsx'
import { MINUTE_MS, type Minutes } from './minutes-field.tsx'
import { NumberWay } from './number-way.tsx'

interface Declaration {
  readonly no: number
  readonly reason: ReasonClass
  readonly note: string
}

/** What a person decided about a doubtful proposal; `why` is asked for where the officer stays in. */
interface Decision {
  readonly exclude: boolean
  readonly why: string
}

/** Before the lock: what is certain holds, what is doubtful a person decides, and people declare the rest. */
export function LockForm() {
  const { t } = useTranslation(['eligibility', 'office', 'draw', 'words'])
  const { meetingId, procedure, live } = useMeeting()
  const pool = usePool()
  const found = useAnswer(
    `${poolPath}/exclusion-proposals/${encodeURIComponent(meetingId)}`,
    exclusionProposalsSchema,
  )
  const act = useAct()
  const [recommended, setRecommended] = useState<readonly Recommended[]>([])
  const [sealWithin, setSealWithin] = useState<Minutes | null>(null)
  const [declared, setDeclared] = useState<readonly Declaration[]>([])
  const [decisions, setDecisions] = useState<Readonly<Record<number, Decision>>>({})
  const error = pool.error ?? found.error
  const again = () => void Promise.all([pool.refetch(), found.refetch()])
  if (error) return <ErrorBox error={error} onRetry={again} />
  if (!pool.data || !found.data) return <Skeleton lines={4} />
  const { officers } = pool.data
  const { proposals } = found.data
  const certain = proposals.filter((proposal) => proposal.certain)
  const doubtful = proposals.filter(({ certain: sure }) => !sure)
  const open = doubtful.filter(({ no }) => {
    const decision = decisions[no]
    return declared.every((one) => one.no !== no) && !(decision?.exclude || decision?.why.trim())
  })
  const confirmed = doubtful.filter(({ no }) => decisions[no]?.exclude)
  const exclusions = [
    ...declared,
    ...confirmed
      .filter(({ no }) => declared.every((one) => one.no !== no))
      .map(({ no, reason }) => ({ no, reason, note: '' })),
  ]
  const kept = doubtful.flatMap(({ no }) => {
    const decision = decisions[no]
    const stays = decision && !decision.exclude && exclusions.every((one) => one.no !== no)
    return stays ? [{ no, note: decision.why.trim() }] : []
  })
  const out = new Set([...certain, ...exclusions].map(({ no }) => no))
  const nameOf = (no: number) => officers.find((officer) => officer.no === no)?.name ?? ''
  const person = ({ no }: { no: number }) => ({ no, name: nameOf(no) })
  return (
    <Card title={t('title')} end={t('counts', { count: out.size })}>
      <p className="office-foot mut">{t('note')}</p>
      <Proposals title={t('certain')} note={t('certainNote')} proposals={certain} nameOf={nameOf} />
      <Proposals title={t('doubtful')} note={t('doubtfulNote')} proposals={doubtful} nameOf={nameOf}>
        {(proposal) => (
          <DecisionFields
            name={nameOf(proposal.no)}
            no={proposal.no}
            decision={decisions[proposal.no]}
            onChange={(decision) => setDecisions((before) => ({ ...before, [proposal.no]: decision }))}
          />
        )}
      </Proposals>
      <h3 className="office-foot">{t('declared')}</h3>
      <ul className="office-list">
        {declared.length === 0 && <li className="mut">{t('none')}</li>}
        {declared.map((one) => (
          <li key={one.no}>
            <span>
              {one.no} {nameOf(one.no)} <b>{t(`draw:reason.${one.reason}`)}</b>
              <small>{one.note}</small>
            </span>
            <Button
              kind="quiet"
              aria-label={t('takeOf', person(one))}
              onClick={() => setDeclared((before) => before.filter(({ no }) => no !== one.no))}
            >
              {t('take')}
            </Button>
          </li>
        ))}
      </ul>
      <DeclarationFields
        officers={officers}
        onAdd={(one) => setDeclared((before) => [...before.filter(({ no }) => no !== one.no), one])}
      />
      <RecommendedFields
        max={procedure.panel.recommended ?? 0}
        officers={officers.filter((each) => !each.standing && !out.has(each.no))}
        recommended={recommended}
        onChange={setRecommended}
      />
      <DrawRulesLine rules={procedure.panel} />
      <NumberWay minutes={sealWithin} onChange={setSealWithin} />
      <div className="office-foot">
        <ActError act={act} />
        <Button
          kind="primary"
          size={40}
          waiting={act.busy || open.length > 0}
          aria-describedby="lock-undecided"
          // Refused where pool or matter changed meanwhile: what they suggest now is shown.
          onClick={() =>
            void act
              .send('lock-pool', {
                exclusions,
                kept,
                ...(recommended.length > 0 ? { recommended: [...recommended] } : {}),
                ...(sealWithin === null
                  ? {}
                  : { sealNumberBy: Math.round(Date.now() + live.offsetMs + sealWithin * MINUTE_MS) }),
              })
              .finally(() => found.refetch())
          }
        >
          {t('office:draw.lock')}
        </Button>
        <span className="mut" id="lock-undecided" aria-live="polite">
          {open.length > 0
            ? t('undecided', { count: open.length })
            : t(act.busy && procedure.panel.quotas ? 'office:draw.building' : 'office:draw.lockExplain')}
        </span>
      </div>
    </Card>
  )
}

/** What in the data suggests an exclusion; of the pool's own reasons, what the pool has to show for it. */
function useGround(): (proposal: ExclusionProposal) => string {
  const { t } = useTranslation('eligibility')
  const { state } = useMeeting()
  const evidence = useBarEvidence()
  const officers = usePool().data?.officers ?? []
  return ({ no, basis, because }) => {
    const officer = officers.find((each) => each.no === no)
    const reason = poolReasons.find((each) => each === because)
    const shown =
      basis === 'pool' && officer && reason ? evidence(officer, reason, dateOf(state.startsAt)) : ''
    return shown === '' ? t(`basis.${basis}`, { value: because }) : shown
  }
}

function Proposals({
  title,
  note,
  proposals,
  nameOf,
  children,
}: {
  title: string
  note: string
  proposals: readonly ExclusionProposal[]
  nameOf: (no: number) => string
  children?: (proposal: ExclusionProposal) => React.ReactNode
}) {
  const { t } = useTranslation(['eligibility', 'draw'])
  const groundOf = useGround()
  return (
    <>
      <h3 className="office-foot">
        {title} {proposals.length > 0 && <small className="mut">{note}</small>}
      </h3>
      <ul className="office-list">
        {proposals.length === 0 && <li className="mut">{t('none')}</li>}
        {proposals.map((proposal) => (
          <li key={proposal.no}>
            <span>
              {proposal.no} {nameOf(proposal.no)} <b>{t(`draw:reason.${proposal.reason}`)}</b>
              <small>{groundOf(proposal)}</small>
            </span>
            {children?.(proposal)}
          </li>
        ))}
      </ul>
    </>
  )
}

function DecisionFields({
  no,
  name,
  decision,
  onChange,
}: {
  no: number
  name: string
  decision: Decision | undefined
  onChange: (decision: Decision) => void
}) {
  const { t } = useTranslation('eligibility')
  const why = decision?.why ?? ''
  return (
    <fieldset className="lock-decision">
      <legend className="vh">{t('decision', { no, name })}</legend>
      {([true, false] as const).map((exclude) => (
        <label key={String(exclude)}>
          <input
            type="radio"
            name={`decision-${no}`}
            checked={decision?.exclude === exclude}
            onChange={() => onChange({ exclude, why })}
          />{' '}
          {exclude ? t('exclude') : t('keep')}
        </label>
      ))}
      {decision?.exclude === false && (
        <input
          aria-label={t('keepReasonOf', { no, name })}
          placeholder={t('keepReason')}
          maxLength={400}
          value={why}
          onChange={(event) => onChange({ exclude: false, why: event.target.value })}
        />
      )}
    </fieldset>
  )
}

function DeclarationFields({
  officers,
  onAdd,
}: {
  officers: readonly OfficerView[]
  onAdd: (declaration: Declaration) => void
}) {
  const { t } = useTranslation(['eligibility', 'draw'])
  const blank: Declaration = { no: 0, reason: 'declared-interest', note: '' }
  const [choice, setChoice] = useState(blank)
  return (
    <div className="office-foot">
      <OfficerSelect
        label={t('officer')}
        officers={officers}
        value={choice.no}
        onChange={(no) => setChoice({ ...choice, no })}
      />
      <label>
        {t('reason')}{' '}
        <select
          value={choice.reason}
          onChange={(event) =>
            setChoice({
              ...choice,
              reason: declarableReasons.find((each) => each === event.target.value) ?? choice.reason,
            })
          }
        >
          {declarableReasons.map((reason) => (
            <option key={reason} value={reason}>
              {t(`draw:reason.${reason}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('why')}{' '}
        <input
          maxLength={400}
          value={choice.note}
          onChange={(event) => setChoice({ ...choice, note: event.target.value })}
        />
      </label>
      <Button
        waiting={choice.no === 0 || choice.note.trim() === ''}
        onClick={() => {
          onAdd({ ...choice, note: choice.note.trim() })
          setChoice(blank)
        }}
      >
        {t('add')}
      </Button>
    </div>
  )
}
