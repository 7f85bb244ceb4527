import { z } from 'zod'

/**
 * Why an officer cannot be drawn, in the order in which reasons prevail. The public sees classes and counts,
 * never a reason beside a name. The first four follow from the matter, the others from the pool.
 */
export const reasonClasses = [
  'party-or-kin',
  'same-unit',
  'earlier-stage',
  'declared-interest',
  'suspended',
  'term-ended',
  'unavailable',
  'training-lapsed',
  'resting',
] as const
export const reasonClassSchema = z.enum(reasonClasses)
export type ReasonClass = z.infer<typeof reasonClassSchema>

/** An officer as far as eligibility needs them. */
export interface OfficerFacts {
  readonly no: number
  readonly name: string
  readonly unit: string
  readonly sector?: string | undefined
  /** Reason class that the pool itself gives on the day of the meeting. */
  readonly barred: string | null
  /** Days ('YYYY-MM-DD') of hearings sat in, where the county's rule gives rest. */
  readonly hearings?: readonly string[] | undefined
}

/** What a matter says about people and units that must keep apart from its panel. */
export interface MatterTies {
  readonly responsibleUnit: string
  /** Parties, representatives, agents, handlers, and kin named in the matter. */
  readonly names: readonly string[]
  /** Numbers of officers who took part in an earlier stage of the matter. */
  readonly earlierOfficers: readonly number[]
}

/** Rest after so many hearings, counted from a day on; a county's setting. */
export interface RestRule {
  readonly hearings: number
  readonly since: string
}

export interface ExclusionProposal {
  readonly no: number
  readonly reason: ReasonClass
  /** What in the data suggests it: a name, a unit, a number. */
  readonly because: string
  /** False where the data only suggests it (a name can be shared by two people): a person decides. */
  readonly certain: boolean
}

/** Spaces and full-width spaces do not make another name of it. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\s/gu, '')

const sameUnit = (officer: OfficerFacts, responsible: string): boolean => {
  const unit = plain(responsible)
  if (unit === '') return false
  return plain(officer.unit) === unit || (officer.sector ? plain(officer.sector) === unit : false)
}

/**
 * Exclusions the data suggests, one per officer at most, before any randomness exists. They are proposals: the
 * clerk confirms or strikes each, and adds what people declare. Nothing here looks at who should be drawn.
 */
export function proposeExclusions(
  officers: readonly OfficerFacts[],
  ties: MatterTies,
  rest: RestRule | null,
): readonly ExclusionProposal[] {
  const names = new Set(ties.names.map(plain).filter((name) => name !== ''))
  return officers.flatMap((officer): ExclusionProposal[] => {
    const { no } = officer
    if (names.has(plain(officer.name)))
      return [{ no, reason: 'party-or-kin', because: officer.name, certain: false }]
    if (sameUnit(officer, ties.responsibleUnit))
      return [{ no, reason: 'same-unit', because: officer.unit, certain: true }]
    if (ties.earlierOfficers.includes(no))
      return [{ no, reason: 'earlier-stage', because: String(no), certain: true }]
    const barred = reasonClassSchema.safeParse(officer.barred)
    if (barred.success) return [{ no, reason: barred.data, because: barred.data, certain: true }]
    const recent = (officer.hearings ?? []).filter((day) => rest && day >= rest.since).length
    if (rest && recent >= rest.hearings)
      return [{ no, reason: 'resting', because: String(recent), certain: true }]
    return []
  })
}

/** How many are excluded in each class: all that the public is shown. */
export function countByClass(
  exclusions: readonly { readonly reason: string }[],
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { reason } of exclusions) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
