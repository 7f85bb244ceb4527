import { type IncomingMessage, ServerResponse } from 'node:http'
import MongoStore from 'connect-mongo'
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import type { Connection } from 'mongoose'
import { z } from 'zod'
import type { Actor } from '../../shared/accounts/actor.ts'
import { refused } from '../http/errors.ts'
import type { Endings } from './endings.ts'
import type { Links } from './links.ts'
import type { Accounts } from './service.ts'

const identitySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), accountId: z.string(), epoch: z.int() }),
  z.object({ kind: z.literal('link'), linkId: z.string() }),
])
/** What a session stores: who signed in, never what they may do. */
type Identity = z.infer<typeof identitySchema>

declare module 'express-session' {
  interface SessionData {
    identity: Identity
    /** Links this browser has opened: it may open them again. */
    held: string[]
  }
}

const storedSchema = z.object({
  sessionID: z.string(),
  session: z.object({ identity: identitySchema.optional(), held: z.array(z.string()).default([]) }),
})

/** A sign-in as seen from a socket: to be asked again and again whether it still holds. */
export interface SignIn {
  readonly sessionId: string
  readonly identity: Identity | undefined
}

const seatPattern = /^[a-z0-9]{1,16}$/
const hour = 3_600_000
const lifetimes = { account: 12 * hour, link: 30 * 24 * hour } as const

/** The seat key a request names: one browser may hold several sign-ins, one a tab. */
export function seatKeyOf(request: IncomingMessage): string | null {
  const header = request.headers['x-seat']
  const target = request.url ?? ''
  const named =
    typeof header === 'string'
      ? header
      : new URLSearchParams(target.slice(target.indexOf('?') + 1)).get('seat')
  return named !== null && seatPattern.test(named) ? named : null
}

/** Name of the cookie that holds a seat's sign-in. */
export function cookieName(seat: string | null, secure: boolean): string {
  return `${secure ? '__Host-' : ''}mt${seat === null ? '' : `_${seat}`}`
}

type Store = InstanceType<typeof session.Store>

/** The same store under its own name: the middleware keeps listeners and a generator on what it is given. */
class SeatStore extends session.Store {
  constructor(private readonly shared: Store) {
    super()
  }
  override get(...call: Parameters<Store['get']>): void {
    this.shared.get(...call)
  }
  override set(...call: Parameters<Store['set']>): void {
    this.shared.set(...call)
  }
  override destroy(...call: Parameters<Store['destroy']>): void {
    this.shared.destroy(...call)
  }
  override touch(...call: Parameters<NonNullable<Store['touch']>>): void {
    this.shared.touch?.(...call)
  }
}

const MAX_SEATS = 300

export interface SessionsOptions {
  readonly connection: Connection
  readonly secret: string
  /** Cookies are `Secure` and `__Host-` exactly when people come over https. */
  readonly secure: boolean
  readonly accounts: Accounts
  readonly links: Links
  readonly endings: Endings
}

