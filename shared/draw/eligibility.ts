import { z } from 'zod'
import type { Outcome } from '../pool/officer.ts'

/** Why an officer cannot be drawn for a matter, in the order in which reasons prevail. */
const matterReasons = ['party-or-kin', 'same-unit', 'earlier-stage', 'declared-interest'] as const

/** Why the pool itself keeps an officer out of a draw, before anybody asks about the matter; in the same order. */
export const poolReasons = [
  'suspended',
  'unreviewed',
  'term-ended',
  'unavailable',
  'training-lapsed',
  'resting',
] as const

/** All of them. The public sees classes and counts, never a reason beside a name. */
export const reasonClasses = [...matterReasons, ...poolReasons] as const
export const reasonClassSchema = z.enum(reasonClasses)
export type ReasonClass = z.infer<typeof reasonClassSchema>

/** All excluded together, whatever the class: of every lock of a meeting but its first. */
export const NOT_TOLD_APART = 'not-told-apart'

/**
 * Classes the public is shown. What follows from the pool is one class: counted apart, a class of one person would put
 * a suspension or a lapsed training beside a name. Locks from before that have every class.
 */
export const publicClassSchema = z.enum([...reasonClasses, 'not-available', NOT_TOLD_APART])

/** Classes that a person may give on somebody's word; the others follow from the data alone. */
export const declarableReasons = [
  'party-or-kin',
  'same-unit',
  'earlier-stage',
  'declared-interest',
  'unavailable',
] as const satisfies readonly ReasonClass[]

/** What in the data suggests an exclusion; `value` of the proposal is the name, unit or reason found. */
export const bases = [
  'name',
  'kin',
  'text',
  'kin-in-text',
  'unit',
  'part-of-unit',
  'declared-unit',
  'sat-before',
  'recused-before',
  'named-before',
  'earlier-unit',
  'pool',
] as const
export const basisSchema = z.enum(bases)
export type Basis = z.infer<typeof basisSchema>

/** An officer as far as eligibility needs them. */
export interface OfficerFacts {
  readonly no: number
  readonly name: string
  readonly unit: string
  readonly sector?: string | undefined
  /** Reason class that the pool itself gives on the day of the meeting. */
  readonly barred: string | null
  /** Where they are absent that day: number of the pool's commit that said so first. */
  readonly absentSince?: number | null | undefined
  /** Names of kin, and units with which there is an interest, as the officer declared them. */
  readonly kin?: readonly string[] | undefined
  readonly interests?: readonly string[] | undefined
}

/** What a matter says about people and units that must keep apart from its panel. */
export interface MatterTies {
  readonly responsibleUnit: string
  /** Parties, representatives, agents and handlers. */
  readonly names: readonly string[]
  /** What was written in the matter: a name in it may be an officer's. */
  readonly texts: readonly string[]
  /** Officers whom a draw had named for an earlier hearing of the matter, with what became of them there. */
  readonly earlierOfficers: readonly { readonly no: number; readonly outcome: Outcome }[]
  /** Unit whose opinion is complained of; empty where there is none. */
  readonly earlierUnit: string
}

export interface ExclusionProposal {
  readonly no: number
  readonly reason: ReasonClass
  readonly basis: Basis
  /** What was found: a name, a unit, a number. */
  readonly because: string
  /** False where the data only suggests it (a name can be shared by two people): a person decides. */
  readonly certain: boolean
  /** Of an absence: number of the pool's commit that said so first. */
  readonly since?: number
}

/** Spaces and full-width spaces do not make another name of it. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '')

const has = (list: readonly string[], text: string): boolean =>
  plain(text) !== '' && list.some((item) => plain(item) === plain(text))

/**
 * One is the other's name with something before or after it: a station of a bureau, or the same office with its
 * county's name. In the middle it is chance: 民政 stands in 人民政府.
 */
function isPartOf(a: string, b: string): boolean {
  const [one = '', other = ''] = [plain(a), plain(b)].sort((x, y) => x.length - y.length)
  return one.length > 1 && one !== other && (other.startsWith(one) || other.endsWith(one))
}

