import { z } from 'zod'

/** Kinds of seat: standing officers (常设) and those drawn for one case (非常设). */
export const seatKindSchema = z.enum(['standing', 'adhoc'])
export type SeatKind = z.infer<typeof seatKindSchema>

/** Facts of an officer that a quota can ask for. */
export const quotaFacts = ['category', 'sector', 'unit', 'language', 'expertise'] as const
/** Most quotas a draw takes: the search for the smallest set of rules in conflict doubles with each limit. */
export const MAX_QUOTAS = 6

const quotaId = z.string().regex(/^[a-z][a-z0-9-]*$/)

/** At least `min` and at most `max` members of the panel who have any of these facts; `max` null: no upper limit. */
export const quotaSchema = z
  .object({
    id: quotaId,
    name: z.object({ zh: z.string().min(1), en: z.string().min(1) }).strict(),
    of: z.array(z.object({ fact: z.enum(quotaFacts), is: z.string().min(1) }).strict()).min(1),
    min: z.int().min(0),
    max: z.int().min(0).nullable(),
  })
  .strict()
export type Quota = z.infer<typeof quotaSchema>

/**
 * Composition of a panel as data. `groupCap` is over the whole panel, both kinds together. `quotas` are limits
 * that may overlap with kinds, groups and each other; without any the draw needs no portfolio. `recommended` is how
 * many ad hoc seats a sector's recommended experts may fill; absent: none.
 */
export const drawRulesSchema = z
  .object({
    panelSize: z.int().min(1).max(51),
    kinds: z.array(z.object({ kind: seatKindSchema, seats: z.int().min(0) }).strict()).min(1),
    groupCap: z.int().min(1),
    quotas: z.array(quotaSchema).min(1).max(MAX_QUOTAS).exactOptional(),
    recommended: z.int().min(1).exactOptional(),
    substitutes: z.int().min(0),
    source: z.string(),
    confirmed: z.boolean(),
  })
  .strict()
  .superRefine((rules, context) => {
    if (rules.panelSize % 2 === 0)
      context.addIssue({ code: 'custom', message: 'a panel has an odd number of seats', path: ['panelSize'] })
    if (rules.kinds.reduce((sum, kind) => sum + kind.seats, 0) !== rules.panelSize)
      context.addIssue({ code: 'custom', message: 'kinds must add up to the panel', path: ['kinds'] })
    if (new Set(rules.kinds.map((kind) => kind.kind)).size !== rules.kinds.length)
      context.addIssue({ code: 'custom', message: 'each kind once', path: ['kinds'] })
    const quotas = rules.quotas ?? []
    if (new Set(quotas.map((quota) => quota.id)).size !== quotas.length)
      context.addIssue({ code: 'custom', message: 'each quota once', path: ['quotas'] })
    for (const [i, { min, max }] of quotas.entries())
      if (max !== null && max < min)
        context.addIssue({ code: 'custom', message: 'at most is less than at least', path: ['quotas', i] })
  })
export type DrawRules = z.infer<typeof drawRulesSchema>

/** One officer as the draw knows them: a number, never a name. `weight` is an exact fraction `n` or `n/d`. */
export interface Candidate {
  readonly no: number
  readonly group: string
  readonly standing: boolean
  readonly weight: string
  readonly eligible: boolean
  /** Ids of the quotas the officer counts for, ascending; there exactly where the rules have quotas. */
  readonly counts?: readonly string[]
  /** A sector's recommended expert: fills an ad hoc seat before the draw, with certainty. */
  readonly recommended?: true
}

/** What a quota can look at in an officer. */
export interface QuotaFacts {
  readonly category: string
  readonly sector?: string | undefined
  readonly unit: string
  readonly languages: readonly string[]
  readonly expertise: readonly string[]
}

/** Ids of the quotas that an officer counts for, ascending. */
export function countsOf(quotas: readonly Quota[], officer: QuotaFacts): readonly string[] {
  const values: Readonly<Record<(typeof quotaFacts)[number], readonly string[]>> = {
    category: [officer.category],
    sector: officer.sector === undefined ? [] : [officer.sector],
    unit: [officer.unit],
    language: officer.languages,
    expertise: officer.expertise,
  }
  return quotas
    .filter(({ of }) => of.some(({ fact, is }) => values[fact].includes(is)))
    .map(({ id }) => id)
    .sort()
}

export const kindOf = (candidate: Pick<Candidate, 'standing'>): SeatKind =>
  candidate.standing ? 'standing' : 'adhoc'

/** Every set of kinds of seat, the empty one first, smaller before larger. */
export function subsetsOf(rules: DrawRules): readonly ReadonlySet<string>[] {
  const sets = Array.from(
    { length: 2 ** rules.kinds.length },
    (_, mask) => new Set(rules.kinds.filter((_, i) => (mask >> i) % 2 === 1).map(({ kind }) => kind)),
  )
  return sets.sort((a, b) => a.size - b.size)
}
