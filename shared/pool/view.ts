import { z } from 'zod'
import { basisSchema, poolReasons, reasonClassSchema } from '../draw/eligibility.ts'
import {
  applicationStates,
  candidacySchema,
  findingSchema,
  identitySchema,
  setAsideReasons,
} from './entry.ts'
import { historyEntrySchema } from './history.ts'
import {
  categorySchema,
  dayRangeSchema,
  declaredTiesSchema,
  leavingCauseSchema,
  outcomeSchema,
  reviewOutcomeSchema,
  routeSchema,
  trainingSchema,
  unavailabilitySchema,
} from './officer.ts'
import { poolRulesSchema } from './rules.ts'
import { rulesChangeSchema } from './rules-history.ts'

const day = z.iso.date()

/** An officer as the office's lists show them; `barred` and `sat` are counted for today. */
export const officerViewSchema = z.object({
  no: z.int(),
  name: z.string(),
  category: categorySchema,
  sector: z.string(),
  unit: z.string(),
  standing: z.boolean(),
  expertise: z.array(z.string()),
  languages: z.array(z.string()),
  phone: z.string(),
  term: dayRangeSchema.nullable(),
  trainingValidUntil: day.nullable(),
  status: z.enum(['active', 'suspended']),
  reason: z.string().default(''),
  unavailable: z.array(unavailabilitySchema),
  barred: z.enum(poolReasons).nullable(),
  /** Hearings sat in within the period of the workload rule. */
  sat: z.int(),
  /** Day of the last periodic review. */
  reviewedOn: day.nullable(),
})
export type OfficerView = z.infer<typeof officerViewSchema>

/** The pool as the office sees it, in the order of numbers. */
export const poolViewSchema = z.object({
  seq: z.int(),
  head: z.string(),
  today: day,
  rules: poolRulesSchema,
  officers: z.array(officerViewSchema),
})
export type PoolView = z.infer<typeof poolViewSchema>

/** How the rules came to be what they are, the newest change first. */
export const rulesHistorySchema = z.object({
  changes: z.array(rulesChangeSchema.extend({ byName: z.string() })),
})

const average = z.object({ sum: z.int(), count: z.int() })

/** A rule an officer meets, with the figures. */
export const eliminationProposalSchema = z.object({
  no: z.int(),
  rule: z.string(),
  facts: z.record(z.string(), z.number()),
})

/** One officer whole, also one who left, with everything the ledger says of them. For staff. */
export const officerPageSchema = z.object({
  today: day,
  officer: officerViewSchema.extend({
    status: z.enum(['active', 'suspended', 'removed']),
    since: z.int(),
    route: routeSchema,
    bars: z.array(z.enum(poolReasons)),
    leaving: z.object({ cause: leavingCauseSchema, on: day }).nullable(),
    trainings: z.array(trainingSchema),
    ties: declaredTiesSchema,
    hearings: z.array(
      z.object({ meetingId: z.string(), number: z.string(), on: day, outcome: outcomeSchema }),
    ),
    reviews: z.array(z.object({ on: day, outcome: reviewOutcomeSchema, note: z.string() })),
    /** Of all marks ever given: the chairs', and those on slips. */
    chairAverage: average,
    partyAverage: average,
  }),
  proposals: z.array(eliminationProposalSchema),
  history: z.array(historyEntrySchema.extend({ byName: z.string() })),
})
export type OfficerPage = z.infer<typeof officerPageSchema>

/** Candidacies, the newest first, and what was set aside before it was one. */
export const applicationsSchema = z.object({
  setAside: z.array(z.object({ receipt: z.string(), why: z.enum(setAsideReasons), at: z.int() })),
  applications: z.array(
    candidacySchema.extend({
      id: z.string(),
      state: z.enum(applicationStates),
      at: z.int(),
      review: z
        .object({ findings: z.array(findingSchema), advice: z.enum(['admit', 'refuse']), note: z.string() })
        .nullable(),
      reason: z.string(),
      no: z.int().nullable(),
      identity: identitySchema.nullable(),
      /** While it is open: those who left and may be this very person. */
      maybe: z.array(z.object({ no: z.int(), name: z.string(), unit: z.string() })),
    }),
  ),
})
export type ApplicationsView = z.infer<typeof applicationsSchema>
export type ApplicationView = ApplicationsView['applications'][number]

/** Whom the rules propose to eliminate today. */
export const eliminationsSchema = z.object({
  proposals: z.array(eliminationProposalSchema.extend({ name: z.string(), unit: z.string() })),
})

/** Hearings that ended, newest first, with what is appraised of each. `mine`: the reader chaired it. */
export const appraisalsSchema = z.object({
  hearings: z.array(
    z.object({
      meetingId: z.string(),
      number: z.string(),
      on: day,
      mine: z.boolean(),
      chair: z.string(),
      parties: z.int(),
      officers: z.array(
        z.object({
          no: z.int(),
          name: z.string(),
          unit: z.string(),
          marks: z.record(z.string(), z.int()).nullable(),
          remark: z.string(),
        }),
      ),
      /** Before the last day nothing is said of how many slips came back. */
      box: z
        .object({
          slips: z.int(),
          until: day,
          result: z.object({ ballots: z.int(), counted: z.boolean() }).nullable(),
        })
        .nullable(),
    }),
  ),
})
export type AppraisalsView = z.infer<typeof appraisalsSchema>

/** What is printed on the slips of one hearing; `codes` in the order of their letters. */
export const slipsSchema = z.object({
  number: z.string(),
  until: day,
  base: z.string(),
  codes: z.array(z.string()),
})

/** What somebody with a slip sees. Who they are is not asked. */
export const slipSchema = z.object({
  number: z.string(),
  until: day,
  state: z.enum(['open', 'used', 'closed']),
  criteria: poolRulesSchema.shape.appraisal.shape.parties,
  officers: z.array(z.object({ no: z.int(), name: z.string() })),
})
export type SlipView = z.infer<typeof slipSchema>

/** What the data suggests about a meeting before its draw. */
export const exclusionProposalsSchema = z.object({
  seq: z.int(),
  proposals: z.array(
    z.object({
      no: z.int(),
      reason: reasonClassSchema,
      basis: basisSchema,
      because: z.string(),
      certain: z.boolean(),
    }),
  ),
})
