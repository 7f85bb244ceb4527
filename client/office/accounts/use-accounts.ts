import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '../../ui/api.ts'
import { useAnswer } from '../../ui/use-answer.ts'

export const staffRoles = ['administrator', 'clerk', 'chair'] as const
const rolesSchema = z.array(z.enum(staffRoles))

const accountSchema = z.object({
  accountId: z.string(),
  login: z.string(),
  name: z.string(),
  roles: rolesSchema,
  active: z.boolean(),
})
export type Account = z.infer<typeof accountSchema>

const accountsPath = '/api/accounts'
const accountsSchema = z.object({ accounts: z.array(accountSchema) })

export function useAccounts() {
  return useAnswer(accountsPath, accountsSchema)
}

/** What an administrator does to accounts. */
export type AccountChange =
  | { readonly make: Omit<Account, 'accountId' | 'active'> & { readonly password: string } }
  | { readonly change: Account }
  | { readonly password: string; readonly of: Account }

/** Sends a change and reads the list anew once it is accepted. */
export function useChangeAccounts(): (change: AccountChange) => Promise<void> {
  const queries = useQueryClient()
  return async (change) => {
    await send(change)
    await queries.invalidateQueries({ queryKey: [accountsPath] })
  }
}

function send(change: AccountChange): Promise<unknown> {
  const schema = z.object({})
  const of = (account: Account) => `${accountsPath}/${encodeURIComponent(account.accountId)}`
  if ('make' in change) return api(accountsPath, { method: 'post', body: change.make, schema })
  if ('password' in change)
    return api(`${of(change.of)}/password`, { method: 'put', body: { password: change.password }, schema })
  const { name, roles, active } = change.change
  return api(of(change.change), { method: 'put', body: { name, roles, active }, schema })
}