/**
 * What an earlier hearing of the matter says of an officer. Who recused themselves has grounds in this matter.
 * Who was ill or did not come may have heard half of it, or nothing: a person knows. Who declined or kept
 * silent never sat.
 */
const tookPart: Partial<Record<Outcome, readonly [basis: Basis, certain: boolean]>> = {
  sat: ['sat-before', true],
  recused: ['recused-before', true],
  ill: ['named-before', false],
  absent: ['named-before', false],
}

/** Everything that speaks against one officer, in the order in which reasons prevail. */
function proposalsFor(officer: OfficerFacts, ties: MatterTies): readonly ExclusionProposal[] {
  const { no, name, unit, sector = '', kin = [], interests = [] } = officer
  const belongs = (other: string): boolean => has([unit, sector], other)
  const found = (reason: ReasonClass, basis: Basis, because: string, certain: boolean) => [
    { no, reason, basis, because, certain },
  ]
  const when = (condition: boolean, ...proposal: Parameters<typeof found>): ExclusionProposal[] =>
    condition ? found(...proposal) : []
  const relative = kin.find((one) => has(ties.names, one))
  const written = (word: string) =>
    plain(word).length > 1 && ties.texts.some((text) => plain(text).includes(plain(word)))
  const relativeInText = kin.find(written)
  const near = [unit, sector].find((own) => isPartOf(own, ties.responsibleUnit))
  const nearEarlier = [unit, sector].find((own) => isPartOf(own, ties.earlierUnit))
  const interest = interests.find((one) => has([ties.responsibleUnit], one))
  const doubtfulInterest = interests.find(
    (one) => has([ties.earlierUnit], one) || isPartOf(one, ties.responsibleUnit),
  )
  const earlier = ties.earlierOfficers
    .filter((other) => other.no === no)
    .flatMap(({ outcome }) => (tookPart[outcome] ? [tookPart[outcome]] : []))
  const barred = reasonClassSchema.safeParse(officer.barred)
  const dated = (proposal: ExclusionProposal): ExclusionProposal =>
    proposal.reason === 'unavailable' && typeof officer.absentSince === 'number'
      ? { ...proposal, since: officer.absentSince }
      : proposal
  return [
    ...when(has(ties.names, name), 'party-or-kin', 'name', name, false),
    ...(relative === undefined ? [] : found('party-or-kin', 'kin', relative, false)),
    ...when(written(name), 'party-or-kin', 'text', name, false),
    ...(relativeInText === undefined ? [] : found('party-or-kin', 'kin-in-text', relativeInText, false)),
    ...when(belongs(ties.responsibleUnit), 'same-unit', 'unit', unit, true),
    ...(near === undefined ? [] : found('same-unit', 'part-of-unit', near, false)),
    ...earlier.flatMap(([basis, certain]) => found('earlier-stage', basis, String(no), certain)),
    ...when(belongs(ties.earlierUnit), 'earlier-stage', 'earlier-unit', unit, false),
    ...(nearEarlier === undefined ? [] : found('earlier-stage', 'earlier-unit', nearEarlier, false)),
    ...(doubtfulInterest === undefined
      ? []
      : found('declared-interest', 'declared-unit', doubtfulInterest, false)),
    ...(interest === undefined ? [] : found('declared-interest', 'declared-unit', interest, true)),
    ...(barred.success ? found(barred.data, 'pool', barred.data, true).map(dated) : []),
  ]
}

/**
 * Exclusions the data suggests, one per officer at most, before any randomness exists. What is certain holds by
 * itself, and prevails over what is doubtful; the rest a person decides. Nothing here looks at who should be drawn.
 */
export function proposeExclusions(
  officers: readonly OfficerFacts[],
  ties: MatterTies,
): readonly ExclusionProposal[] {
  return officers.flatMap((officer) => {
    const proposals = proposalsFor(officer, ties)
    const first = proposals.find(({ certain }) => certain) ?? proposals[0]
    return first ? [first] : []
  })
}

/** What a person decided about an officer before the lock, with why. */
export interface PersonalDecision {
  readonly no: number
  readonly note: string
}

