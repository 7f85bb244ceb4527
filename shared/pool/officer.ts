import { z } from 'zod'

/** Where an officer comes from. A department's staff are `sector`; each department is a group of its own. */
export const categories = [
  'deputy',
  'cppcc',
  'conduct-reviewer',
  'public-lawyer',
  'private-lawyer',
  'sector',
] as const
export const categorySchema = z.enum(categories)
export type Category = z.infer<typeof categorySchema>

const day = z.iso.date()
const words = z.array(z.string().trim().min(1).max(40)).max(12)

/** First and last day, both included, 'YYYY-MM-DD'. */
export const dayRangeSchema = z
  .object({ from: day, until: day })
  .strict()
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'range-reversed' })
export type DayRange = z.infer<typeof dayRangeSchema>

export const unavailabilitySchema = z
  .object({ from: day, until: day, note: z.string().trim().max(200) })
  .strict()
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'range-reversed' })
export type Unavailability = z.infer<typeof unavailabilitySchema>

const shape = {
  name: z.string().trim().min(1).max(40),
  category: categorySchema,
  /** Department of the county, short name; empty for everybody but sector staff. */
  sector: z.string().trim().max(40),
  unit: z.string().trim().min(1).max(80),
  standing: z.boolean(),
  expertise: words,
  languages: words,
  phone: z.string().trim().max(30),
  term: dayRangeSchema.nullable(),
  /** Last day on which the officer counts as trained; null where no training is recorded. */
  trainingValidUntil: day.nullable(),
}

const sectorFits = ({ category, sector }: { category: Category; sector: string }): boolean =>
  (category === 'sector') === (sector !== '')

/** What the office writes down about an officer. */
export const officerDetailsSchema = z
  .object(shape)
  .strict()
  .refine(sectorFits, { path: ['sector'], error: 'sector-mismatch' })
export type OfficerDetails = z.infer<typeof officerDetailsSchema>

/** Details with the number the officer is to have; null takes the next free one. */
export const newOfficerSchema = z
  .object({ ...shape, no: z.int().min(1).max(99_999).nullable() })
  .strict()
  .refine(sectorFits, { path: ['sector'], error: 'sector-mismatch' })
export type NewOfficer = z.infer<typeof newOfficerSchema>

/** An officer as the pool knows them. `?` marks what a viewer may not see. */
export interface Officer {
  readonly no: number
  readonly name: string
  readonly category: Category
  readonly sector: string
  readonly unit: string
  readonly standing: boolean
  readonly expertise: readonly string[]
  readonly languages: readonly string[]
  readonly phone?: string | undefined
  readonly term?: DayRange | null | undefined
  readonly trainingValidUntil?: string | null | undefined
  readonly status: 'active' | 'suspended' | 'removed'
  /** Why suspended or removed. */
  readonly reason?: string | undefined
  readonly unavailable?: readonly Unavailability[] | undefined
}

/** At most one officer of a group sits on a panel: a category, or for sector staff their department. */
export function groupOf(officer: Pick<Officer, 'category' | 'sector'>): string {
  return officer.category === 'sector' ? `sector:${officer.sector}` : officer.category
}
