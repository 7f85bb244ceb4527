import { z } from 'zod'
import { useAnswer } from '../ui/use-answer.ts'

const accountsSchema = z.object({
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
