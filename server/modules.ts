import { randomBytes, randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { dateOf } from '../shared/i18n/format.ts'
import { matter } from '../shared/matter/matter.ts'
import { meeting } from '../shared/meeting/meeting.ts'
import { createEndings } from './accounts/endings.ts'
import { createLinks } from './accounts/links.ts'
import { createAccounts } from './accounts/service.ts'
import { createSessions } from './accounts/sessions.ts'
import { createCounty } from './county/service.ts'
import { createScans } from './documents/scans.ts'
import { createDocuments } from './documents/service.ts'
import { portfolioInThread } from './draws/portfolios.ts'
import type { Keys } from './keys.ts'
import { createProjector, defineProjection, modelRows } from './ledger/projections.ts'
import { createLedger } from './ledger/service.ts'
import { matterModel } from './matters/model.ts'
import { matterRow } from './matters/projection.ts'
import { createMatters } from './matters/service.ts'
import { createHearingDays } from './meetings/days.ts'
import { createMeetingList } from './meetings/list.ts'
import { meetingModel } from './meetings/model.ts'
import { meetingRow } from './meetings/projection.ts'
import { createRegister, MATTER_NUMBERS } from './meetings/register.ts'
import { createMeetings } from './meetings/service.ts'
import { systemClock } from './minutes/clock.ts'
import { createGate, guardMinutes } from './minutes/gate.ts'
import { gatherByLoad } from './minutes/gathering.ts'
import { createMinutes } from './minutes/minutes.ts'
import { createMongoSnapshots } from './minutes/model.ts'
import { createSealing } from './opinions/sealing.ts'
import { createSealedTexts } from './opinions/service.ts'
import { createPool } from './pool/service.ts'
import { createSlips } from './pool/slips.ts'
import { createWaiting } from './pool/waiting.ts'
import { createPublications } from './publication/service.ts'
import { createRedisHints, noHints } from './streams/hints.ts'
import { createMongoStreams } from './streams/mongo.ts'

/** How soon a change of rights made on another node reaches the lines open here. */
const RECHECK_MS = 10_000

export interface ModulesOptions {
  readonly connection: Connection
  readonly keys: Keys
  /** UTC milliseconds, whole. */
  readonly clock: () => number
  /** The county's zone. */
  readonly timeZone: string
  readonly redisUri: string | undefined
  /** People come over https: cookies are marked so. */
  readonly encrypted: boolean
  /** How often open streams are compared with the database, in milliseconds. */
  readonly compareEveryMs?: number
  readonly onError: (error: unknown) => void
}

/** Everything the application can do, without any way in: services, wired to each other and to the database. */
export async function createModules(options: ModulesOptions) {
  const { connection, keys, clock, timeZone, redisUri, encrypted, compareEveryMs = 2_000, onError } = options
  const day = (instant: number): string => dateOf(instant, timeZone)
  const hints = redisUri ? createRedisHints(redisUri, onError) : noHints
  const streams = await createMongoStreams({
    connection,
    hints,
    projected: [meeting.name, matter.name],
    compareEveryMs,
    onError,
  })
  const ledger = createLedger({ streams, clock, random: randomBytes, onError })

  const endings = createEndings()
  const county = createCounty(connection)
  const accounts = createAccounts({
    connection,
    secret: keys.secret,
    clock,
    onEnded: (id) => endings.ended('account', id),
  })
  const links = createLinks({
    connection,
    secret: keys.secret,
    clock,
    onEnded: (id) => endings.ended('link', id),
  })

  const sessions = createSessions({
    connection,
    secret: keys.secret,
    secure: encrypted,
    accounts,
    links,
    endings,
  })

  const scans = createScans({ connection, clock })
  const pool = createPool(ledger, {
    clock,
    dateOf: day,
    matter: async (matterId) => {
      const { state } = await matters.load(matterId)
      return state.registeredAt === null ? null : state
    },
  })
  const slips = createSlips(connection, keys.secret)
  const waiting = createWaiting(connection, { clock, random: randomBytes })
  const matters = createMatters(ledger, {
    connection,
    clock,
    dateOf: day,
    reserveNumber: createRegister(streams, clock, MATTER_NUMBERS, 'matters'),
    hearingDays: (ids) => hearingDays(ids),
  })
  const meetings = createMeetings(ledger, {
    sealedTexts: createSealedTexts(connection, createSealing(keys.sealKey)),
    matterFacts: matters.factsFor,
    poolForDraw: pool.forDraw,
    portfolio: portfolioInThread,
    staff: accounts.staff,
    reserveNumber: createRegister(streams, clock),
    finaliseMinutes: async (meetingId, itemId, actor) => {
      const { json, sha256, seq, stateSha256 } = await minutes.finalise(meetingId, itemId, actor)
      return { content: json, sha256, entries: seq, stateSha256 }
    },
    async findScan(meetingId, sha256) {
      const scan = await scans.read(meetingId, sha256)
      return scan && { mime: scan.mime, bytes: scan.body.length }
    },
    dateOf: day,
  })
  const documents = createDocuments({ meetings, streams })
  const hearingDays = createHearingDays(meetings, day)
  const minutes = createMinutes({
    streams,
    snapshots: createMongoSnapshots(connection),
    clock: systemClock,
    random: Math.random,
    gatherMs: gatherByLoad(),
    newId: randomUUID,
    onError,
    ...createGate(sessions, meetings),
  })
  const list = createMeetingList(connection)
  const publications = createPublications({ meetings, list, matters, clock, dateOf: day })
  const projector = createProjector({
    streams,
    ledger,
    projections: [
      defineProjection(meeting, modelRows(meetingModel(connection)), meetingRow),
      defineProjection(matter, modelRows(matterModel(connection)), matterRow),
    ],
    onError,
  })
  const guard = guardMinutes({
    minutes,
    ledger,
    endings,
    inSession: async () => (await list.inSession()).map(({ _id }) => _id),
    everyMs: RECHECK_MS,
    onError,
  })
  await Promise.all([
    accounts.prepare(),
    links.prepare(),
    slips.prepare(),
    meetingModel(connection).createIndexes(),
    matterModel(connection).createIndexes(),
  ])

  return {
    streams,
    ledger,
    endings,
    county,
    accounts,
    links,
    sessions,
    pool,
    slips,
    waiting,
    matters,
    meetings,
    documents,
    scans,
    minutes,
    list,
    publications,
    projector,
    dateOf: day,
    async close(): Promise<void> {
      guard.stop()
      await streams.close()
      await hints.close()
    },
  }
}

export type Modules = Awaited<ReturnType<typeof createModules>>
