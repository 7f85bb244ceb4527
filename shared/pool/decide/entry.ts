import { accept, type Refusal, refuse } from '../../ledger/aggregate.ts'
import { daysBetween } from '../../matter/days.ts'
import { type Application, type Candidacy, isOpen } from '../entry.ts'
import type { PoolEvent } from '../events.ts'
import type { NewOfficer } from '../officer.ts'
import { maybeBack, nextNo, openApplications, type PoolState, sameOfficer } from '../state.ts'
import { accountOf, type DecidePool, type PoolDecision } from './decide.ts'

/**
 * Numbers that were given are kept; the others follow the highest number ever used.
 * @param from by whom and when the list was adopted; or who entered somebody singly, whom nobody has looked at yet
 */
export function add(
  state: PoolState,
  officers: readonly NewOfficer[],
  from: { readonly adopted: string } | { readonly enteredBy: string | null },
): PoolDecision {
  const clash = clashesOf(state, officers)[0]
  if (clash) return refuse(clash.code, clash.params)
  let next = officers.reduce((highest, { no }) => Math.max(highest, (no ?? 0) + 1), nextNo(state))
  return accept(
    ...officers.map(
      ({ no, ...details }): PoolEvent => ({
        type: 'officer-added',
        no: no ?? next++,
        ...details,
        route: 'list',
        applicationId: '',
        ...('adopted' in from
          ? from
          : { unreviewed: true as const, ...(from.enteredBy !== null && { enteredBy: from.enteredBy }) }),
      }),
    ),
  )
}

export interface Clash {
  /** Index of the officer in the list. */
  readonly index: number
  readonly field: 'no' | 'name'
  readonly code: 'POOL_NUMBER_TAKEN' | 'POOL_OFFICER_TWICE' | 'POOL_LEFT_BEFORE'
  readonly params: Readonly<Record<string, string | number>>
}

/**
 * Every new officer who cannot join: a number that is or was somebody's (numbers are never reused), the same
 * name in the same unit a second time, or somebody who may have left: for them a candidacy asks who they are.
 */
export function clashesOf(state: PoolState, officers: readonly NewOfficer[]): readonly Clash[] {
  const known = Object.values(state.officers)
  return officers.flatMap((officer, index): readonly Clash[] => {
    const before = officers.slice(0, index)
    const { no, name, unit } = officer
    const taken = no !== null && (state.officers[no] !== undefined || before.some((other) => other.no === no))
    const twin = known.find((other) => sameOfficer(other, officer))
    const twice = twin !== undefined || before.some((other) => sameOfficer(other, officer))
    const left = maybeBack(state, officer)[0]
    return [
      ...(taken ? [{ index, field: 'no', code: 'POOL_NUMBER_TAKEN', params: { no } } as const] : []),
      ...(twice
        ? [
            {
              index,
              field: 'name',
              code: 'POOL_OFFICER_TWICE',
              params: { name, unit, no: twin?.no ?? no ?? 0 },
            } as const,
          ]
        : []),
      ...(left
        ? [{ index, field: 'name', code: 'POOL_LEFT_BEFORE', params: { name, unit, no: left.no } } as const]
        : []),
    ]
  })
}

/** Why a candidate cannot join now: already in the pool, or back too soon after an elimination; null: they can. */
function hindrance(
  state: PoolState,
  { officer, formerNo }: Pick<Candidacy, 'officer' | 'formerNo'>,
  today: string,
): Refusal | null {
  const twin = Object.values(state.officers).find((other) => sameOfficer(other, officer))
  if (twin)
    return { code: 'POOL_OFFICER_TWICE', params: { name: officer.name, unit: officer.unit, no: twin.no } }
  if (formerNo === null) return null
  const former = state.officers[formerNo]
  if (!former) return { code: 'OFFICER_UNKNOWN', params: { no: formerNo } }
  if (former.status !== 'removed')
    return { code: 'POOL_NOT_LEFT', params: { no: formerNo, name: former.name } }
  if (former.name !== officer.name)
    return { code: 'POOL_FORMER_OTHER', params: { no: formerNo, former: former.name, name: officer.name } }
  const days = state.rules.entry.reentryAfterDays
  const since = daysBetween(former.leaving?.on ?? today, today)
  return former.leaving?.cause === 'eliminated' && since < days
    ? { code: 'POOL_BACK_TOO_SOON', params: { no: formerNo, name: former.name, days, left: days - since } }
    : null
}

