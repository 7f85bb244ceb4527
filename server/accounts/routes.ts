import { z } from 'zod'
import type { Counties } from '../county/service.ts'
import { defineRoute, type Route } from '../http/route.ts'
import { type AccountRow, staffRoleSchema } from './model.ts'
import { MIN_PASSWORD } from './passwords.ts'
import type { Accounts } from './service.ts'
import { type Sessions, seatKeyOf } from './sessions.ts'

const text = (max: number) => z.string().trim().min(1).max(max)
const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{2,40}$/)
const password = z.string().min(MIN_PASSWORD).max(200)
const roles = z.array(staffRoleSchema).min(1).max(3)
const done = z.object({ ok: z.literal(true) })
const accountParams = z.object({ accountId: z.string().min(1).max(40) })

const accountSchema = z.object({
  accountId: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(staffRoleSchema),
  active: z.boolean(),
})
const shown = ({ _id, login: name, ...row }: AccountRow) => ({ ...row, accountId: _id, login: name })

const actorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anonymous') }),
  z.object({
    kind: z.literal('account'),
    accountId: z.string(),
    name: z.string(),
    roles: z.array(staffRoleSchema).readonly(),
  }),
  z.object({
    kind: z.literal('link'),
    linkId: z.string(),
    meetingId: z.string(),
    participantId: z.string().optional(),
    role: z.enum(['panelist', 'party', 'observer', 'screen']),
  }),
  z.object({ kind: z.literal('clock') }),
])

const sessionSchema = z.object({
  actor: actorSchema,
  seat: z.string().nullable(),
  county: z.object({ name: z.string(), timezone: z.string() }),
  demonstration: z.boolean(),
  encrypted: z.boolean(),
  locale: z.literal('zh-CN'),
})

export interface AccountRoutesOptions {
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly county: Counties
  readonly timeZone: string
}

/** Signing in and out, and the accounts themselves. */
export function accountRoutes({ accounts, sessions, county, timeZone }: AccountRoutesOptions): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/session',
      summary: 'Who this browser is signed in as, and what installation this is',
      access: 'public',
      response: sessionSchema,
      handler: async ({ actor, request }) => {
        const found = await county.find()
        return {
          actor,
          seat: seatKeyOf(request),
          county: { name: found?.name ?? '', timezone: timeZone },
          demonstration: found?.demonstration ?? false,
          encrypted: request.secure,
          locale: 'zh-CN' as const,
        }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/login',
      summary: 'Sign in with an account',
      access: 'public',
      body: z.object({ login: z.string().max(200), password: z.string().max(200) }).strict(),
      response: z.object({ ok: z.literal(true), actor: actorSchema }),
      handler: async ({ body, request, response }) => {
        const actor = await accounts.authenticate(body.login, body.password)
        await sessions.signIn(request, response, actor)
        return { ok: true as const, actor }
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/logout',
      summary: 'Sign out of this seat; its sockets close',
      access: 'public',
      body: z.object({}).strict(),
      response: done,
      handler: async ({ request, response }) => {
        await sessions.signOut(request, response)
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/session/password',
      summary: 'Change one’s own password; all other sign-ins end',
      access: ['administrator', 'clerk', 'chair'],
      body: z.object({ current: z.string().max(200), next: password }).strict(),
      response: done,
      handler: async ({ actor, body, request, response }) => {
        if (actor.kind === 'account') {
          await accounts.changeOwnPassword(actor.accountId, body.current, body.next)
          await sessions.signIn(request, response, actor)
        }
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/accounts',
      summary: 'Accounts of administrators, clerks and chairs',
      access: ['administrator', 'clerk'],
      response: z.object({ accounts: z.array(accountSchema) }),
      handler: async () => ({ accounts: (await accounts.list()).map(shown) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/accounts',
      summary: 'Make an account',
      access: ['administrator'],
      body: z.object({ login, name: text(60), roles, password }).strict(),
      response: z.object({ accountId: z.string() }),
      handler: async ({ body }) => ({ accountId: (await accounts.create(body)).accountId }),
    }),
    defineRoute({
      method: 'put',
      path: '/api/accounts/{accountId}',
      summary: 'Change an account’s name and roles, suspend it or let it in again',
      access: ['administrator'],
      params: accountParams,
      body: z.object({ name: text(60), roles, active: z.boolean() }).strict(),
      response: done,
      handler: async ({ params, body }) => {
        await accounts.change(params.accountId, body)
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'put',
      path: '/api/accounts/{accountId}/password',
      summary: 'Set a new password for an account; its sign-ins end',
      access: ['administrator'],
      params: accountParams,
      body: z.object({ password }).strict(),
      response: done,
      handler: async ({ params, body }) => {
        await accounts.setPassword(params.accountId, body.password)
        return { ok: true as const }
      },
    }),
    defineRoute({
      method: 'get',
      path: '/api/setup',
      summary: 'Whether the first administrator is still to be made',
      access: 'public',
      response: z.object({ open: z.boolean() }),
      handler: async () => ({ open: (await accounts.setupToken()) !== null }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/setup',
      summary: 'Name the county and make the first administrator, by the link shown on the console',
      access: 'public',
      body: z
        .object({ token: z.string().max(100), county: text(60), login, name: text(60), password })
        .strict(),
      response: done,
      handler: async ({ body, request, response }) => {
        const { token, county: countyName, ...account } = body
        const actor = await accounts.setUp(token, account)
        await county.create(countyName, false)
        await sessions.signIn(request, response, actor)
        return { ok: true as const }
      },
    }),
  ]
}
