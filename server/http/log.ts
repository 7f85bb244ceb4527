import type { RequestHandler } from 'express'
import pino, { type DestinationStream, type Logger } from 'pino'
import { z } from 'zod'

/** The server's log: JSON lines on standard output. */
export function createLog(destination?: DestinationStream): Logger {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime }
  return destination ? pino(options, destination) : pino(options)
}

const errorSchema = z.object({
  name: z.string().catch('Error'),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  message: z.string().catch(''),
  stack: z.string().catch(''),
})

/**
 * An error as the log may hold it: its kind and where it arose. Not its message, which may quote what
 * somebody wrote.
 */
export function describeError(error: unknown): {
  name: string
  code?: string | number | undefined
  at: string[]
} {
  const known = errorSchema.safeParse(error)
  if (!known.success) return { name: typeof error, at: [] }
  const { name, code, message, stack } = known.data
  const at = stack
    .replace(message, '')
    .split('\n')
    .flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? [])
  return { name, code, at: at.slice(0, 12) }
}

/**
 * One line per answered request: the route's pattern (addresses carry tokens and codes), status and time.
 * No body, no header, no address, no name. Pages and their files are not listed.
 */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    if (request.originalUrl.startsWith('/api/')) {
      const begun = performance.now()
      response.once('close', () => {
        const { statusCode: status } = response
        const route = z.string().catch('').parse(request.route?.path)
        const ms = Math.round(performance.now() - begun)
        log[status >= 500 ? 'error' : 'info']({ method: request.method, route, status, ms }, 'request')
      })
    }
    next()
  }
}