/** An officer kept out of the draw: who said so, the data or a person, and what they said. */
export const exclusionSchema = z.object({
  no: z.int(),
  reason: z.string(),
  /** The person's reason; empty where the data alone decides. */
  note: z.string(),
  by: z.enum(['data', 'person']),
  /** What the data had found, where it had found anything. */
  basis: basisSchema.nullable(),
  because: z.string(),
})
export type Exclusion = z.infer<typeof exclusionSchema>

/** An officer whom the data suggested to exclude and a person left in, with why. */
export const keptSchema = z.object({
  no: z.int(),
  reason: z.string(),
  basis: basisSchema,
  because: z.string(),
  note: z.string(),
})
export type Kept = z.infer<typeof keptSchema>

export type Settled =
  | { readonly ok: true; readonly exclusions: readonly Exclusion[]; readonly kept: readonly Kept[] }
  | {
      readonly ok: false
      readonly code:
        | 'EXCLUSION_CERTAIN'
        | 'EXCLUSION_UNDECIDED'
        | 'EXCLUSION_NOT_DECLARABLE'
        | 'EXCLUSION_WITHOUT_NOTE'
      readonly no: number
    }

/**
 * Brings together what the data proposes and what people decided. What is certain cannot be struck; every
 * doubtful proposal needs a decision, one way or the other. Where the data has found nothing, a person gives a class
 * that can be declared, and says who declared it and why: nobody is kept out at somebody's pleasure.
 */
export function settleExclusions(
  proposals: readonly ExclusionProposal[],
  declared: readonly (PersonalDecision & { readonly reason: string })[],
  kept: readonly PersonalDecision[],
): Settled {
  const keptBy = new Map(kept.map((decision) => [decision.no, decision]))
  const declaredBy = new Map(declared.map((decision) => [decision.no, decision]))
  const certain = proposals.find((proposal) => proposal.certain && keptBy.has(proposal.no))
  if (certain) return { ok: false, code: 'EXCLUSION_CERTAIN', no: certain.no }
  const open = proposals.find(({ no, certain: sure }) => !sure && !keptBy.has(no) && !declaredBy.has(no))
  if (open) return { ok: false, code: 'EXCLUSION_UNDECIDED', no: open.no }
  const proposed = new Map(proposals.map((proposal) => [proposal.no, proposal]))
  for (const { no, reason, note } of declaredBy.values()) {
    const found = proposed.get(no)
    if (found && (found.certain || found.reason === reason)) continue
    if (!declarableReasons.some((one) => one === reason))
      return { ok: false, code: 'EXCLUSION_NOT_DECLARABLE', no }
    if (note.trim() === '') return { ok: false, code: 'EXCLUSION_WITHOUT_NOTE', no }
  }
  const byData = proposals.flatMap(({ no, reason, basis, because, certain: sure }): Exclusion[] =>
    sure && !declaredBy.has(no) ? [{ no, reason, note: '', by: 'data', basis, because }] : [],
  )
  const byPeople = [...declaredBy.values()].map(({ no, reason, note }): Exclusion => {
    const found = proposed.get(no)
    // What the data knows for certain gives the class; the person's word stands beside it.
    const prevailing = found?.certain ? found.reason : reason
    return {
      no,
      reason: prevailing,
      note,
      by: 'person',
      basis: found?.basis ?? null,
      because: found?.because ?? '',
    }
  })
  return {
    ok: true,
    exclusions: [...byData, ...byPeople].sort((a, b) => a.no - b.no),
    kept: [...keptBy.values()].flatMap(({ no, note }): Kept[] => {
      const found = proposed.get(no)
      if (!found || declaredBy.has(no)) return []
      return [{ no, reason: found.reason, basis: found.basis, because: found.because, note }]
    }),
  }
}

/** How many are excluded in all, for a lock after the first: the difference to it would give somebody's class away. */
export const countTogether = (exclusions: readonly unknown[]): Readonly<Record<string, number>> =>
  exclusions.length === 0 ? {} : { [NOT_TOLD_APART]: exclusions.length }

/** How many are excluded in each public class: all that the public is shown. */
export function countByClass(
  exclusions: readonly { readonly reason: string }[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { reason } of exclusions) {
    const shown = poolReasons.some((each) => each === reason) ? 'not-available' : reason
    counts[shown] = (counts[shown] ?? 0) + 1
  }
  return counts
}
