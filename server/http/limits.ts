import type { Request, RequestHandler } from 'express'
import { ipKeyGenerator, rateLimit } from 'express-rate-limit'
import { z } from 'zod'
import { refused } from './errors.ts'

interface Limit {
  readonly windowMs: number
  /** Requests allowed in a window. */
  readonly limit: number
  readonly keyOf: (request: Request) => string
  /** Requests that came to a good end do not count. */
  readonly failuresOnly?: boolean
}

/** An address as a key: an IPv6 customer has a whole /56, which counts as one. */
export const addressKey = (request: Request): string => ipKeyGenerator(request.ip ?? '')

/** Refuses with TOO_MANY_TRIES and how many seconds to wait. */
export function rateLimited({ windowMs, limit, keyOf, failuresOnly = false }: Limit): RequestHandler {
  return rateLimit({
    windowMs,
    limit,
    keyGenerator: keyOf,
    skipSuccessfulRequests: failuresOnly,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: () => {
      throw refused('TOO_MANY_TRIES', { seconds: Math.ceil(windowMs / 1000) })
    },
  })
}

const minute = 60_000

const loginBody = z.object({ login: z.string().max(200) })
const loginOf = (body: unknown): string => loginBody.safeParse(body).data?.login.trim().toLowerCase() ?? ''

/**
 * A whole hearing room sits behind one address, so an address alone has a ceiling no room reaches; what is
 * narrow is the pair of account and address.
 */
export const limits = {
  api: (): RequestHandler => rateLimited({ windowMs: minute, limit: 20_000, keyOf: addressKey }),
  /** Ten wrong passwords for one account from one address; from elsewhere its owner still gets in. */
  loginByAccount: (): RequestHandler =>
    rateLimited({
      windowMs: 5 * minute,
      limit: 10,
      keyOf: (request) => `${addressKey(request)} ${loginOf(request.body)}`,
      failuresOnly: true,
    }),
  loginByAddress: (): RequestHandler =>
    rateLimited({ windowMs: 5 * minute, limit: 200, keyOf: addressKey, failuresOnly: true }),
  /** Ten wrong guesses at the present password from one sign-in: whoever took a cookie does not get the account. */
  passwordBySignIn: (): RequestHandler =>
    rateLimited({
      windowMs: 5 * minute,
      limit: 10,
      keyOf: (request) => request.sessionID,
      failuresOnly: true,
    }),
  /** Open applications: an office's own computer may send several for people without a device. */
  applicationsByAddress: (): RequestHandler =>
    rateLimited({ windowMs: 60 * minute, limit: 20, keyOf: addressKey }),
  tokensByAddress: (): RequestHandler =>
    rateLimited({ windowMs: 5 * minute, limit: 1000, keyOf: addressKey, failuresOnly: true }),
}