export const receiveApplication: DecidePool<'receive-application'> = (state, candidacy, context) => {
  const { officer, route, by } = candidacy
  if (route !== 'application' && by === '') return refuse('POOL_SPONSOR_MISSING')
  const hindered = hindrance(state, candidacy, context.today)
  if (hindered) return { ok: false, refusal: hindered }
  const pending = openApplications(state).find((other) => sameOfficer(other.officer, officer))
  if (pending) return refuse('POOL_APPLICATION_PENDING', { name: officer.name, unit: officer.unit })
  const enteredBy = accountOf(context.actor)
  return accept({
    type: 'application-received',
    applicationId: context.newId(),
    candidacy,
    ...(enteredBy !== null && { enteredBy }),
  })
}

/** Decides about an application somebody still has to act on. */
function withApplication(
  state: PoolState,
  id: string,
  decide: (application: Application) => PoolDecision,
): PoolDecision {
  const application = state.applications[id]
  if (!application) return refuse('POOL_APPLICATION_UNKNOWN')
  return isOpen(application)
    ? decide(application)
    : refuse('POOL_APPLICATION_CLOSED', { name: application.officer.name })
}

/** A review says something about every criterion, and may be written anew until it is decided. */
export const reviewApplication: DecidePool<'review-application'> = (state, data, { actor }) =>
  withApplication(state, data.applicationId, ({ enteredBy, officer }) => {
    if (state.rules.entry.secondPerson && enteredBy !== null && enteredBy === accountOf(actor))
      return refuse('POOL_SECOND_PERSON', { name: officer.name })
    const criteria = state.rules.entry.criteria
    const missing = criteria.find(({ id }) => data.findings.every(({ criterion }) => criterion !== id))
    const stranger = data.findings.find(({ criterion }) => criteria.every(({ id }) => id !== criterion))
    if (missing || stranger)
      return refuse('POOL_CRITERION', { criterion: missing?.id ?? stranger?.criterion ?? '' })
    return accept({ type: 'application-reviewed', ...data })
  })

/**
 * Whoever is admitted joins in the same commit: somebody who comes back, under the number they had. Where
 * somebody who left is like them, a person has to say which of the two it is.
 */
export const decideApplication: DecidePool<'decide-application'> = (state, data, { today }) =>
  withApplication(state, data.applicationId, (application) => {
    const { applicationId, admitted, reason, identity } = data
    if (application.review === null)
      return refuse('POOL_APPLICATION_UNREVIEWED', { name: application.officer.name })
    if (!admitted) return accept({ type: 'application-decided', applicationId, admitted, reason, no: null })
    const { officer, route } = application
    const formerNo = identity?.no ?? application.formerNo
    const left = maybeBack(state, officer).find((other) => other.no !== formerNo)
    if (left && !identity)
      return refuse('POOL_LEFT_BEFORE', { no: left.no, name: left.name, unit: left.unit })
    const hindered = hindrance(state, { officer, formerNo }, today)
    if (hindered) return { ok: false, refusal: hindered }
    const no = formerNo ?? nextNo(state)
    return accept(
      { type: 'application-decided', applicationId, admitted, reason, no, ...(identity && { identity }) },
      {
        type: formerNo === null ? 'officer-added' : 'officer-readmitted',
        no,
        ...officer,
        route,
        applicationId,
      },
    )
  })

export const withdrawApplication: DecidePool<'withdraw-application'> = (state, data) =>
  withApplication(state, data.applicationId, () => accept({ type: 'application-withdrawn', ...data }))
