import { computeChances } from '../../draw/chances.ts'
import { countByClass, settleExclusions } from '../../draw/eligibility.ts'
import { faultOf, portfolioChances } from '../../draw/portfolio/portfolio.ts'
import { type Candidate, countsOf, type DrawRules } from '../../draw/rules.ts'
import { fitsBeside } from '../../draw/substitution.ts'
import { conflictParams } from '../../i18n/draw-rules.ts'
import { accept, refuse } from '../../ledger/aggregate.ts'
import type { MeetingCommandOf } from '../commands.ts'
import type { MeetingContext } from '../context.ts'
import { officerParticipantId } from '../participants.ts'
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
  const max = rules.recommended ?? 0
  if (asked.size > max) return refuse('TOO_MANY_RECOMMENDED', { count: asked.size, max })
  const unfit = [...asked].find((no) => excluded.has(no) || known.get(no)?.standing)
  if (unfit !== undefined) return refuse('OFFICER_NOT_ELIGIBLE', { no: unfit })
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
  if (!built.ok) return refuse('DRAW_RULES_CONFLICT', conflictParams(rules, built.conflict, candidates))
  const { portfolio } = built
  if (faultOf(rules, candidates, portfolio)) return refuse('PORTFOLIO_MISSING')
  return { ok: true as const, chances: portfolioChances(rules, candidates, portfolio), portfolio }
}

/** Step 1: who can be drawn and everybody's exact chance are fixed before any randomness exists. */
export const lockPool: Decide<'lock-pool'> = (state, data, { pool, procedure, portfolio: built, now }) => {
  if (currentDraw(state)) return refuse('DRAW_RUNNING')
  if (data.sealNumberBy !== undefined && data.sealNumberBy <= now) return refuse('DEADLINE_PAST')
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
    exclusionCounts: countByClass(exclusions),
    exclusions: [...exclusions],
    kept: [...kept],
    ...(data.sealNumberBy === undefined ? {} : { sealNumberBy: data.sealNumberBy }),
  })
}

/** Asked before the office's share is made and sealed, and again in the decision. */
export function refuseShare(state: MeetingState, deadline: number, now: number) {
  const draw = currentDraw(state)
  if (!draw) return refuse('DRAW_NOT_LOCKED')
  if (draw.status !== 'locked') return refuse('SHARE_COMMITTED')
  // A number to be sealed in advance comes first; once its time is over, the petitioner says one openly instead.
  if (draw.numberCommitment === undefined && now < (draw.locked.sealNumberBy ?? 0))
    return refuse('NUMBER_NOT_SEALED')
  return deadline <= now ? refuse('DEADLINE_PAST') : null
}

/** Step 2: the office seals its share; only the commitment is shown. */
export const commitShare: Decide<'commit-share'> = (state, { deadline }, { share, now }) => {
  const refusal = refuseShare(state, deadline, now)
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
export const seatRecommended: Decide<'seat-recommended'> = (state, { seat: no, officerNo, requestedBy }) => {
  const draw = currentDraw(state)
  if (draw?.status !== 'drawn') return refuse('DRAW_NOT_DONE')
  const seat = state.seats.find((s) => s.seat === no)
  if (seat?.kind !== 'adhoc' || seat.officerNo !== null) return refuse('SEAT_NOT_ADHOC')
  const candidate = draw.locked.candidates.find((c) => c.no === officerNo)
  const card = draw.locked.officers.find((officer) => officer.no === officerNo)
  if (!candidate || !card) return refuse('OFFICER_UNKNOWN', { no: officerNo })
  const seated = state.seats.flatMap((s) => s.officerNo ?? [])
  const fits = fitsBeside(draw.locked, seated, officerNo)
  if (!candidate.eligible || candidate.standing || !fits || unavailableOfficers(state).includes(officerNo))
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
