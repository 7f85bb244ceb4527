import { z } from 'zod'
import type { Audiences } from '../ledger/aggregate.ts'
import { serviceMethods } from './commands.ts'
import {
  agentSchema,
  contactSchema,
  earlierOpinionSchema,
  handlerSchema,
  petitionerSchema,
  representativeSchema,
  requestSchema,
  stageSchema,
} from './persons.ts'

const id = z.string()
const day = z.iso.date()
const reason = z.string()
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape })

const details = {
  subject: z.string(),
  maskedSubject: z.string(),
  stage: stageSchema,
  receivedOn: day,
  petitioner: petitionerSchema,
  representatives: z.array(representativeSchema),
  agents: z.array(agentSchema),
  handlers: z.array(handlerSchema),
  /** By person id; what everybody who may not know the name reads instead. */
  maskedNames: z.record(z.string(), z.string()),
  /** By person id. */
  contacts: z.record(z.string(), contactSchema),
  requests: z.array(requestSchema),
  maskedRequests: z.array(requestSchema),
  facts: z.string(),
  responsibleUnit: z.string(),
  earlierOpinion: earlierOpinionSchema.nullable(),
}

const decision = {
  number: z.string(),
  date: day,
  outcome: z.enum(['adopted', 'departed']),
  departureReason: z.string(),
  maskedDepartureReason: z.string(),
  text: z.string(),
  maskedText: z.string(),
}

const service = {
  serviceId: id,
  addressee: id,
  method: z.enum(serviceMethods),
  servedOn: day,
  proof: z.string(),
}

/** What happens to a matter. */
export const matterEventSchema = z.discriminatedUnion('type', [
  event('matter-registered', { number: z.string(), ...details }),
  event('matter-edited', { ...details, reason }),
  event('meeting-linked', { meetingId: id, number: z.string() }),
  event('decision-recorded', decision),
  event('decision-corrected', { ...decision, reason }),
  event('service-recorded', service),
  event('service-corrected', { ...service, reason }),
  event('service-struck', { serviceId: id, reason }),
])
export type MatterEvent = z.infer<typeof matterEventSchema>

const parts = 'participants'
const pub = 'public'

const detailsSeen = {
  type: pub,
  maskedSubject: pub,
  stage: pub,
  maskedNames: pub,
  maskedRequests: pub,
  responsibleUnit: pub,
  subject: parts,
  receivedOn: parts,
  petitioner: parts,
  representatives: parts,
  agents: parts,
  handlers: parts,
  requests: parts,
  facts: parts,
  earlierOpinion: parts,
} as const

const decisionSeen = {
  type: pub,
  number: pub,
  date: pub,
  outcome: pub,
  maskedDepartureReason: pub,
  maskedText: pub,
  departureReason: parts,
  text: parts,
} as const

const serviceSeen = { type: pub, serviceId: pub, addressee: pub, servedOn: pub, method: parts } as const

/** Names and facts are for those who take part, masked wording for everybody, ways to reach people for staff. */
export const matterAudiences: Audiences<MatterEvent> = {
  'matter-registered': { ...detailsSeen, number: parts },
  'matter-edited': { ...detailsSeen, reason: parts },
  'meeting-linked': { type: pub, meetingId: pub, number: pub },
  'decision-recorded': decisionSeen,
  'decision-corrected': { ...decisionSeen, reason: parts },
  'service-recorded': serviceSeen,
  'service-corrected': { ...serviceSeen, reason: parts },
  'service-struck': { type: pub, serviceId: pub, reason: parts },
}
