import { z } from 'zod'

/** A number sealed in advance, with the salt that opens it: 32 hex digits. */
export const sealedSecretSchema = z.object({
  number: z.string().min(1).max(40),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
})
export type SealedSecret = z.infer<typeof sealedSecretSchema>

/** Number and salt as people copy them: the salt in groups, in capitals. Null: not complete yet. */
export function readSecret(number: string, salt: string): SealedSecret | null {
  const copied = { number: number.trim(), salt: salt.replace(/\s/g, '').toLowerCase() }
  return sealedSecretSchema.safeParse(copied).data ?? null
}
