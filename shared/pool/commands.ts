import { z } from 'zod'
import { newOfficerSchema, officerDetailsSchema, unavailabilitySchema } from './officer.ts'

const no = z.int().min(1)
const reason = z.string().trim().min(1).max(400)
const command = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.object({ type: z.literal(type), data }).strict()

/** More than any county has; keeps one commit of a sensible size. */
export const MAX_IMPORT = 500

/** Commands of the pool, for administrators and clerks. */
export const poolCommandSchema = z.discriminatedUnion('type', [
  command(
    'import-officers',
    z.object({ officers: z.array(newOfficerSchema).min(1).max(MAX_IMPORT) }).strict(),
  ),
  command('add-officer', newOfficerSchema),
  command('edit-officer', z.object({ no, details: officerDetailsSchema }).strict()),
  command('suspend-officer', z.object({ no, reason }).strict()),
  command('reinstate-officer', z.object({ no, reason }).strict()),
  command('remove-officer', z.object({ no, reason }).strict()),
  command('record-unavailability', z.object({ no, ranges: z.array(unavailabilitySchema).max(50) }).strict()),
  command(
    'record-training',
    z
      .object({
        no,
        title: z.string().trim().min(1).max(120),
        heldOn: z.iso.date(),
        validUntil: z.iso.date(),
      })
      .strict(),
  ),
])
export type PoolCommand = z.infer<typeof poolCommandSchema>
