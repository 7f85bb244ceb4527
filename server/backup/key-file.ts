import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

/** The passphrase does not open the key file, or the file was changed. */
export class PassphraseError extends Error {
  override readonly name = 'PassphraseError'
}

const key = z.string().regex(/^[0-9a-f]{64}$/)
const keysSchema = z.object({ secret: key.optional(), seal: key })
/** The keys of a data directory, as hex digits. A secret of another shape stays with whoever set it. */
export type StoredKeys = z.infer<typeof keysSchema>

const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/)
const lockedSchema = z.object({
  locked: z.literal('scrypt-32768-8-1/aes-256-gcm'),
  salt: base64,
  nonce: base64,
  tag: base64,
  keys: base64,
})

const SALT_BYTES = 16
const NONCE_BYTES = 12
// 32 MiB and about a tenth of a second for one guess.
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt)

/** Locks the keys with a passphrase: text that is worth nothing without it. */
export async function lockKeys(keys: StoredKeys, passphrase: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(
    'aes-256-gcm',
    await derive(passphrase.normalize('NFC'), salt, 32, COST),
    nonce,
  )
  const locked = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final()])
  const file: z.infer<typeof lockedSchema> = {
    locked: 'scrypt-32768-8-1/aes-256-gcm',
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    keys: locked.toString('base64'),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** @throws PassphraseError where the passphrase is another one or the file is not what it was */
export async function unlockKeys(text: string, passphrase: string): Promise<StoredKeys> {
  try {
    const { salt, nonce, tag, keys } = lockedSchema.parse(JSON.parse(text))
    const derived = await derive(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 32, COST)
    const decipher = createDecipheriv('aes-256-gcm', derived, Buffer.from(nonce, 'base64'))
    decipher.setAuthTag(Buffer.from(tag, 'base64'))
    const plain = Buffer.concat([decipher.update(Buffer.from(keys, 'base64')), decipher.final()])
    return keysSchema.parse(JSON.parse(plain.toString('utf8')))
  } catch (error) {
    throw new PassphraseError('the passphrase does not open the key file', { cause: error })
  }
}
