import { z } from 'zod'
import { newOfficerSchema } from './officer.ts'

/** Columns of the sheet an office fills in, in this order. */
export const columns = [
  'no',
  'name',
  'category',
  'sector',
  'unit',
  'standing',
  'expertise',
  'languages',
  'phone',
  'termFrom',
  'termUntil',
  'trainingValidUntil',
] as const
export const columnSchema = z.enum(columns)
export type Column = z.infer<typeof columnSchema>

/** Columns that may not be missing from the header. */
export const requiredColumns: readonly Column[] = ['name', 'category', 'sector', 'unit', 'standing']

/** Why a cell cannot be taken; each has its sentence in `shared/i18n/pool.ts`. */
export const rowReasons = [
  'required',
  'too-long',
  'too-many',
  'not-a-number',
  'not-a-category',
  'not-yes-or-no',
  'not-a-date',
  'range-reversed',
  'half-a-range',
  'sector-mismatch',
  'POOL_NUMBER_TAKEN',
  'POOL_OFFICER_TWICE',
  'POOL_LEFT_BEFORE',
] as const

/** One wrong cell. `row` counts from 1 as the spreadsheet shows it, the header being row 1. */
export const rowErrorSchema = z.object({
  row: z.int().min(2),
  column: columnSchema,
  reason: z.enum(rowReasons),
  value: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type RowError = z.infer<typeof rowErrorSchema>

/**
 * What a file holds, checked against the pool at `seq`: with any error there is nothing to import. The import
 * itself is the command `import-officers` with `expectedSeq` as checked.
 */
export const importCheckSchema = z.object({
  seq: z.int().min(0),
  rows: z.int().min(0),
  officers: z.array(newOfficerSchema),
  errors: z.array(rowErrorSchema),
  /** Titles of columns that are not read, such as those of an export that the record makes by itself. */
  ignored: z.array(z.string()),
})
export type ImportCheck = z.infer<typeof importCheckSchema>
