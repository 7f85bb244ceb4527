import { computeChances } from '../../draw/chances.ts'
import { countByClass, countTogether, settleExclusions } from '../../draw/eligibility.ts'
import { faultOf, portfolioChances } from '../../draw/portfolio/portfolio.ts'
import { type Candidate, countsOf, type DrawRules } from '../../draw/rules.ts'
import { fitsBeside } from '../../draw/substitution.ts'
import { conflictParams } from '../../i18n/draw-rules.ts'
import { accept, refuse } from '../../ledger/aggregate.ts'
import type { Procedure } from '../../procedures/schema.ts'
import type { MeetingCommandOf } from '../commands.ts'
import type { MeetingContext } from '../context.ts'
import { officerParticipantId } from '../participants.ts'
import { lostStanding } from '../standing.ts'
import type { Draw, MeetingState } from '../state.ts'
import { unavailableOfficers } from '../substitution.ts'
import type { Decide } from './decision.ts'

/** The draw that counts: the last, unless it was voided. */
export const currentDraw = (state: MeetingState): Draw | undefined => {
  const last = state.draws.at(-1)
  return last?.status === 'void' ? undefined : last
}

type LockData = MeetingCommandOf<'lock-pool'>['data']

/** Who can be drawn under these rules, and who is recommended; or why the request cannot be met. */
export function candidatesFor(
  { officers, proposals }: Pick<NonNullable<MeetingContext['pool']>, 'officers' | 'proposals'>,
  rules: DrawRules,
  { exclusions: declared, kept: left = [], recommended = [] }: LockData,
) {
  const known = new Map(officers.map((officer) => [officer.no, officer]))
  const unknown = [...declared, ...left, ...recommended].find(({ no }) => !known.has(no))
  if (unknown) return refuse('OFFICER_UNKNOWN', { no: unknown.no })
  const settled = settleExclusions(proposals, declared, left)
  if (!settled.ok) return refuse(settled.code, { no: settled.no, name: known.get(settled.no)?.name ?? '' })
  const { exclusions, kept } = settled
  const excluded = new Set(exclusions.map((exclusion) => exclusion.no))
  const asked = new Set(recommended.map(({ no }) => no))
  const adhoc = rules.kinds.find(({ kind }) => kind === 'adhoc')?.seats ?? 0
  const max = Math.min(rules.recommended ?? 0, adhoc)
  if (asked.size > max) return refuse('TOO_MANY_RECOMMENDED', { count: asked.size, max })
  const unfit = [...asked].find((no) => excluded.has(no) || known.get(no)?.standing)
  if (unfit !== undefined) return refuse('OFFICER_NOT_ELIGIBLE', { no: unfit })
  const groups = [...asked].map((no) => known.get(no)?.group)
  const together = Math.max(0, ...groups.map((group) => groups.filter((other) => other === group).length))
  if (together > rules.groupCap)
    return refuse('RECOMMENDED_ONE_GROUP', { count: together, groupCap: rules.groupCap })
  const candidates = officers.map(
    (officer): Candidate => ({
      no: officer.no,
      group: officer.group,
      standing: officer.standing,
      weight: officer.weight,
      eligible: !excluded.has(officer.no),
      ...(rules.quotas ? { counts: countsOf(rules.quotas, officer) } : {}),
      ...(asked.has(officer.no) ? { recommended: true } : {}),
    }),
  )
  return { ok: true as const, candidates, exclusions, kept }
}

/** Exact chances: by water-filling, or of the portfolio where quotas overlap with kinds and groups. */
function chancesOf(rules: DrawRules, candidates: readonly Candidate[], built: MeetingContext['portfolio']) {
  if (!rules.quotas) return computeChances(rules, candidates)
  if (!built) return refuse('PORTFOLIO_MISSING')
  if ('failure' in built) return refuse(built.failure === 'time' ? 'PORTFOLIO_TIME' : 'PORTFOLIO_UNSOLVED')
  if (!built.ok) return refuse('DRAW_RULES_CONFLICT', conflictParams(rules, built.conflict, candidates))
  const { portfolio } = built
  if (faultOf(rules, candidates, portfolio)) return refuse('PORTFOLIO_MISSING')
  return { ok: true as const, chances: portfolioChances(rules, candidates, portfolio), portfolio }
}