/** Sign-ins of browsers, one cookie per seat. */
export function createSessions({ connection, secret, secure, accounts, links, endings }: SessionsOptions) {
  const store: Store = MongoStore.create({
    client: connection.getClient(),
    collectionName: 'sessions',
    ttl: lifetimes.link / 1000,
    touchAfter: 300,
  })
  const middlewares = new Map<string, RequestHandler>()

  const middlewareFor = (seat: string | null): RequestHandler => {
    const name = cookieName(seat, secure)
    const known = middlewares.get(name)
    if (known) return known
    const made = session({
      name,
      secret,
      store: new SeatStore(store),
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: lifetimes.account },
    })
    middlewares.set(name, made)
    const oldest = middlewares.size > MAX_SEATS ? middlewares.keys().next().value : undefined
    if (oldest !== undefined) middlewares.delete(oldest)
    return made
  }

  const attach = (request: Request, response: Response, seat: string | null): Promise<void> =>
    new Promise((done, fail) => {
      void middlewareFor(seat)(request, response, (error?: unknown) => (error ? fail(error) : done()))
    })

  const stored = (request: IncomingMessage) => storedSchema.safeParse(request).data

  const actorBehind = async (identity: Identity | undefined): Promise<Actor> => {
    switch (identity?.kind) {
      case undefined:
        return { kind: 'anonymous' }
      case 'account':
        return (await accounts.actor(identity.accountId, identity.epoch)) ?? { kind: 'anonymous' }
      case 'link':
        return (await links.actor(identity.linkId)) ?? { kind: 'anonymous' }
    }
  }

  const identityOf = async (actor: Actor): Promise<Identity> => {
    switch (actor.kind) {
      case 'link':
        return { kind: 'link', linkId: actor.linkId }
      case 'account': {
        const epoch = await accounts.epoch(actor.accountId)
        if (epoch === null) throw refused('LOGIN_WRONG')
        return { kind: 'account', accountId: actor.accountId, epoch }
      }
      case 'anonymous':
      case 'clock':
        throw new TypeError(`${actor.kind} cannot sign in`)
    }
  }

  /** The request as another seat of the same browser would have sent it. */
  const seatedRequest = async (request: Request, response: Response, seat: string): Promise<Request> => {
    const seated: Request = Object.create(request)
    for (const key of ['session', 'sessionID', 'sessionStore'])
      Object.defineProperty(seated, key, { value: undefined, writable: true, configurable: true })
    await attach(seated, response, seat)
    return seated
  }

  const call = (start: (done: (error?: unknown) => void) => void): Promise<void> =>
    new Promise((done, fail) => start((error) => (error ? fail(error) : done())))

  return {
    /** Reads the sign-in of the seat each request names. */
    middleware: ((request, response, next) => {
      attach(request, response, seatKeyOf(request)).then(() => next(), next)
    }) satisfies RequestHandler,

    /** Who is calling: read anew from the account or link each time. */
    actorOf: (request: IncomingMessage): Promise<Actor> => actorBehind(stored(request)?.session.identity),

    /** Links this browser has opened before. */
    heldBy: (request: IncomingMessage): readonly string[] => stored(request)?.session.held ?? [],

    /** The sign-in behind a socket's first request, which no express has seen. */
    async ofUpgrade(request: IncomingMessage): Promise<SignIn> {
      const attached = request as Request
      await attach(attached, new ServerResponse(request) as Response, seatKeyOf(request))
      const found = stored(request)
      return { sessionId: found?.sessionID ?? '', identity: found?.session.identity }
    },

    /** Who a socket stands for now: anonymous once the session, the account's epoch or the link has ended. */
    async actorOfSignIn({ sessionId, identity }: SignIn): Promise<Actor> {
      if (!identity) return { kind: 'anonymous' }
      const alive = await new Promise<boolean>((done, fail) =>
        store.get(sessionId, (error, data) => (error ? fail(error) : done(Boolean(data)))),
      )
      return alive ? actorBehind(identity) : { kind: 'anonymous' }
    },

    /**
     * Signs the browser in under a fresh session.
     * @param seat another seat of the same browser than the request's own
     * @throws RefusedError HTTPS_REQUIRED where the cookie could not come back
     */
    async signIn(request: Request, response: Response, actor: Actor, seat?: string): Promise<void> {
      if (secure && !request.secure) throw refused('HTTPS_REQUIRED')
      const identity = await identityOf(actor)
      const own = seat === undefined || seat === seatKeyOf(request)
      const seated = own ? request : await seatedRequest(request, response, seat)
      const before = stored(seated)
      const held = new Set(before?.session.held)
      if (identity.kind === 'link') held.add(identity.linkId)
      await call((done) => seated.session.regenerate(done))
      seated.session.identity = identity
      seated.session.held = [...held]
      seated.session.cookie.maxAge = lifetimes[identity.kind]
      await call((done) => seated.session.save(done))
      if (before) endings.ended('session', before.sessionID)
    },

    /** Ends the sign-in of this seat, and the lines open for it. */
    async signOut(request: Request, response: Response): Promise<void> {
      const { sessionID } = request
      await call((done) => request.session.destroy(done))
      response.clearCookie(cookieName(seatKeyOf(request), secure), {
        path: '/',
        secure,
        httpOnly: true,
        sameSite: 'lax',
      })
      endings.ended('session', sessionID)
    },
  }
}

export type Sessions = ReturnType<typeof createSessions>
