import { z } from 'zod'
import { storedVersionSchema } from './record.ts'

/** `GET /api/meetings/{id}/minutes/versions`: every final version the caller may read, with its text. */
export const minutesVersionsSchema = z.object({ versions: z.array(storedVersionSchema) })

/** `GET /api/meetings/{id}/minutes/{itemId}/{version}/history`: how a version came to be, entry by entry. */
export const minutesHistorySchema = z.object({
  entries: z.array(
    z.object({
      seq: z.int().min(1),
      /** UTC milliseconds. */
      at: z.number(),
      /** Name behind the account that wrote; empty for what the version began with. */
      by: z.string(),
      kind: z.enum(['begin', 'edit', 'close']),
      /** Yjs update, base64; empty for the closing. */
      update: z.string(),
      /** Of the closing entry: fingerprint of the text, as it is in the entry; otherwise empty. */
      sha256: z.string(),
    }),
  ),
})
export type MinutesHistory = z.infer<typeof minutesHistorySchema>

/** `POST /api/meetings/{id}/scans`: the file is kept; `file-scan` puts it into the record. */
export const keptScanSchema = z.object({ sha256: z.string(), mime: z.string() })
