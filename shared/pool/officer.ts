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

/** A training attended; whoever attended counts as trained until its last day. */
export const trainingSchema = z.object({
  title: z.string().trim().min(1).max(120),
  heldOn: day,
  validUntil: day,
})
export type Training = z.infer<typeof trainingSchema>

/** Kin and units with an interest, as an officer declares them: compared with every matter before a draw. */
export const declaredTiesSchema = z
  .object({
    kin: z
      .array(
        z
          .object({ name: z.string().trim().min(1).max(60), relation: z.string().trim().min(1).max(40) })
          .strict(),
      )
      .max(40),
    units: z.array(z.string().trim().min(1).max(80)).max(20),
  })
  .strict()
export type DeclaredTies = z.infer<typeof declaredTiesSchema>

/** How somebody joined: a list adopted elsewhere, a recommendation, an invitation, or an open application. */
export const routes = ['list', 'recommendation', 'invitation', 'application'] as const
export const routeSchema = z.enum(routes)
export type Route = z.infer<typeof routeSchema>

/** What became of an officer whom a draw had put on a panel or on its list of substitutes. */
export const outcomes = ['sat', 'declined', 'silent', 'recused', 'ill', 'absent'] as const
export const outcomeSchema = z.enum(outcomes)
export type Outcome = z.infer<typeof outcomeSchema>

/** One hearing in an officer's history. */
export interface ServedHearing {
  readonly meetingId: string
  readonly number: string
  readonly matterId: string
  /** Day of the hearing, 'YYYY-MM-DD'. */
  readonly on: string
  readonly outcome: Outcome
}

/** Marks from 1 to `TOP_MARK` by criterion. */
export type Marks = Readonly<Record<string, number>>

/** A chair's appraisal of one officer after one hearing. */
export interface Appraisal {
  readonly meetingId: string
  readonly on: string
  readonly marks: Marks
  readonly remark: string
}

/** What the slips of one hearing say of one officer together: how often each mark was given, from 1 up. */
export const tallySchema = z.object({
  no: z.int().min(1),
  counts: z.record(z.string(), z.array(z.int().min(0))),
  /** In the order of their characters, which says nothing about who wrote first. */
  remarks: z.array(z.string()),
})
export type Tally = z.infer<typeof tallySchema>

/** A tally in an officer's history. */
export interface PartyAppraisal {
  readonly meetingId: string
  readonly on: string
  readonly counts: Readonly<Record<string, readonly number[]>>
  readonly remarks: readonly string[]
}

/** Somebody looked at what a rule proposed and kept the officer. */
export interface KeptDecision {
  readonly rule: string
  readonly because: string
  readonly reason: string
  readonly on: string
}

export const reviewOutcomes = ['continue', 'improve', 'renew-training'] as const
export const reviewOutcomeSchema = z.enum(reviewOutcomes)

/** One officer's part of a periodic review (定期考核). */
export interface ReviewEntry {
  readonly on: string
  readonly from: string
  readonly until: string
  readonly outcome: z.infer<typeof reviewOutcomeSchema>
  readonly note: string
}

/** Why somebody is no longer in the pool. The public learns only that they left. */
export const leavingCauses = [
  'resigned',
  'transferred',
  'term-ended',
  'deceased',
  'other',
  'eliminated',
] as const
export const leavingCauseSchema = z.enum(leavingCauses)
export type LeavingCause = z.infer<typeof leavingCauseSchema>

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

const { name, category, sector, unit, expertise, languages, phone } = shape

/** What somebody who applies says of themselves; the rest the office writes down. */
export const applicantSchema = z
  .object({ name, category, sector, unit, expertise, languages, phone: phone.min(1) })
  .strict()
  .refine(sectorFits, { path: ['sector'], error: 'sector-mismatch' })
export type Applicant = z.infer<typeof applicantSchema>

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
  /** When they joined, or came back, in UTC milliseconds, and how. */
  readonly since: number
  readonly route: Route
  /** Somebody looked at them before they could be drawn: at their candidacy, for the list, or in a review since. */
  readonly reviewed: boolean
  /** Account that entered them singly. */
  readonly enteredBy?: string | undefined
  /** Why suspended or removed. */
  readonly reason?: string | undefined
  readonly leaving?:
    | { readonly cause?: LeavingCause | undefined; readonly on?: string | undefined }
    | undefined
  readonly unavailable: readonly Unavailability[]
  /** By `absenceKey`: number of the commit that first had each of these absences. */
  readonly absentSince: Readonly<Record<string, number>>
  readonly trainings: readonly Training[]
  readonly ties: DeclaredTies
  readonly hearings: readonly ServedHearing[]
  readonly appraisals: readonly Appraisal[]
  readonly tallies: readonly PartyAppraisal[]
  readonly reviews: readonly ReviewEntry[]
  readonly kept: readonly KeptDecision[]
}

/** What makes an absence the same one when the list is written anew; its note may change. */
export const absenceKey = ({ from, until }: DayRange): string => `${from} ${until}`

/** At most one officer of a group sits on a panel: a category, or for sector staff their department. */
export function groupOf(officer: Pick<Officer, 'category' | 'sector'>): string {
  return officer.category === 'sector' ? `sector:${officer.sector}` : officer.category
}
