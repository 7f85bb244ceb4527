import { ulid } from 'ulid'
import { WebSocket } from 'ws'
import { z } from 'zod'

const answerSchema = z.union([
  z.object({ ok: z.literal(true), seq: z.int(), head: z.string(), duplicate: z.boolean() }),
  z.object({
    ok: z.literal(false),
    refusal: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }),
  }),
])
export type Answer = z.infer<typeof answerSchema>

/** How long a person keeps trying while the server does not answer, in milliseconds. */
const PATIENCE_MS = 90_000
const RETRY_MS = 300

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
}

/** One person with a browser of their own: cookies, and the patience to send again what was not answered. */
export class Person {
  private readonly cookies = new Map<string, string>()

  constructor(
    private readonly baseUrl: string,
    readonly name: string,
  ) {}

  private get headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    return { origin: new URL(this.baseUrl).origin, 'x-seat': 'sim', ...(cookie ? { cookie } : {}) }
  }

  /** Sends a request until the server answers at all; an answer of 5xx counts as none. */
  async fetch(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
    const giveUpAt = Date.now() + PATIENCE_MS
    for (;;) {
      try {
        const response = await fetch(new URL(path, this.baseUrl), {
          method: body === undefined ? 'GET' : 'POST',
          headers: { ...this.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        for (const cookie of response.headers.getSetCookie()) {
          const [pair = ''] = cookie.split(';')
          const at = pair.indexOf('=')
          this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
        }
        if (response.status < 500) return { status: response.status, json: await response.json() }
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
      }
      if (Date.now() > giveUpAt) throw new NoAnswerError(`${this.name}: no answer from ${path}`)
      await pause(RETRY_MS)
    }
  }

  /** Reads and checks an answer. @throws Error if it is a refusal */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const { status, json } = await this.fetch(path)
    if (status !== 200) throw new Error(`${this.name}: ${path} answered ${status} ${JSON.stringify(json)}`)
    return schema.parse(json)
  }

  async post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const { status, json } = await this.fetch(path, body)
    if (status !== 200) throw new Error(`${this.name}: ${path} answered ${status} ${JSON.stringify(json)}`)
    return schema.parse(json)
  }

  /** Sends a command under one id however often it has to be repeated. */
  async command(aggregate: 'meetings' | 'matters', id: string, type: string, data: unknown): Promise<Answer> {
    const { json } = await this.fetch(`/api/${aggregate}/${id}/commands`, { commandId: ulid(), type, data })
    return answerSchema.parse(json)
  }

  /** A WebSocket of this person, for the minutes. */
  socketClass(): typeof globalThis.WebSocket {
    const { headers } = this
    class PersonSocket extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols, { headers })
      }
    }
    return PersonSocket as typeof WebSocket & typeof globalThis.WebSocket
  }
}
