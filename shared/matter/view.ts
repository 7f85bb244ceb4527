import { z } from 'zod'
import { serviceMethods } from './commands.ts'
import {
  agentSchema,
  contactSchema,
  earlierOpinionSchema,
  handlerSchema,
  petitionerSchema,
  requestSchema,
  stageSchema,
} from './persons.ts'
import { ruleSourceSchema } from './rules.ts'

const day = z.iso.date()

/** A statutory clock as the office reads it; see `MatterClock`. */
export const matterClockSchema = z.object({
  due: z.enum(['handling', 'review', 're-review', 'request-review', 'request-re-review']),
  startsOn: day,
  days: z.int(),
  lastDay: day,
  daysLeft: z.int(),
  doneOn: day.nullable(),
  source: ruleSourceSchema,
  hearingTime: z.object({ excluded: z.boolean(), days: z.int(), source: ruleSourceSchema }).nullable(),
})

/** What the petitioner can do next; see `Remedy`. */
export const remedySchema = z.union([
  z.object({ kind: z.literal('final'), source: ruleSourceSchema }),
  z.object({
    kind: z.enum(['request-review', 'request-re-review']),
    state: z.literal('awaiting-service'),
    days: z.int(),
    source: ruleSourceSchema,
  }),
  z.object({
    kind: z.enum(['request-review', 'request-re-review']),
    state: z.enum(['open', 'expired']),
    days: z.int(),
    source: ruleSourceSchema,
    servedOn: day,
    lastDay: day,
    daysLeft: z.int(),
  }),
])

/** One line of the office's list of matters. */
export const matterListItemSchema = z.object({
  id: z.string(),
  number: z.string(),
  subject: z.string(),
  stage: stageSchema,
  petitioner: z.string(),
  responsibleUnit: z.string(),
  receivedOn: day,
  meetings: z.array(z.object({ meetingId: z.string(), number: z.string() })),
  decidedOn: day.nullable(),
  servedOn: day.nullable(),
  clocks: z.array(matterClockSchema),
})
export type MatterListItem = z.infer<typeof matterListItemSchema>

const correctionKinds = [
  'matter-edited',
  'decision-corrected',
  'service-corrected',
  'service-struck',
] as const

/** A matter in full, for staff. */
export const matterViewSchema = z.object({
  id: z.string(),
  seq: z.int(),
  head: z.string(),
  registeredAt: z.int(),
  number: z.string(),
  subject: z.string(),
  maskedSubject: z.string(),
  stage: stageSchema,
  receivedOn: day,
  petitioner: petitionerSchema,
  representatives: z.array(petitionerSchema),
  agents: z.array(agentSchema),
  handlers: z.array(handlerSchema),
  maskedNames: z.record(z.string(), z.string()),
  contacts: z.record(z.string(), contactSchema),
  requests: z.array(requestSchema),
  maskedRequests: z.array(requestSchema),
  facts: z.string(),
  responsibleUnit: z.string(),
  earlierOpinion: earlierOpinionSchema.nullable(),
  meetings: z.array(z.object({ meetingId: z.string(), number: z.string() })),
  decision: z
    .object({
      number: z.string(),
      date: day,
      outcome: z.enum(['adopted', 'departed']),
      departureReason: z.string(),
      maskedDepartureReason: z.string(),
      text: z.string(),
      maskedText: z.string(),
      at: z.int(),
    })
    .nullable(),
  services: z.array(
    z.object({
      id: z.string(),
      addressee: z.string(),
      method: z.enum(serviceMethods),
      servedOn: day,
      proof: z.string(),
      at: z.int(),
    }),
  ),
  corrections: z.array(z.object({ what: z.enum(correctionKinds), reason: z.string(), at: z.int() })),
  clocks: z.array(matterClockSchema),
  /** Null before a decision is recorded. */
  remedy: remedySchema.nullable(),
})
export type MatterView = z.infer<typeof matterViewSchema>
