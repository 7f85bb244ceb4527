import { ulid } from 'ulid'
import { z } from 'zod'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { seatKey } from './seat.ts'

const refusalSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
})
const refusedSchema = z.object({ ok: z.literal(false), refusal: refusalSchema })

/** The server (or the way to it) said no. `status` is 0 when no answer came. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  readonly status: number

  constructor(refusal: Refusal, status: number) {
    super(refusal.code)
    this.name = 'RefusalError'
    this.refusal = refusal
    this.status = status
  }
}

/** The refusal inside whatever was thrown, so that every error can be shown as two sentences. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal
  return { code: 'UNKNOWN', params: { code: error instanceof Error ? error.name : 'unknown' } }
}

export interface ApiRequest<T> {
  readonly schema: z.ZodType<T>
  readonly method?: 'get' | 'post' | 'put' | 'delete'
  /** Sent as JSON, or as it is when a file or a form. */
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly signal?: AbortSignal
  /** Nothing that says who asks goes with it: no cookie, no seat. */
  readonly anonymous?: boolean
  /** Another seat than this tab's: only the demonstration holds several. */
  readonly seat?: string
}

/**
 * One request to the application. Answers are checked against `schema`.
 * @throws RefusalError for a refusal, for an answer that does not fit, and when no answer came.
 */
export async function api<T>(path: string, request: ApiRequest<T>): Promise<T> {
  const response = await send(path, request)
  const answer: unknown = await response.json().catch(() => undefined)
  if (!response.ok) {
    const refused = refusedSchema.safeParse(answer)
    throw new RefusalError(
      refused.success
        ? refused.data.refusal
        : { code: 'UNKNOWN', params: { code: `HTTP ${response.status}` } },
      response.status,
    )
  }
  const parsed = request.schema.safeParse(answer)
  if (!parsed.success) throw new RefusalError({ code: 'UNEXPECTED_ANSWER', params: {} }, response.status)
  return parsed.data
}

async function send(path: string, request: ApiRequest<unknown>): Promise<Response> {
  const { body, query = {}, anonymous = false } = request
  const seat = anonymous ? undefined : (request.seat ?? seatKey())
  const asIs = body instanceof Blob || body instanceof FormData
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString()
  try {
    return await fetch(search ? `${path}?${search}` : path, {
      method: (request.method ?? 'get').toUpperCase(),
      credentials: anonymous ? 'omit' : 'same-origin',
      headers: {
        accept: 'application/json',
        ...(seat === undefined ? {} : { 'x-seat': seat }),
        ...(body === undefined || asIs ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: asIs ? body : JSON.stringify(body) }),
      ...(request.signal ? { signal: request.signal } : {}),
    })
  } catch (error) {
    if (request.signal?.aborted) throw error
    throw new RefusalError({ code: 'OFFLINE', params: {} }, 0)
  }
}

export const commandResultSchema = z.object({
  ok: z.literal(true),
  seq: z.int(),
  head: z.string(),
  duplicate: z.boolean(),
})
export type CommandResult = z.infer<typeof commandResultSchema>

export interface Command {
  readonly type: string
  readonly data: unknown
}

const commandPaths = { meeting: 'meetings', matter: 'matters', pool: 'pools' } as const
export type AggregateName = keyof typeof commandPaths

/** Made once per intention: sending it again with the same id cannot do the thing twice. */
export function newCommandId(): string {
  return ulid()
}

/**
 * Sends a command. Where no answer came it is sent once more under the same id: the server returns the
 * first result if it had been done.
 * @throws RefusalError
 */
export async function sendCommand(
  aggregate: AggregateName,
  id: string,
  command: Command & { readonly commandId?: string; readonly expectedSeq?: number; readonly seat?: string },
): Promise<CommandResult> {
  const body = { commandId: command.commandId ?? newCommandId(), ...pick(command) }
  const path = `/api/${commandPaths[aggregate]}/${encodeURIComponent(id)}/commands`
  const request = {
    method: 'post' as const,
    body,
    schema: commandResultSchema,
    ...(command.seat === undefined ? {} : { seat: command.seat }),
  }
  try {
    return await api(path, request)
  } catch (error) {
    if (error instanceof RefusalError && error.status === 0) return api(path, request)
    throw error
  }
}

function pick(command: Command & { readonly expectedSeq?: number }) {
  const { type, data, expectedSeq } = command
  return expectedSeq === undefined ? { type, data } : { type, data, expectedSeq }
}
