import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { refused } from './errors.ts'

/**
 * Headers of every answer. Scripts come from this server's files only. Styles may be inline: the component
 * library of the office writes them at run time.
 */
export function securityHeaders(encrypted: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'none'"],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'font-src': ["'self'", 'data:'],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'object-src': ["'none'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", "'unsafe-inline'"],
      },
    },
    // Browsers ignore it, with a warning, on plain http.
    crossOriginOpenerPolicy: encrypted ? { policy: 'same-origin' } : false,
    originAgentCluster: encrypted,
    strictTransportSecurity: encrypted ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  })
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const ownSites = new Set(['same-origin', 'none'])

/**
 * Whether the page behind a request is ours. Every browser we serve names the origin on requests that change
 * something and on sockets; a program that is no browser names none, and carries nobody's cookies by accident.
 */
export function isOwnPage(request: IncomingMessage, isOwnOrigin: (origin: string) => boolean): boolean {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (typeof site === 'string' && !ownSites.has(site)) return false
  return origin === undefined || isOwnOrigin(origin)
}

/** Refuses a change asked for by a page of somebody else. */
export function originCheck(isOwnOrigin: (origin: string) => boolean): RequestHandler {
  return (request, _response, next) => {
    if (!safeMethods.has(request.method) && !isOwnPage(request, isOwnOrigin))
      throw refused('ORIGIN_FORBIDDEN')
    next()
  }
}
