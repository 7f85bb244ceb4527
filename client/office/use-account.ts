import { z } from 'zod'
import { useAnswer } from '../ui/use-answer.ts'

export const sessionPath = '/api/session'

const sessionSchema = z.object({
  actor: z.union([
    z.object({
      kind: z.literal('account'),
      accountId: z.string(),
      name: z.string(),
      roles: z.array(z.enum(['administrator', 'clerk', 'chair'])),
    }),
    z.object({ kind: z.enum(['anonymous', 'link', 'clock']) }),
  ]),
  county: z.object({ name: z.string(), timezone: z.string() }),
  demonstration: z.boolean(),
  encrypted: z.boolean(),
})

/** The office's sign-in in this tab, and what the installation says of itself. */
export function useOfficeSession() {
  return useAnswer(sessionPath, sessionSchema)
}

export const accountsSchema = z.object({
  accounts: z.array(
    z.object({
      accountId: z.string(),
      login: z.string(),
      name: z.string(),
      roles: z.array(z.enum(['administrator', 'clerk', 'chair'])),
      active: z.boolean(),
    }),
  ),
})
export const accountsPath = '/api/accounts'

export function useAccounts() {
  return useAnswer(accountsPath, accountsSchema)
}
