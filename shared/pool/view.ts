import { z } from 'zod'
import { barReasons } from './eligibility.ts'
import { categorySchema, dayRangeSchema, unavailabilitySchema } from './officer.ts'

/** An officer as the office sees them; `barred` is counted for today. */
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
  trainingValidUntil: z.iso.date().nullable(),
  status: z.enum(['active', 'suspended']),
  reason: z.string().default(''),
  unavailable: z.array(unavailabilitySchema).default([]),
  barred: z.enum(barReasons).nullable(),
})
export type OfficerView = z.infer<typeof officerViewSchema>

/** The pool as the office sees it, in the order of numbers. */
export const poolViewSchema = z.object({
  seq: z.int(),
  head: z.string(),
  today: z.iso.date(),
  officers: z.array(officerViewSchema),
})
export type PoolView = z.infer<typeof poolViewSchema>
