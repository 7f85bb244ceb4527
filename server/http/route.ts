import { type Request, type Response, Router, raw } from 'express'
import type { z } from 'zod'
import type { Actor, Role } from '../../shared/accounts/actor.ts'
import { isWellFormed } from '../../shared/ledger/canonical.ts'
import { refused } from './errors.ts'

/** Who may call a route: anybody, anybody signed in, or holders of one of these roles. */
export type Access = 'public' | 'signed-in' | readonly Role[]

/** Answer that is not JSON: handed out as it is. */
export interface FileAnswer {
  readonly bytes: Buffer | string
  readonly mime: string
  /** Given: offered for download under this name. */
  readonly name?: string
}

interface Upload {
  /** Media types the body may have. */
  readonly upload: readonly string[]
  readonly maxBytes: number
}

type Input<S> = S extends z.ZodType ? z.output<S> : S extends Upload ? Buffer : undefined
type Output<R> = R extends z.ZodType ? z.input<R> : FileAnswer

interface Definition<P, Q, B, R> {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** OpenAPI form: `/api/meetings/{meetingId}`. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params?: P
  readonly query?: Q
  /** JSON checked by a schema, or a file taken as bytes. */
  readonly body?: B
  /** JSON checked and stripped by a schema, or a file of a media type. */
  readonly response: R
  handler(call: {
    readonly params: Input<P>
    readonly query: Input<Q>
    readonly body: Input<B>
    readonly actor: Actor
    readonly request: Request
    readonly response: Response
  }): Promise<Output<R>> | Output<R>
}

/** A route as data: express serves it, the OpenAPI document describes it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType | Upload
  readonly response: z.ZodType | { readonly file: string }
  run(actor: Actor, request: Request, response: Response): Promise<FileAnswer | { readonly json: unknown }>
}

const isUpload = (body: z.ZodType | Upload): body is Upload => 'upload' in body

function check<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const path = [place, ...(parsed.error.issues[0]?.path ?? [])].map(String).join('.')
  throw refused('REQUEST_MALFORMED', { path })
}

/** Every text in a JSON body must have a UTF-8 form: half a surrogate pair can be neither stored nor hashed. */
function checkTexts(value: unknown, path: string): void {
  if (typeof value === 'string' && !isWellFormed(value)) throw refused('TEXT_ILL_FORMED', { path })
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    if (!isWellFormed(key)) throw refused('TEXT_ILL_FORMED', { path })
    checkTexts(item, `${path}/${key}`)
  }
}

/** Checks the input by its schemas, calls the handler, strips the output to its schema. */
export function defineRoute<
  const P extends z.ZodType | undefined = undefined,
  const Q extends z.ZodType | undefined = undefined,
  const B extends z.ZodType | Upload | undefined = undefined,
  const R extends z.ZodType | { readonly file: string } = z.ZodType,
>(definition: Definition<P, Q, B, R>): Route {
  const { method, path, summary, access, params, query, body, response } = definition
  const input = <S extends z.ZodType | Upload | undefined>(
    schema: S,
    value: unknown,
    place: string,
  ): Input<S> => {
    if (schema === undefined) return undefined as Input<S>
    if (!isUpload(schema)) return check(schema, value, place) as Input<S>
    if (!Buffer.isBuffer(value)) throw refused('BODY_TYPE_UNSUPPORTED')
    return value as Input<S>
  }
  return {
    method,
    path,
    summary,
    access,
    response,
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(body ? { body } : {}),
    async run(actor, request, answer) {
      const sent: unknown = request.body
      if (body && !isUpload(body)) {
        if (!request.is('json')) throw refused('BODY_TYPE_UNSUPPORTED')
        checkTexts(sent, '')
      }
      const { seat: _, ...asked } = request.query
      const result = await definition.handler({
        params: input(params as P, request.params, 'path'),
        query: input(query as Q, asked, 'query'),
        body: input(body as B, sent, 'body'),
        actor,
        request,
        response: answer,
      })
      return 'file' in response ? (result as FileAnswer) : { json: response.parse(result) }
    },
  }
}

const rolesOf = (actor: Actor): readonly Role[] => {
  switch (actor.kind) {
    case 'account':
      return actor.roles
    case 'link':
      return [actor.role]
    case 'anonymous':
    case 'clock':
      return []
  }
}

/**
 * Whether this actor may call a route at all; membership in a meeting is the handler's to check.
 * @throws RefusedError LOGIN_REQUIRED or FORBIDDEN
 */
export function checkAccess(access: Access, actor: Actor): void {
  if (access === 'public') return
  if (actor.kind === 'anonymous') throw refused('LOGIN_REQUIRED')
  if (access === 'signed-in') return
  if (!rolesOf(actor).some((role) => access.includes(role))) throw refused('FORBIDDEN')
}

const expressPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')

/** Asks a download's name to be kept by every browser, Chinese characters included (RFC 6266, RFC 8187). */
const attachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`

/** Serves routes. `actorOf` says who is calling, freshly from the session. */
export function serveRoutes(routes: readonly Route[], actorOf: (request: Request) => Promise<Actor>): Router {
  const router = Router({ caseSensitive: true })
  for (const route of routes) {
    const uploads =
      route.body && isUpload(route.body)
        ? [raw({ type: [...route.body.upload], limit: route.body.maxBytes })]
        : []
    router[route.method](
      expressPath(route.path),
      ...uploads,
      async (request: Request, response: Response) => {
        const actor = await actorOf(request)
        checkAccess(route.access, actor)
        const answer = await route.run(actor, request, response)
        response.set('Cache-Control', 'no-store')
        if ('json' in answer) {
          response.json(answer.json)
          return
        }
        if (answer.name !== undefined) response.set('Content-Disposition', attachment(answer.name))
        response.type(answer.mime).send(answer.bytes)
      },
    )
  }
  return router
}
