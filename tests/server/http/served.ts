import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterAll, beforeAll } from 'vitest'
import { z } from 'zod'
import { createApp } from '../../../server/app.ts'
import { type Config, readConfig } from '../../../server/config.ts'
import { openDatabase } from '../../../server/database/connect.ts'
import { createLog } from '../../../server/http/log.ts'
import { loadKeys } from '../../../server/keys.ts'
import { freshDatabase } from '../support/database.ts'

/** What the server answered. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Refusal code, or '' where it was done. */
  readonly code: string
  readonly body: unknown
}

const refusedSchema = z.object({ refusal: z.object({ code: z.string() }) })

/** A browser: keeps cookies, names the origin on changes, sits in one seat. */
export function createBrowser(
  base: string,
  { seat, origin = base }: { seat?: string; origin?: string | null } = {},
) {
  const cookies = new Map<string, string>()

  const request = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookies.size > 0 ? { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') } : {}),
        ...(seat === undefined ? {} : { 'x-seat': seat }),
        ...(method === 'GET' || origin === null ? {} : { origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value) cookies.set(name, value)
      else if (name !== undefined) cookies.delete(name)
    }
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const answer: unknown = isJson ? JSON.parse(text) : text
    const code = refusedSchema.safeParse(answer).data?.refusal.code ?? ''
    return { status: response.status, headers: response.headers, code, body: answer }
  }

  return {
    cookies,
    request,
    get: (path: string, headers?: Record<string, string>) => request('GET', path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) =>
      request('POST', path, body, headers),
    put: (path: string, body: unknown) => request('PUT', path, body),
    delete: (path: string) => request('DELETE', path),
    cookieHeader: () => [...cookies].map((pair) => pair.join('=')).join('; '),
  }
}
export type Browser = ReturnType<typeof createBrowser>

/** Three accounts: `admin`, `clerk`, `chair`. */
export async function addStaff({ modules: { accounts } }: Served) {
  const add = (login: string, name: string, role: 'administrator' | 'clerk' | 'chair') =>
    accounts.create({ login, name, roles: [role], password })
  return {
    administrator: await add('admin', '关一', 'administrator'),
    clerk: await add('clerk', '白一', 'clerk'),
    chair: await add('chair', '顾一', 'chair'),
  }
}

/** One application for all tests of a file or block. */
export function servedApp(env: Record<string, string> = {}): () => Served {
  let served: Served | undefined
  beforeAll(async () => {
    served = await serveApp(env)
  })
  afterAll(() => served?.stop())
  return () => {
    if (!served) throw new Error('not served yet')
    return served
  }
}

/** The whole application on a port of its own over a fresh, empty database. */
export async function serveApp(env: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'mt-app-'))
  const temporary = await freshDatabase()
  const config: Config = readConfig({
    DATA_DIR: dataDir,
    MONGODB_URI: temporary.uri,
    HOST: '127.0.0.1',
    PORT: '0',
    ...env,
  })
  const logged: string[] = []
  const log = createLog(
    new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk))
        done()
      },
    }),
  )
  const database = await openDatabase(config, (error) => {
    throw error
  })
  let now = Date.parse('2026-11-24T01:00:00Z')
  const app = await createApp({ config, keys: await loadKeys(config), database, log, clock: () => now })
  await new Promise<void>((done) => app.server.listen(0, '127.0.0.1', done))
  const { port } = app.server.address() as AddressInfo
  const stop = async (): Promise<void> => {
    await app.close()
    await database.close()
    await temporary.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  const base = `http://127.0.0.1:${port}`
  return {
    ...app,
    database,
    base,
    logged,
    stop,
    clock: () => now,
    pass: (ms: number) => {
      now += ms
    },
    browser: (options?: Parameters<typeof createBrowser>[1]) => createBrowser(base, options),
    /** A browser signed in with one of the accounts. */
    async signedIn(login: 'admin' | 'clerk' | 'chair', options?: Parameters<typeof createBrowser>[1]) {
      const browser = createBrowser(base, options)
      await browser.post('/api/login', { login, password })
      return browser
    },
  }
}
export type Served = Awaited<ReturnType<typeof serveApp>>

export const password = 'correct horse battery'
