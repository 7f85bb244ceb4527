import { z } from 'zod'

/** Name of the data file in a data directory. */
export const STORE_FILE = 'store.mdb'

/** What the thread is started with. */
export const settingsSchema = z.object({
  dataDir: z.string(),
  listen: z.union([z.object({ path: z.string() }), z.object({ port: z.number() })]),
  tidyEveryMs: z.number(),
})

const failedSchema = z.object({
  name: z.string(),
  message: z.string(),
  /** Code of a system error. */
  code: z.string().optional(),
  /** Who holds the data directory. */
  pid: z.number().optional(),
  /** What is wrong with which data file. */
  format: z.object({ reason: z.enum(['damaged', 'newer']), file: z.string() }).optional(),
})
/** An error on its way between threads. */
export type Failed = z.infer<typeof failedSchema>

/** What the thread tells whoever started it. */
export const fromWorkerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), port: z.number() }),
  z.object({ kind: z.literal('failed'), error: failedSchema }),
  z.object({ kind: z.literal('stopped') }),
])
export type FromWorker = z.input<typeof fromWorkerSchema>
