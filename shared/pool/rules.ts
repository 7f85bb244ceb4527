import { z } from 'zod'
import { canonicalJson } from '../ledger/canonical.ts'
import { bilingualSchema } from '../procedures/schema.ts'

/** Marks go from 1 to this. */
export const TOP_MARK = 5

/** Least and most of the figures in the rules. */
export const limits = {
  days: { min: 1, max: 3650 },
  count: { min: 1, max: 100 },
  reentryDays: { min: 0, max: 3650 },
  leastBallots: { min: 2, max: 20 },
  openDays: { min: 1, max: 90 },
  mark: { min: 1, max: TOP_MARK },
  timesAverage: { min: 1, max: 20 },
} as const
export type Limit = { readonly min: number; readonly max: number }

export const MAX_CRITERIA = 12
export const MAX_ELIMINATION_RULES = 20

const whole = ({ min, max }: Limit) => z.int().min(min).max(max)
const fraction = ({ min, max }: Limit) => z.number().min(min).max(max)
const days = whole(limits.days)
const count = whole(limits.count)
const id = z.string().regex(/^[a-z0-9-]{1,40}$/)
/** Where a rule comes from; `confirmed` once somebody has read it in the text named. */
const sourced = { source: z.string().trim().min(1).max(400), confirmed: z.boolean() }

const criterionSchema = z.object({ id, label: bilingualSchema }).strict()
export type Criterion = z.infer<typeof criterionSchema>
const criteria = z
  .array(criterionSchema)
  .min(1)
  .max(MAX_CRITERIA)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, { error: 'criterion-twice' })

/**
 * When the office is asked to think about an officer's elimination (淘汰). `reported`: never by itself; a person
 * names what was reported.
 */
const groundSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('low-appraisal'),
    below: fraction(limits.mark),
    hearings: count,
    days,
  }),
  z.object({ kind: z.literal('absences'), count, days }),
  z.object({ kind: z.literal('refusals'), count, days }),
  z.object({ kind: z.literal('training-lapsed'), days }),
  z.object({ kind: z.literal('reported') }),
])
export type Ground = z.infer<typeof groundSchema>

const eliminationRuleSchema = z.object({ id, ground: groundSchema, ...sourced }).strict()
export type EliminationRule = z.infer<typeof eliminationRuleSchema>

/** A county's rules for its pool, as data. Nothing here is a constant of the code. */
export const poolRulesSchema = z
  .object({
    /** What a reviewer looks at before somebody joins; after an elimination nobody comes back sooner. */
    entry: z
      .object({
        criteria,
        reentryAfterDays: whole(limits.reentryDays),
        /** Whether somebody of whom no training is recorded can be drawn; absent, or false: they can. */
        trainingFirst: z.boolean().exactOptional(),
        /** Whoever entered somebody does not review them. Absent: anybody who keeps the pool may. */
        secondPerson: z.boolean().exactOptional(),
        ...sourced,
      })
      .strict(),
    appraisal: z
      .object({
        chair: criteria,
        parties: criteria,
        /** Fewer slips in the box than this are not counted: they would show who wrote them. */
        leastBallots: whole(limits.leastBallots),
        /** How long slips are taken, from the day they are printed. */
        openDays: whole(limits.openDays),
        ...sourced,
      })
      .strict(),
    /** So many hearings within so many days before a hearing and an officer rests; null: no rest. */
    rest: z
      .object({ hearings: count, days, ...sourced })
      .strict()
      .nullable(),
    /** Whether chances lean towards those who sat less in so many days; equal chances otherwise. */
    workload: z.object({ balance: z.boolean(), days, ...sourced }).strict(),
    health: z
      .object({
        /** In the pool and not in a hearing for so long: dormant. */
        dormantDays: days,
        /** Hearings in the period at least, and so many times the average: overused. */
        overused: z.object({ days, atLeast: count, timesAverage: fraction(limits.timesAverage) }).strict(),
        /** Terms and trainings that end within so many days. */
        warnDays: days,
        reviewEveryDays: days,
        ...sourced,
      })
      .strict(),
    elimination: z
      .object({
        rules: z
          .array(eliminationRuleSchema)
          .max(MAX_ELIMINATION_RULES)
          .refine((list) => new Set(list.map((rule) => rule.id)).size === list.length, {
            error: 'rule-twice',
          }),
        /** Whoever was kept is not proposed again under the same rule for so long. */
        keptForDays: days,
        ...sourced,
      })
      .strict(),
  })
  .strict()
