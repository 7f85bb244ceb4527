import { createHmac, timingSafeEqual } from 'node:crypto'
import { MongoServerError } from 'mongodb'
import type { Connection } from 'mongoose'
import { ulid } from 'ulid'
import type { Actor } from '../../shared/accounts/actor.ts'
import { refused } from '../http/errors.ts'
import { type AccountRow, accountModel, accountRowSchema, type StaffRole } from './model.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

export type AccountActor = Extract<Actor, { kind: 'account' }>

export interface NewAccount {
  readonly login: string
  readonly name: string
  readonly roles: readonly StaffRole[]
  readonly password: string
}

/** `_id` of the account made by the set-up link: there can be only one. */
const FIRST = 'first'
const DUPLICATE_KEY = 11000

const actorOf = ({ _id, name, roles }: AccountRow): AccountActor => ({
  kind: 'account',
  accountId: _id,
  name,
  roles,
})
const isDuplicate = (error: unknown) => error instanceof MongoServerError && error.code === DUPLICATE_KEY

export interface AccountsOptions {
  readonly connection: Connection
  readonly secret: string
  readonly clock: () => number
  /** Told after an account's sign-ins have ended, so that its sockets close at once. */
  readonly onEnded?: (accountId: string) => void
}

/** Accounts of administrators, clerks and chairs. */
export function createAccounts({ connection, secret, clock, onEnded }: AccountsOptions) {
  const model = accountModel(connection)
  const setupToken = createHmac('sha256', secret).update('mingting first administrator').digest('base64url')

  const row = async (filter: { _id: string } | { login: string }): Promise<AccountRow | null> => {
    const found = await model.findOne(filter).lean().exec()
    return found ? accountRowSchema.parse(found) : null
  }

  const insert = async (id: string, account: NewAccount): Promise<AccountRow> => {
    const document: AccountRow = {
      _id: id,
      login: account.login.trim().toLowerCase(),
      name: account.name,
      roles: [...new Set(account.roles)],
      passwordHash: await hashPassword(account.password),
      active: true,
      epoch: 1,
      createdAt: clock(),
    }
    try {
      await model.create(document)
    } catch (error) {
      if (isDuplicate(error)) throw refused(id === FIRST ? 'SETUP_DONE' : 'LOGIN_TAKEN')
      throw error
    }
    return document
  }

  /** Another active administrator must remain, or nobody could undo the change. */
  const checkAdministratorRemains = async (accountId: string): Promise<void> => {
    const others = await model.countDocuments({
      _id: { $ne: accountId },
      roles: 'administrator',
      active: true,
    })
    if (others === 0) throw refused('LAST_ADMINISTRATOR')
  }

  const setPassword = async (accountId: string, password: string): Promise<number> => {
    const changed = await model
      .findOneAndUpdate(
        { _id: accountId },
        { $set: { passwordHash: await hashPassword(password) }, $inc: { epoch: 1 } },
        { returnDocument: 'after' },
      )
      .lean()
      .exec()
    if (!changed) throw refused('ACCOUNT_UNKNOWN', {}, 404)
    onEnded?.(accountId)
    return accountRowSchema.parse(changed).epoch
  }

  return {
    /** Builds the indexes that keep login names apart. */
    async prepare(): Promise<void> {
      await model.createIndexes()
    },

    /** The account behind a sign-in, or null if it has ended since. */
    async actor(accountId: string, epoch: number): Promise<AccountActor | null> {
      const found = await row({ _id: accountId })
      return found?.active && found.epoch === epoch ? actorOf(found) : null
    },

    /** Present epoch of an account that may sign in. */
    async epoch(accountId: string): Promise<number | null> {
      const found = await row({ _id: accountId })
      return found?.active ? found.epoch : null
    },

    /** @throws RefusedError LOGIN_WRONG, the same for an unknown name, a wrong password and a suspended account */
    async authenticate(login: string, password: string): Promise<AccountActor> {
      const found = await row({ login: login.trim().toLowerCase() })
      const right = await verifyPassword(found?.passwordHash ?? null, password)
      if (!right || !found?.active) throw refused('LOGIN_WRONG')
      return actorOf(found)
    },

    /** Name of an active account that holds the role; what a meeting asks before it seats chair and clerks. */
    async staff(accountId: string, role: StaffRole): Promise<{ accountId: string; name: string } | null> {
      const found = await row({ _id: accountId })
      return found?.active && found.roles.includes(role) ? { accountId, name: found.name } : null
    },

    async list(): Promise<AccountRow[]> {
      const rows = await model.find().sort({ createdAt: 1 }).lean().exec()
      return rows.map((one) => accountRowSchema.parse(one))
    },

    /** @throws RefusedError LOGIN_TAKEN */
    async create(account: NewAccount): Promise<AccountActor> {
      return actorOf(await insert(ulid(), account))
    },

    /** Changes name, roles or whether the account may sign in. Ends its sign-ins when it may not. */
    async change(
      accountId: string,
      { name, roles, active }: { name: string; roles: readonly StaffRole[]; active: boolean },
    ): Promise<void> {
      if (!active || !roles.includes('administrator')) {
        const found = await row({ _id: accountId })
        if (found?.roles.includes('administrator')) await checkAdministratorRemains(accountId)
      }
      const { matchedCount } = await model.updateOne(
        { _id: accountId },
        { $set: { name, roles: [...new Set(roles)], active }, ...(active ? {} : { $inc: { epoch: 1 } }) },
      )
      if (matchedCount === 0) throw refused('ACCOUNT_UNKNOWN', {}, 404)
      if (!active) onEnded?.(accountId)
    },

    /** Sets a password and ends all sign-ins of the account. Returns the new epoch. */
    setPassword,

    /** Changes one's own password. @throws RefusedError LOGIN_WRONG where the present one is wrong */
    async changeOwnPassword(accountId: string, current: string, next: string): Promise<number> {
      const found = await row({ _id: accountId })
      if (!(await verifyPassword(found?.passwordHash ?? null, current))) throw refused('LOGIN_WRONG')
      return setPassword(accountId, next)
    },

    /** Token of the one-time link for the first administrator; null once there is any account. */
    async setupToken(): Promise<string | null> {
      return (await model.findOne({}, { _id: 1 }).lean().exec()) ? null : setupToken
    },

    /** Makes the first administrator. @throws RefusedError SETUP_DONE, LINK_UNKNOWN */
    async setUp(token: string, account: Omit<NewAccount, 'roles'>): Promise<AccountActor> {
      const [given, right] = [Buffer.from(token), Buffer.from(setupToken)]
      if (given.length !== right.length || !timingSafeEqual(given, right)) throw refused('LINK_UNKNOWN')
      if (await model.findOne({}, { _id: 1 }).lean().exec()) throw refused('SETUP_DONE')
      return actorOf(await insert(FIRST, { ...account, roles: ['administrator'] }))
    },
  }
}

export type Accounts = ReturnType<typeof createAccounts>
