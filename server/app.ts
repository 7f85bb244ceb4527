import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Actor } from '../shared/accounts/actor.ts'
import { keepsMatters } from '../shared/matter/decide.ts'
import { matter } from '../shared/matter/matter.ts'
import { meeting } from '../shared/meeting/meeting.ts'
import { POOL_ID, pool as poolAggregate } from '../shared/pool/pool.ts'
import { linkRoutes } from './accounts/link-routes.ts'
import { linkedMeeting } from './accounts/linked-meeting.ts'
import { accountRoutes } from './accounts/routes.ts'
import { cookieName, type Sessions } from './accounts/sessions.ts'
import { backupRoutes } from './backup/routes.ts'
import { keepBackups } from './backup/schedule.ts'
import { createBackups } from './backup/service.ts'
import type { Config } from './config.ts'
import type { Database } from './database/connect.ts'
import { demonstrationRoutes } from './demonstration/routes.ts'
import { documentRoutes } from './documents/routes.ts'
import { apiNotFound, errorHandler } from './http/errors.ts'
import { limits } from './http/limits.ts'
import { describeError, requestLog } from './http/log.ts'
import { openApiDocument } from './http/openapi.ts'
import { type Route, serveRoutes } from './http/route.ts'
import { originCheck, securityHeaders } from './http/security.ts'
import { servePages } from './http/static.ts'
import type { Keys } from './keys.ts'
import { linkMeetings } from './matters/linking.ts'
import { matterRoutes } from './matters/routes.ts'
import { watchDue } from './meetings/due.ts'
import { meetingRoutes } from './meetings/routes.ts'
import { createModules, type Modules } from './modules.ts'
import { isOwnOrigin, type Listening } from './network/addresses.ts'
import { networkRoutes } from './network/routes.ts'
import { createNetwork } from './network/service.ts'
import { watchSlips } from './pool/due.ts'
import { recordHearings } from './pool/hearings.ts'
import { poolRoutes } from './pool/routes.ts'
import { slipRoutes } from './pool/slip-routes.ts'
import { waitingRoutes } from './pool/waiting-routes.ts'
import { publicationRoutes } from './publication/routes.ts'
import { createGateway, type Gateway } from './realtime/gateway.ts'
import { type LiveRegistry, liveAggregate } from './realtime/live.ts'

/** A body larger than this is no command. */
const MAX_BODY = '1mb'
const PROJECT_EVERY_MS = 5_000
const BACKUP_LOOK_EVERY_MS = 60_000

/** People come over https, so that cookies can be bound to it. */
const isEncrypted = ({ publicUrl }: Config): boolean => publicUrl?.startsWith('https:') ?? false

/** Where the build puts the pages. */
export const pagesDirectory = fileURLToPath(new URL('../dist/client', import.meta.url))

export interface AppOptions {
  readonly config: Config
  readonly keys: Keys
  readonly database: Database
  readonly log: Logger
  /** UTC milliseconds, whole. */
  readonly clock: () => number
}

export interface App {
  readonly server: Server
  readonly modules: Modules
  readonly gateway: Gateway
  readonly routes: readonly Route[]
  /** Where it listens; the port is known once the server does. */
  listening(): Listening
  /** Ends every line and task; the database stays open. */
  close(): Promise<void>
}

/** Streams people follow over sockets, and who may read how much of them. */
function liveRegistry({ ledger, meetings, matters, pool }: Modules): LiveRegistry {
  const officeOnly = (actor: Actor) => (keepsMatters(actor) ? ({ level: 'staff' } as const) : null)
  const officeExecute =
    (execute: Modules['meetings']['execute']): Modules['meetings']['execute'] =>
    async (id, request, actor) =>
      keepsMatters(actor)
        ? execute(id, request, actor)
        : { ok: false, refusal: { code: 'FORBIDDEN_ROLE', params: {} } }
  return new Map(
    [
      liveAggregate(ledger, meeting, { viewerOf: meetings.viewerOf, execute: meetings.execute }),
      liveAggregate(ledger, matter, { viewerOf: officeOnly, execute: officeExecute(matters.execute) }),
      liveAggregate(ledger, poolAggregate, {
        viewerOf: officeOnly,
        execute: officeExecute(async (id, request, actor) =>
          id === POOL_ID
            ? pool.execute(request, actor)
            : { ok: false, refusal: { code: 'NOT_FOUND', params: {} } },
        ),
      }),
    ].map((live) => [live.name, live]),
  )
}

/** The web application without its pages: what every request passes, in order. */
function createWeb(
  { config, database, log }: AppOptions,
  routes: readonly Route[],
  sessions: Sessions,
  ownOrigin: (origin: string) => boolean,
): Express {
  const encrypted = isEncrypted(config)
  const app = express()
  app.disable('x-powered-by')
  app.set('query parser', 'simple')
  if (config.trustProxy !== undefined)
    app.set('trust proxy', typeof config.trustProxy === 'number' ? config.trustProxy : [...config.trustProxy])
  app.get('/healthz', (_request, response) => {
    response.type('text/plain').send('ok')
  })
  app.get('/readyz', async (_request, response) => {
    const ready = await database.isReady()
    response
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready' : 'database')
  })
  app.use(requestLog(log))
  app.use(securityHeaders(encrypted))
  const api = ['/api', '/reach']
  app.use(api, limits.api(), originCheck(ownOrigin))
  app.use('/api', express.json({ limit: MAX_BODY, strict: true }))
  app.use('/api/login', limits.loginByAddress(), limits.loginByAccount())
  app.use(['/api/links', '/api/setup', '/api/public'], limits.tokensByAddress())
  app.use('/api/public/pool-applications', limits.applicationsByAddress())
  app.use(api, sessions.middleware)
  app.use('/api/session/password', limits.passwordBySignIn())
  app.use(serveRoutes(routes, sessions.actorOf))
  const description = openApiDocument(routes, cookieName(null, encrypted))
  app.get('/api/openapi.json', (_request, response) => {
    response.json(description)
  })
  app.use('/api', apiNotFound)
  app.use(servePages(pagesDirectory))
  app.use(errorHandler(log))
  return app
}

