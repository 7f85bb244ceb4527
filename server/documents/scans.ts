import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import { refused } from '../http/errors.ts'
import { type ScanMime, scanModel, scanRowSchema } from './model.ts'

/** How each kind of file begins. */
const beginnings: Readonly<Record<ScanMime, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d],
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
}

/** What a file is by its first bytes, whatever it is called; null for anything we do not keep. */
export function mimeOf(bytes: Buffer): ScanMime | null {
  const kinds: readonly ScanMime[] = ['application/pdf', 'image/jpeg', 'image/png']
  return kinds.find((mime) => beginnings[mime].every((byte, at) => bytes[at] === byte)) ?? null
}

export interface ScansOptions {
  readonly connection: Connection
  /** UTC milliseconds. */
  readonly clock: () => number
}

/** Scans of signed printouts, kept by their fingerprint: the same bytes are kept once and never replaced. */
export function createScans({ connection, clock }: ScansOptions) {
  const model = scanModel(connection)
  const idOf = (meetingId: string, sha256: string) => `${meetingId}/${sha256}`

  return {
    /** @throws RefusedError SCAN_UNREADABLE where the bytes are no PDF, JPEG or PNG */
    async keep(meetingId: string, body: Buffer, by: string): Promise<{ sha256: string; mime: ScanMime }> {
      const mime = mimeOf(body)
      if (!mime) throw refused('SCAN_UNREADABLE')
      const sha256 = createHash('sha256').update(body).digest('hex')
      await model
        .updateOne(
          { _id: idOf(meetingId, sha256) },
          { $setOnInsert: { mime, body, at: clock(), by } },
          { upsert: true },
        )
        .exec()
      return { sha256, mime }
    },

    async read(meetingId: string, sha256: string): Promise<{ mime: ScanMime; body: Buffer } | null> {
      const row = await model.findById(idOf(meetingId, sha256)).lean().exec()
      return row ? scanRowSchema.parse(row) : null
    },
  }
}

export type Scans = ReturnType<typeof createScans>
