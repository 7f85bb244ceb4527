import { z } from 'zod'
import type { Audiences } from '../ledger/aggregate.ts'
import { candidacySchema, findingSchema, identitySchema, setAsideReasons } from './entry.ts'
import {
  categorySchema,
  dayRangeSchema,
  declaredTiesSchema,
  leavingCauseSchema,
  outcomeSchema,
  reviewOutcomeSchema,
  routeSchema,
  tallySchema,
  unavailabilitySchema,
} from './officer.ts'
import { poolRulesSchema } from './rules.ts'

const no = z.int().min(1)
const id = z.string().min(1).max(80)
const text = z.string()
const day = z.iso.date()
const marks = z.record(z.string(), z.int())
const details = {
  no,
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
}
const joining = { ...details, route: routeSchema, applicationId: z.string() }
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape })

/** What happens to the pool. */
export const poolEventSchema = z.discriminatedUnion('type', [
  event('rules-set', { rules: poolRulesSchema, reason: text }),

  event('application-received', {
    applicationId: id,
    candidacy: candidacySchema,
    /** Account that took it in; absent in ledgers from before that was asked. */
    enteredBy: id.exactOptional(),
  }),
  event('application-reviewed', {
    applicationId: id,
    findings: z.array(findingSchema),
    advice: z.enum(['admit', 'refuse']),
    note: text,
  }),
  /** `no`: the number under which an admitted candidate joins. `identity`: only where somebody like them had left. */
  event('application-decided', {
    applicationId: id,
    admitted: z.boolean(),
    reason: text,
    no: no.nullable(),
    identity: identitySchema.exactOptional(),
  }),
  event('application-withdrawn', { applicationId: id, reason: text }),
  /** An application from the public form that is none, and was deleted. */
  event('application-set-aside', { receipt: text, why: z.enum(setAsideReasons) }),

  /**
   * `adopted`: by whom and when the list they stand on was adopted. `unreviewed`: entered singly, on no list and after
   * no review; not drawn before somebody has reviewed them.
   */
  event('officer-added', {
    ...joining,
    adopted: text.exactOptional(),
    unreviewed: z.literal(true).exactOptional(),
    /** Account that entered somebody singly; for staff, as everything undeclared. */
    enteredBy: id.exactOptional(),
  }),
  /** Somebody who had left is back, under the number they had. */
  event('officer-readmitted', joining),
  event('officer-edited', details),
  event('officer-suspended', { no, reason: text }),
  event('officer-reinstated', { no, reason: text }),
  /**
   * However somebody leaves, it is this event with these fields and nothing beside it in its commit: the
   * public cannot tell an elimination from a farewell. `rule` and `because`: what proposed an elimination.
   */
  event('officer-removed', {
    no,
    on: day,
    cause: leavingCauseSchema,
    rule: text,
    because: text,
    reason: text,
  }),
  /** A proposed elimination that a person decided against. */
  event('officer-kept', { no, on: day, rule: text, because: text, reason: text }),

  /** The whole list; what is not in it any more was withdrawn. */
  event('unavailability-recorded', { no, ranges: z.array(unavailabilitySchema) }),
  event('training-recorded', { no, title: text, heldOn: day, validUntil: day }),
  event('ties-declared', { no, ties: declaredTiesSchema }),

  /** A hearing ended; what became of everybody its draw had named. */
  event('hearing-served', {
    meetingId: id,
    number: text,
    matterId: text,
    on: day,
    chairAccountId: text,
    parties: z.int().min(0),
    outcomes: z.array(z.object({ no, outcome: outcomeSchema })),
  }),
  event('officer-appraised', { no, meetingId: id, on: day, marks, remark: text }),
  event('slips-printed', { meetingId: id, slips: z.int().min(1), until: day }),
  /**
   * What the slips say, all together: no slip, no order and no time of one is in it. With too few slips
   * nothing is counted.
   */
  event('slips-counted', {
    meetingId: id,
    on: day,
    slips: z.int(),
    ballots: z.int(),
    counted: z.boolean(),
    officers: z.array(tallySchema),
  }),
  event('review-recorded', {
    on: day,
    from: day,
    until: day,
    entries: z.array(z.object({ no, outcome: reviewOutcomeSchema, note: text })),
  }),
])
export type PoolEvent = z.infer<typeof poolEventSchema>
export type PoolEventOf<T extends PoolEvent['type']> = Extract<PoolEvent, { type: T }>

const card = {
  type: 'public',
  no: 'public',
  name: 'public',
  category: 'public',
  sector: 'public',
  unit: 'public',
  standing: 'public',
  expertise: 'public',
  languages: 'public',
  term: 'public',
} as const

/**
 * Officers are public persons in this office: who is in the pool is for everybody. How to reach them, how they
 * came in, why one is out, how they were appraised is for staff; so is that somebody is suspended.
 */
export const poolAudiences: Audiences<PoolEvent> = {
  'rules-set': { type: 'public', rules: 'public' },
  'application-received': {},
  'application-reviewed': {},
  'application-decided': {},
  'application-withdrawn': {},
  'application-set-aside': {},
  'officer-added': card,
  'officer-readmitted': card,
  'officer-edited': card,
  'officer-suspended': {},
  'officer-reinstated': {},
  'officer-removed': { type: 'public', no: 'public', on: 'public' },
  'officer-kept': {},
  'unavailability-recorded': {},
  'training-recorded': {},
  'ties-declared': {},
  'hearing-served': {},
  'officer-appraised': {},
  'slips-printed': {},
  'slips-counted': {},
  'review-recorded': {},
}
