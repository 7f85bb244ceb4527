import { z } from 'zod'

/** Kinds of seat: standing officers (常设) and those drawn for one case (非常设). */
export const seatKindSchema = z.enum(['standing', 'adhoc'])
export type SeatKind = z.infer<typeof seatKindSchema>

/** Composition of a panel as data. `groupCap` is over the whole panel, both kinds together. */
export const drawRulesSchema = z
  .object({
    panelSize: z.int().min(1).max(51),
    kinds: z.array(z.object({ kind: seatKindSchema, seats: z.int().min(0) }).strict()).min(1),
    groupCap: z.int().min(1),
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
  })
export type DrawRules = z.infer<typeof drawRulesSchema>

/** One officer as the draw knows them: a number, never a name. `weight` is an exact fraction `n` or `n/d`. */
export interface Candidate {
  readonly no: number
  readonly group: string
  readonly standing: boolean
  readonly weight: string
  readonly eligible: boolean
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
