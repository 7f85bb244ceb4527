import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet, second recommended setting: 19 MiB, two passes, one lane. */
const ARGON2ID = 2
const cost = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Shortest password taken. NIST SP 800-63B-4 §3.1.1.2 asks for 15 where it stands alone; the county may raise it. */
export const MIN_PASSWORD = 10

/** One spelling of one password, whatever keyboard wrote it (NIST SP 800-63B-4 §3.1.1.2 asks for normalisation). */
const spelled = (password: string) => password.normalize('NFKC')

export function hashPassword(password: string): Promise<string> {
  return hash(spelled(password), cost)
}

let dummy: Promise<string> | undefined

/** Compares with an account's hash; without an account it takes the same time and says no. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  dummy ??= hashPassword('no account has this password')
  const right = await verify(passwordHash ?? (await dummy), spelled(password))
  return right && passwordHash !== null
}
