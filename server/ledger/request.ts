import { z } from 'zod'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { canonicalJson, IllFormedTextError, sha256Hex } from '../../shared/ledger/canonical.ts'

/** A command as it arrives, over HTTP or a socket. */
export const commandRequestSchema = z
  .object({
    commandId: z.string().regex(/^[0-9A-Za-z_-]{16,64}$/),
    /** Sequence number the sender saw; a newer one is refused as stale. */
    expectedSeq: z.int().min(0).optional(),
    type: z.string().min(1).max(60),
    data: z.unknown(),
  })
  .strict()
export type CommandRequest = z.infer<typeof commandRequestSchema>

/** Largest command, in characters of its canonical text: a whole pool fits, a film does not. */
export const MAX_COMMAND_LENGTH = 1_000_000

/** Every character of an id is one that no path, file name or index has to escape. */
const idSchema = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/)

const malformed = (path: string): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: { code: 'COMMAND_MALFORMED', params: { path } },
})

/**
 * Reads a request for a stream: the command as its rules know it and the fingerprint by which a repeated
 * request is told from a reused id. Refusals: COMMAND_MALFORMED with the path, TEXT_ILL_FORMED, COMMAND_TOO_LARGE.
 */
export function readCommand<C>(
  schema: z.ZodType<C>,
  id: string,
  request: CommandRequest,
):
  | { readonly ok: true; readonly command: C; readonly fingerprint: string }
  | { readonly ok: false; readonly refusal: Refusal } {
  if (!idSchema.safeParse(id).success) return malformed('id')
  const envelope = commandRequestSchema.safeParse(request)
  if (!envelope.success) return malformed(envelope.error.issues[0]?.path.join('.') ?? '')
  const parsed = schema.safeParse({ type: request.type, data: request.data })
  if (!parsed.success) return malformed(parsed.error.issues[0]?.path.join('.') ?? '')
  try {
    const text = canonicalJson(parsed.data)
    if (text.length > MAX_COMMAND_LENGTH)
      return { ok: false, refusal: { code: 'COMMAND_TOO_LARGE', params: { max: MAX_COMMAND_LENGTH } } }
    return { ok: true, command: parsed.data, fingerprint: sha256Hex(text) }
  } catch (error) {
    if (!(error instanceof IllFormedTextError)) throw error
    return { ok: false, refusal: { code: 'TEXT_ILL_FORMED', params: { path: error.path } } }
  }
}