/** Puts the modules behind HTTP and sockets. Nothing listens yet. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, keys, database, log, clock } = options
  const { connection } = database
  const onError = (error: unknown): void => {
    log.error({ error: describeError(error) }, 'background task')
  }
  const { timeZone, redisUri } = config
  const encrypted = isEncrypted(config)
  const modules = await createModules({ connection, keys, clock, timeZone, redisUri, encrypted, onError })
  const {
    accounts,
    county,
    dateOf,
    endings,
    links,
    list,
    matters,
    meetings,
    minutes,
    pool,
    publications,
    sessions,
    slips,
    waiting,
  } = modules

  const server = config.tls
    ? createHttpsServer({ cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) })
    : createHttpServer()
  const listening = (): Listening => ({
    scheme: config.tls ? 'https' : 'http',
    port: boundPort(server.address()) ?? config.port,
    publicUrl: config.publicUrl,
  })
  const ownOrigin = (origin: string): boolean => isOwnOrigin(listening(), origin)
  const network = createNetwork({ connection, county, clock, listening })
  await network.prepare()
  const ended = async (): Promise<number> =>
    (await list.all()).filter(({ phase }) => phase === 'closed' || phase === 'terminated').length
  const backups = database.embedded ? createBackups({ connection, config, keys, clock, ended }) : null
  const routes: readonly Route[] = [
    ...backupRoutes({ backups }),
    ...accountRoutes({ accounts, sessions, county, timeZone }),
    ...linkRoutes({
      links,
      sessions,
      meetingOf: async (meetingId) => linkedMeeting(meetingId, (await meetings.load(meetingId)).state),
      phoneBase: network.phoneBase,
    }),
    ...networkRoutes({ network }),
    ...poolRoutes({
      pool,
      dateOf,
      meeting: async (meetingId) => (await meetings.load(meetingId)).state,
      names: async () => {
        const names = new Map((await accounts.list()).map((row) => [`account:${row._id}`, row.name]))
        return (identity) => names.get(identity) ?? ''
      },
    }),
    ...slipRoutes({ pool, slips, phoneBase: network.phoneBase }),
    ...waitingRoutes({ pool, waiting, dateOf }),
    ...matterRoutes({
      matters,
      mattersOf: async (actor) => new Set((await list.seenBy(actor)).map(({ matterId }) => matterId)),
    }),
    ...meetingRoutes({ meetings, list, clock, dateOf }),
    ...publicationRoutes({ publications }),
    ...documentRoutes({
      documents: modules.documents,
      scans: modules.scans,
      meetings,
      zone: timeZone,
      phoneBase: network.phoneBase,
    }),
    ...demonstrationRoutes({
      county,
      accounts,
      links,
      sessions,
      meetings,
      meetingIds: async () => (await list.all()).map(({ _id }) => _id),
      demoOpen: config.demoOpen,
    }),
  ]
  server.on('request', createWeb(options, routes, sessions, ownOrigin))
  const gateway = createGateway({
    server,
    live: liveRegistry(modules),
    streams: modules.streams,
    sessions,
    endings,
    isOwnOrigin: ownOrigin,
    log,
    clock,
  })

  gateway.registerUpgrade('/minutes/', minutes.handleUpgrade)

  const unlink = await linkMeetings(modules.ledger, matters, async () =>
    (await list.all()).map(({ _id, matterId, number }) => ({ meetingId: _id, matterId, number })),
  )
  const unrecord = await recordHearings({
    ledger: modules.ledger,
    pool,
    dateOf,
    ended: async () =>
      (await list.all()).flatMap(({ _id, phase }) =>
        phase === 'closed' || phase === 'terminated' ? [_id] : [],
      ),
  })
  const slipWatch = watchSlips(pool, slips, pool.today, onError)
  const projecting = modules.projector.watch(PROJECT_EVERY_MS)
  const backing = backups
    ? keepBackups({ backups, ended, clock, everyMs: BACKUP_LOOK_EVERY_MS, onError })
    : null
  const due = watchDue(connection, meetings, clock, onError)

  return {
    server,
    modules,
    gateway,
    routes,
    listening,
    async close() {
      const closed = new Promise<void>((done) => {
        server.close(() => done())
      })
      await Promise.all([
        minutes.drain(),
        gateway.close(),
        Promise.race([closed, patience(REQUEST_PATIENCE_MS)]),
      ])
      server.closeAllConnections()
      unlink()
      unrecord()
      await slipWatch.stop()
      await due.stop()
      await backing?.stop()
      await projecting.stop()
      await modules.close()
    },
  }
}

/** Requests under way may finish; a slow one is cut off so that the whole stop stays within ten seconds. */
const REQUEST_PATIENCE_MS = 5_000

function patience(ms: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, ms).unref()
  })
}

const boundPort = (address: string | AddressInfo | null): number | undefined =>
  address !== null && typeof address === 'object' ? address.port : undefined