export type PoolRules = z.infer<typeof poolRulesSchema>

export const ruleSections = ['entry', 'appraisal', 'rest', 'workload', 'health', 'elimination'] as const
export type RuleSection = (typeof ruleSections)[number]

/** The sections in which two sets of rules differ, words and sources included. */
export const changedSections = (a: PoolRules, b: PoolRules): readonly RuleSection[] =>
  ruleSections.filter((section) => canonicalJson(a[section]) !== canonicalJson(b[section]))

const proposed = {
  source: '奈曼旗材料只写“定期考核、培训、淘汰制”，没有数字；数字是本系统的建议，待本县确认',
  confirmed: false,
}

/** What holds until the county sets its own: proposals, marked as not confirmed. */
export const proposedRules: PoolRules = {
  entry: {
    // The source asks officers to be objective, neutral, expert and experienced with the public.
    criteria: [
      { id: 'objective', label: { zh: '客观公正', en: 'Objective and fair' } },
      { id: 'neutral', label: { zh: '立场中立', en: 'Neutral' } },
      { id: 'expert', label: { zh: '有专业能力', en: 'Expert in a field' } },
      { id: 'public-work', label: { zh: '有群众工作经验', en: 'Experienced with the public' } },
    ],
    reentryAfterDays: 365,
    source:
      '奈曼旗材料要求听证员客观、中立、懂专业、有群众工作经验；重新申请的期限是本系统的建议，待本县确认',
    confirmed: false,
  },
  appraisal: {
    chair: [
      { id: 'punctual', label: { zh: '按时到场', en: 'Punctual' } },
      { id: 'prepared', label: { zh: '熟悉材料', en: 'Prepared' } },
      { id: 'impartial', label: { zh: '不偏不倚', en: 'Impartial' } },
      { id: 'reasoned', label: { zh: '意见有理有据', en: 'Gives reasons' } },
    ],
    parties: [
      { id: 'listened', label: { zh: '听我把话说完', en: 'Let me finish' } },
      { id: 'respectful', label: { zh: '态度尊重', en: 'Respectful' } },
      { id: 'impartial', label: { zh: '不偏不倚', en: 'Impartial' } },
    ],
    leastBallots: 2,
    openDays: 7,
    ...proposed,
  },
  rest: { hearings: 4, days: 30, ...proposed },
  workload: { balance: false, days: 365, ...proposed },
  health: {
    dormantDays: 365,
    overused: { days: 365, atLeast: 3, timesAverage: 2 },
    warnDays: 90,
    reviewEveryDays: 365,
    ...proposed,
  },
  elimination: {
    rules: [
      {
        id: 'low-appraisal',
        // By chairs only: a party who lost may mark low whoever sat.
        ground: { kind: 'low-appraisal', below: 2.5, hearings: 2, days: 730 },
        ...proposed,
      },
      { id: 'absences', ground: { kind: 'absences', count: 2, days: 365 }, ...proposed },
      { id: 'refusals', ground: { kind: 'refusals', count: 4, days: 365 }, ...proposed },
      { id: 'training-lapsed', ground: { kind: 'training-lapsed', days: 365 }, ...proposed },
      { id: 'reported', ground: { kind: 'reported' }, ...proposed },
    ],
    keptForDays: 180,
    ...proposed,
  },
}
