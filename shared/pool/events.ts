import { z } from 'zod'
import type { Audiences } from '../ledger/aggregate.ts'
import { categorySchema, dayRangeSchema, unavailabilitySchema } from './officer.ts'

const no = z.int().min(1)
const reason = z.string()
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
  trainingValidUntil: z.iso.date().nullable(),
}
const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.object({ type: z.literal(type), ...shape })

/** What happens to the pool. */
export const poolEventSchema = z.discriminatedUnion('type', [
  event('officer-added', details),
  event('officer-edited', details),
  event('officer-suspended', { no, reason }),
  event('officer-reinstated', { no, reason }),
  event('officer-removed', { no, reason }),
  /** The whole list; what is not in it any more was withdrawn. */
  event('unavailability-recorded', { no, ranges: z.array(unavailabilitySchema) }),
  event('training-recorded', { no, title: z.string(), heldOn: z.iso.date(), validUntil: z.iso.date() }),
])
export type PoolEvent = z.infer<typeof poolEventSchema>

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

/** Officers are public persons in this office; how to reach them and why one is out is for staff. */
export const poolAudiences: Audiences<PoolEvent> = {
  'officer-added': card,
  'officer-edited': card,
  'officer-suspended': { type: 'public', no: 'public' },
  'officer-reinstated': { type: 'public', no: 'public' },
  'officer-removed': { type: 'public', no: 'public' },
  'unavailability-recorded': {},
  'training-recorded': {},
}
