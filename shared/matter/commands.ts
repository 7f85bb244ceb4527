import { z } from 'zod'
import {
  agentSchema,
  contactSchema,
  earlierOpinionSchema,
  handlerSchema,
  MAX_AGENTS,
  MAX_REPRESENTATIVES,
  petitionerSchema,
  representativeSchema,
  requestSchema,
  stageSchema,
} from './persons.ts'

const id = z.string().min(1).max(80)
const day = z.iso.date()
const long = z.string().trim().max(20_000)
const reason = z.string().trim().min(1).max(4000)
const masked = z.string().trim().max(1000)
const command = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({ type: z.literal(type), data }).strict()

/** Ids of persons and requests are new for `register`; `edit` keeps those it was given. */
const person = <S extends z.ZodRawShape>(schema: z.ZodObject<S>) =>
  schema.extend({ contact: contactSchema }).strict()

/** Everything the office writes down when a petition comes in. */
export const matterDetailsSchema = z
  .object({
    subject: z.string().trim().min(1).max(120),
    /** Public wording of the subject; empty takes the proposed one. */
    maskedSubject: masked.max(120),
    stage: stageSchema,
    receivedOn: day,
    petitioner: person(petitionerSchema),
    representatives: z.array(person(representativeSchema)).max(MAX_REPRESENTATIVES),
    agents: z.array(person(agentSchema)).max(MAX_AGENTS),
    requests: z.array(requestSchema.extend({ masked }).strict()).min(1).max(10),
    facts: long,
    responsibleUnit: z.string().trim().min(1).max(120),
    handlers: z.array(handlerSchema).max(5),
    earlierOpinion: earlierOpinionSchema.nullable(),
  })
  .strict()
  .refine(({ stage, earlierOpinion }) => stage === 'handling' || earlierOpinion !== null, {
    path: ['earlierOpinion'],
    error: 'opinion-needed',
  })
  .refine(
    ({ petitioner, representatives, agents, handlers, requests }) =>
      allDifferent([petitioner, ...representatives, ...agents, ...handlers]) && allDifferent(requests),
    { error: 'id-twice' },
  )
export type MatterDetails = z.infer<typeof matterDetailsSchema>

const allDifferent = (items: readonly { readonly id: string }[]): boolean =>
  new Set(items.map((item) => item.id)).size === items.length

/** The authority's decision (意见书): whether it follows the panel's recommendation, and why where it does not. */
export const decisionSchema = z
  .object({
    number: z.string().trim().min(1).max(60),
    date: day,
    outcome: z.enum(['adopted', 'departed']),
    departureReason: z.string().trim().max(4000),
    text: long.min(1),
  })
  .strict()
  .refine(({ outcome, departureReason }) => outcome === 'adopted' || departureReason !== '', {
    path: ['departureReason'],
    error: 'reason-needed',
  })
export type DecisionInput = z.infer<typeof decisionSchema>

export const serviceMethods = ['in-person', 'post', 'lien', 'electronic', 'public-notice'] as const

/** Service (送达) of the decision on one person, with what proves it. */
export const serviceSchema = z
  .object({
    addressee: id,
    method: z.enum(serviceMethods),
    servedOn: day,
    proof: z.string().trim().min(1).max(400),
  })
  .strict()
export type ServiceInput = z.infer<typeof serviceSchema>

/** Commands of a matter, for administrators and clerks. A mistake is corrected by a new entry with its reason. */
export const matterCommandSchema = z.discriminatedUnion('type', [
  command('register', matterDetailsSchema),
  command('edit', z.object({ details: matterDetailsSchema, reason }).strict()),
  command('link-meeting', z.object({ meetingId: id, number: z.string().trim().min(1).max(60) }).strict()),
  command('record-decision', decisionSchema),
  command('correct-decision', z.object({ decision: decisionSchema, reason }).strict()),
  command('record-service', serviceSchema),
  command('correct-service', z.object({ serviceId: id, service: serviceSchema.nullable(), reason }).strict()),
])
export type MatterCommand = z.infer<typeof matterCommandSchema>