/** Step 1: who can be drawn and everybody's exact chance are fixed before any randomness exists. */
export const lockPool: Decide<'lock-pool'> = (state, data, { pool, procedure, portfolio: built, now }) => {
  if (currentDraw(state)) return refuse('DRAW_RUNNING')
  const late = data.sealNumberBy === undefined ? null : refuseDeadline(data.sealNumberBy, now, procedure)
  if (late) return late
  if (!pool || !procedure) return refuse('POOL_MISSING')
  const rules = procedure.panel
  const found = candidatesFor(pool, rules, data)
  if (!found.ok) return found
  const { candidates, exclusions, kept } = found
  const computed = chancesOf(rules, candidates, built)
  if (!computed.ok) return computed
  return accept({
    type: 'pool-locked',
    draw: state.draws.length + 1,
    pool: { stream: pool.stream, seq: pool.seq, head: pool.head },
    rules,
    candidates: candidates.map((candidate) => ({
      ...candidate,
      chance: computed.chances[candidate.no] ?? '0',
    })),
    ...('portfolio' in computed ? { portfolio: computed.portfolio } : {}),
    ...(data.recommended ? { recommended: data.recommended } : {}),
    officers: pool.officers.map(({ no, name, category, unit, sector }) => ({
      no,
      name,
      category,
      unit,
      ...(sector === undefined ? {} : { sector }),
    })),
    exclusionCounts: state.draws.length === 0 ? countByClass(exclusions) : countTogether(exclusions),
    exclusions: [...exclusions],
    kept: [...kept],
    ...(data.sealNumberBy === undefined ? {} : { sealNumberBy: data.sealNumberBy }),
    skipsShown: true,
  })
}

const MINUTE_MS = 60_000

/** A deadline that would leave the petitioner too little time, or none, to give a number. */
function refuseDeadline(deadline: number, now: number, procedure: Procedure | null) {
  const least = procedure?.periods?.numberMs.value ?? 0
  if (deadline <= now) return refuse('DEADLINE_PAST')
  return deadline - now < least ? refuse('NUMBER_PERIOD_SHORT', { minutes: least / MINUTE_MS }) : null
}

/** Asked before the office's share is made and sealed, and again in the decision. */
export function refuseShare(
  state: MeetingState,
  deadline: number,
  { now, procedure }: Pick<MeetingContext, 'now' | 'procedure'>,
) {
  const draw = currentDraw(state)
  if (!draw) return refuse('DRAW_NOT_LOCKED')
  if (draw.status !== 'locked') return refuse('SHARE_COMMITTED')
  // A number to be sealed in advance comes first; once its time is over, the petitioner says one openly instead.
  if (draw.numberCommitment === undefined && now < (draw.locked.sealNumberBy ?? 0))
    return refuse('NUMBER_NOT_SEALED')
  return refuseDeadline(deadline, now, procedure)
}

/** Step 2: the office seals its share; only the commitment is shown. */
export const commitShare: Decide<'commit-share'> = (state, { deadline }, context) => {
  const { share } = context
  const refusal = refuseShare(state, deadline, context)
  if (refusal) return refusal
  const draw = currentDraw(state)
  if (!draw || !share) return refuse('POOL_MISSING')
  return accept({
    type: 'share-committed',
    draw: draw.draw,
    commitment: share.commitment,
    shareRef: share.ref,
    deadline,
  })
}

/** A draw is never repeated silently: voiding stays visible with its reason and the next one has a new number. */
export const voidDraw: Decide<'void-draw'> = (state, { reason }) => {
  const draw = currentDraw(state)
  return draw ? accept({ type: 'draw-voided', draw: draw.draw, reason }) : refuse('DRAW_NOT_LOCKED')
}

/** A sector's recommended expert takes a vacant ad hoc seat, up to the rules' number; who asked is in the record. */
export const seatRecommended: Decide<'seat-recommended'> = (
  state,
  { seat: no, officerNo, requestedBy },
  { pool },
) => {
  const draw = currentDraw(state)
  if (draw?.status !== 'drawn') return refuse('DRAW_NOT_DONE')
  const seat = state.seats.find((s) => s.seat === no)
  if (seat?.kind !== 'adhoc' || seat.officerNo !== null) return refuse('SEAT_NOT_ADHOC')
  const candidate = draw.locked.candidates.find((c) => c.no === officerNo)
  const card = draw.locked.officers.find((officer) => officer.no === officerNo)
  if (!candidate || !card) return refuse('OFFICER_UNKNOWN', { no: officerNo })
  const seated = state.seats.flatMap((s) => s.officerNo ?? [])
  const fits = fitsBeside(draw.locked, seated, officerNo)
  const out = unavailableOfficers(state).includes(officerNo) || lostStanding(draw, pool).has(officerNo)
  if (!candidate.eligible || candidate.standing || !fits || out)
    return refuse('OFFICER_NOT_ELIGIBLE', { no: officerNo })
  const recommended = new Set(draw.locked.candidates.flatMap((c) => (c.recommended ? [c.no] : [])))
  const sitting = state.seats.filter(
    (s) => s.officerNo !== null && (s.from === 'recommended' || recommended.has(s.officerNo)),
  ).length
  const max = draw.locked.rules.recommended ?? 0
  if (sitting >= max) return refuse('TOO_MANY_RECOMMENDED', { count: sitting + 1, max })
  return accept({
    type: 'seat-filled',
    seat: no,
    kind: seat.kind,
    officerNo,
    participantId: officerParticipantId(officerNo),
    name: card.name,
    title: card.unit,
    from: 'recommended',
    order: 0,
    requestedBy,
  })
}
