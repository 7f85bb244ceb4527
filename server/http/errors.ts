import { randomBytes } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { describeError } from './log.ts'

const statusByCode: Readonly<Record<string, number>> = {
  LOGIN_REQUIRED: 401,
  LOGIN_WRONG: 401,
  ORIGIN_FORBIDDEN: 403,
  NOT_A_MEMBER: 403,
  DEMO_FORBIDDEN: 403,
  NOT_FOUND: 404,
  LINK_UNKNOWN: 404,
  LINK_REPLACED: 410,
  BODY_TOO_LARGE: 413,
  BODY_TYPE_UNSUPPORTED: 415,
  COMMAND_MALFORMED: 422,
  REQUEST_MALFORMED: 422,
  SCAN_UNREADABLE: 422,
  TEXT_ILL_FORMED: 422,
  TOO_MANY_TRIES: 429,
  BUSY: 503,
}

/** HTTP status of a refusal: what the code says of itself; everything else conflicts with the present state. */
export function refusalStatus({ code }: Refusal): number {
  return statusByCode[code] ?? (code.startsWith('FORBIDDEN') ? 403 : 409)
}

/** Thrown by a handler to refuse. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly status: number

  constructor(
    readonly refusal: Refusal,
    status?: number,
  ) {
    super(refusal.code)
    this.status = status ?? refusalStatus(refusal)
  }
}

/** Shorthand for a refusal that is thrown. */
export function refused(code: string, params: Refusal['params'] = {}, status?: number): RefusedError {
  return new RefusedError({ code, params }, status)
}

const parserErrorSchema = z.object({ type: z.string(), status: z.int().min(400).max(499) })
const parserCodes: Readonly<Record<string, string>> = {
  'entity.too.large': 'BODY_TOO_LARGE',
  'charset.unsupported': 'BODY_TYPE_UNSUPPORTED',
  'encoding.unsupported': 'BODY_TYPE_UNSUPPORTED',
}

/** The refusal behind an error, or null for a fault of our own. */
function refusalBehind(error: unknown): RefusedError | null {
  if (error instanceof RefusedError) return error
  if (error instanceof URIError) return refused('REQUEST_MALFORMED', { path: 'path' })
  const parser = parserErrorSchema.safeParse(error)
  if (!parser.success) return null
  const code = parserCodes[parser.data.type]
  return code ? refused(code) : refused('REQUEST_MALFORMED', { path: 'body' })
}

/** A fault of our own: the reader learns a number, the log learns the rest. */
export function internalError(log: Logger, error: unknown, where: string): Refusal {
  const id = randomBytes(5).toString('hex')
  log.error({ errorId: id, where, error: describeError(error) }, 'internal error')
  return { code: 'INTERNAL', params: { id } }
}

/** API paths nobody serves answer in JSON like all others. */
export const apiNotFound: RequestHandler = () => {
  throw refused('NOT_FOUND')
}

/** Last of all handlers: every error leaves as a refusal, never as a stack. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error)
      return
    }
    const known = refusalBehind(error)
    const refusal =
      known?.refusal ?? internalError(log, error, `${request.method} ${request.route?.path ?? ''}`)
    response
      .status(known?.status ?? 500)
      .set('Cache-Control', 'no-store')
      .json({ ok: false, refusal })
  }
}
