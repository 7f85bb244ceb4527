import { z } from 'zod'

/** Answer about backups: the newest complete one, where the application makes them itself. */
export const backupStateSchema = z.object({
  /** False: the database is a server of its own, backed up by whoever runs it. */
  embedded: z.boolean(),
  last: z
    .object({
      /** UTC milliseconds. */
      at: z.int(),
      /** The keys are in it, locked by the passphrase. */
      keys: z.boolean(),
    })
    .nullable(),
})
export type BackupState = z.infer<typeof backupStateSchema>
