import { z } from 'zod'
import { marksSchema } from './appraisal.ts'
import { candidacySchema, findingSchema, identitySchema, setAsideSchema } from './entry.ts'
import {
  declaredTiesSchema,
  leavingCauseSchema,
  newOfficerSchema,
  officerDetailsSchema,
  outcomeSchema,
  reviewOutcomeSchema,
  tallySchema,
  trainingSchema,
  unavailabilitySchema,
} from './officer.ts'
import { poolRulesSchema } from './rules.ts'

const no = z.int().min(1)
const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)
const reason = z.string().trim().min(1).max(400)
const note = z.string().trim().max(400)
const day = z.iso.date()
const command = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({ type: z.literal(type), data }).strict()

/** More than any county has; keeps one commit of a sensible size. */
export const MAX_IMPORT = 500

const criterionId = z.string().regex(/^[a-z0-9-]{1,40}$/)
/** Commands of the pool: for administrators and clerks, `appraise` also for the chair of the hearing. */
export const poolCommandSchema = z.discriminatedUnion('type', [
  command('set-rules', z.object({ rules: poolRulesSchema, reason }).strict()),
  /** `adopted`: by whom and when the list was adopted. That is its review: without one nobody is drawn. */
  command(
    'import-officers',
    z
      .object({
        officers: z.array(newOfficerSchema).min(1).max(MAX_IMPORT),
        adopted: z.string().trim().min(1).max(200),
      })
      .strict(),
  ),
  /** Nobody has looked at them yet: not drawn before a review. */
  command('add-officer', newOfficerSchema),
  command('receive-application', candidacySchema),
  command(
    'review-application',
    z
      .object({
        applicationId: id,
        findings: z.array(findingSchema).max(12),
        advice: z.enum(['admit', 'refuse']),
        note,
      })
      .strict(),
  ),
  /** `identity`: asked for where somebody who left is like the candidate. */
  command(
    'decide-application',
    z
      .object({
        applicationId: id,
        admitted: z.boolean(),
        reason,
        identity: identitySchema.exactOptional(),
      })
      .strict(),
  ),
  command('set-aside-application', setAsideSchema),
  command('withdraw-application', z.object({ applicationId: id, reason }).strict()),
  command('edit-officer', z.object({ no, details: officerDetailsSchema }).strict()),
  command('suspend-officer', z.object({ no, reason }).strict()),
  command('reinstate-officer', z.object({ no, reason }).strict()),
  command(
    'remove-officer',
    z.object({ no, cause: leavingCauseSchema.exclude(['eliminated']), reason }).strict(),
  ),
  /** `because`: what was reported, under the rule for that; otherwise the rule itself says why. */
  command(
    'decide-elimination',
    z.object({ no, rule: criterionId, because: note, eliminate: z.boolean(), reason }).strict(),
  ),
  command('record-unavailability', z.object({ no, ranges: z.array(unavailabilitySchema).max(50) }).strict()),
  command('record-training', trainingSchema.extend({ nos: z.array(no).min(1).max(MAX_IMPORT) }).strict()),
  command('declare-ties', z.object({ no, ties: declaredTiesSchema }).strict()),
  command(
    'record-hearing',
    z
      .object({
        meetingId: id,
        number: z.string().max(120),
        matterId: z.string().max(80),
        on: day,
        chairAccountId: z.string().max(80),
        parties: z.int().min(0).max(1000),
        outcomes: z.array(z.object({ no, outcome: outcomeSchema }).strict()).max(200),
      })
      .strict(),
  ),
  command('appraise', z.object({ meetingId: id, no, marks: marksSchema, remark: note }).strict()),
  command('print-slips', z.object({ meetingId: id }).strict()),
  /** Already counted together: a command leaves its fingerprint, and no single slip may be guessed from it. */
  command(
    'count-slips',
    z.object({ meetingId: id, ballots: z.int().min(0), officers: z.array(tallySchema).max(200) }).strict(),
  ),
  command(
    'record-review',
    z
      .object({
        from: day,
        until: day,
        entries: z
          .array(z.object({ no, outcome: reviewOutcomeSchema, note }).strict())
          .min(1)
          .max(MAX_IMPORT),
      })
      .strict(),
  ),
])
export type PoolCommand = z.infer<typeof poolCommandSchema>
export type PoolCommandOf<T extends PoolCommand['type']> = Extract<PoolCommand, { type: T }>
