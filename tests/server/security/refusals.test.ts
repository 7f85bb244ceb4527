import { io, type Socket } from 'socket.io-client'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { seedDemonstration } from '../../../server/demonstration/seed.ts'
import { knownRefusalCodes, refusalSentences } from '../../../shared/i18n/refusals/index.ts'
import { matterCommandSchema } from '../../../shared/matter/commands.ts'
import { poolCommandSchema } from '../../../shared/pool/commands.ts'
import { emptyRoom } from '../../shared/meeting/room.ts'
import { commandTypes, dice, wildRequest } from '../../shared/meeting/wild.ts'
import { addStaff, type Browser, servedApp } from '../http/served.ts'

const served = servedApp()
const sockets: Socket[] = []
let meetingId: string
let matterId: string
let clerk: Browser
let observer: Browser
let before: string

const refusedSchema = z.object({
  ok: z.literal(false),
  refusal: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
})
const known = new Set(knownRefusalCodes())

/** Everything the ledger and the lists hold. */
const everything = async (): Promise<string> => {
  const { db } = served().database.connection
  const rows = await Promise.all(
    ['entries', 'meetings', 'matters', 'sealed'].map((name) =>
      db?.collection(name).find().sort({ _id: 1 }).toArray(),
    ),
  )
  return JSON.stringify(rows)
}

beforeAll(async () => {
  await addStaff(served())
  const { modules, clock, signedIn, browser } = served()
  await seedDemonstration({ ...modules, clock })
  const [row] = await modules.list.all()
  meetingId = row?._id ?? ''
  matterId = row?.matterId ?? ''
  clerk = await signedIn('clerk')
  observer = browser()
  const { token } = await modules.links.issue(meetingId, { role: 'observer' }, 'test')
  await observer.post(`/api/links/${token}/redeem`)
  before = await everything()
  expect(before.length).toBeGreaterThan(10_000)
})
afterAll(() => {
  for (const socket of sockets) socket.disconnect()
})

async function socketOf(browser: Browser) {
  const { base } = served()
  const extraHeaders = { cookie: browser.cookieHeader(), origin: base }
  const socket = io(base, { transports: ['websocket'], forceNew: true, extraHeaders })
  sockets.push(socket)
  await new Promise<void>((done) => socket.once('connect', () => done()))
  return (message: object): Promise<unknown> => {
    served().pass(1000)
    return socket.timeout(10_000).emitWithAck('command', message)
  }
}

/** The refusal says in both languages what happened and what to do, and is nobody's fault but the sender's. */
function codeOf(answer: unknown, what: string): string {
  const { refusal } = refusedSchema.parse(answer, { error: () => what })
  expect(known.has(refusal.code), `${what}: ${refusal.code}`).toBe(true)
  expect(refusal.code, what).not.toBe('INTERNAL')
  for (const language of ['zh', 'en'] as const) {
    const { what: said, next } = refusalSentences(refusal, language)
    expect(`${said}${next}`, `${what}: ${refusal.code}`).not.toMatch(/\{\{|undefined/)
  }
  return refusal.code
}

/** The same data with half a surrogate pair at the end of every text. */
const illFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return `${value}\ud800`
  if (Array.isArray(value)) return value.map(illFormed)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, illFormed(item)]))
  return value
}
const huge = (value: unknown): unknown => {
  if (typeof value === 'number') return 1e300
  if (Array.isArray(value)) return value.map(huge)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, huge(item)]))
  return value
}
const hasText = (value: unknown): boolean => JSON.stringify(illFormed(value)) !== JSON.stringify(value)
const hasNumber = (value: unknown): boolean => JSON.stringify(huge(value)) !== JSON.stringify(value)

describe('every command of a meeting, badly made', () => {
  it('is refused over HTTP and over the socket, with a reason, and leaves no trace', async () => {
    const { modules } = served()
    const { state } = await modules.meetings.load(meetingId)
    const room = { ...emptyRoom, state, now: served().clock() }
    const byClerk = await socketOf(clerk)
    const byObserver = await socketOf(observer)
    const path = `/api/meetings/${meetingId}/commands`
    const place = { aggregate: 'meeting', id: meetingId }
    for (const type of commandTypes) {
      const { data } = wildRequest(type, room, dice(7))
      const bad: [string, unknown][] = [
        ['no data', null],
        ['a list', [data]],
        ['something more', { ...data, more: 1 }],
        ...(hasText(data) ? [['half a character', illFormed(data)] as [string, unknown]] : []),
        ...(hasNumber(data) ? [['a huge number', huge(data)] as [string, unknown]] : []),
      ]
      for (const [how, wrong] of bad) {
        const what = `${type} with ${how}`
        const request = { commandId: ulid(), type, data: wrong }
        expect(codeOf((await clerk.post(path, request)).body, what), what).toMatch(/MALFORMED|ILL_FORMED/)
        expect(codeOf(await byClerk({ ...request, ...place }), what), what).toMatch(/MALFORMED|ILL_FORMED/)
      }
      const good = { commandId: ulid(), type, data }
      expect(codeOf((await observer.post(path, good)).body, type)).toBe('FORBIDDEN_ROLE')
      expect(codeOf(await byObserver({ ...good, ...place }), type)).toBe('FORBIDDEN_ROLE')
      const proto = `{"commandId":"${ulid()}","type":"${type}","data":{"__proto__":{"polluted":1}}}`
      codeOf((await observer.post(path, proto)).body, `${type} with a prototype`)
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    expect(await everything()).toBe(before)
  })
})

describe('every command of matters and pool, badly made', () => {
  const types = (union: {
    readonly options: readonly { readonly shape: { readonly type: { readonly value: string } } }[]
  }) => union.options.map(({ shape }) => shape.type.value)

  it('is refused with a reason, and leaves no trace', async () => {
    const chair = await served().signedIn('chair')
    const ask = await socketOf(chair)
    for (const [path, aggregate, id, union] of [
      [`/api/matters/${matterId}/commands`, 'matter', matterId, types(matterCommandSchema)],
      ['/api/pools/main/commands', 'pool', 'main', types(poolCommandSchema)],
    ] as const)
      for (const type of union) {
        for (const data of [null, { more: 1 }, [], 'x\ud800']) {
          const request = { commandId: ulid(), type, data }
          expect(codeOf((await clerk.post(path, request)).body, type)).toMatch(/MALFORMED|ILL_FORMED/)
        }
        const request = { commandId: ulid(), type, data: {} }
        // Chairs may appraise: at the pool's door they are asked what they want before they are sent away.
        const sentAway = aggregate === 'pool' ? /^(FORBIDDEN_ROLE|COMMAND_MALFORMED)$/ : /^FORBIDDEN(_ROLE)?$/
        expect(codeOf((await chair.post(path, request)).body, type)).toMatch(sentAway)
        expect(codeOf(await ask({ ...request, aggregate, id }), type)).toMatch(sentAway)
      }
    expect(await everything()).toBe(before)
  })
})

it('what is stale, unknown, too large or somebody else’s number is refused, and leaves no trace', async () => {
  const path = `/api/meetings/${meetingId}/commands`
  const data = { reason: '试' }
  const stale = await clerk.post(path, { commandId: ulid(), expectedSeq: 0, type: 'cancel', data })
  expect(codeOf(stale.body, 'stale')).toBe('STALE_SEQ')
  const long = { reason: 'x'.repeat(1_100_000) }
  expect((await clerk.post(path, { commandId: ulid(), type: 'cancel', data: long })).code).toBe(
    'BODY_TOO_LARGE',
  )
  const unknown = await clerk.post(path, { commandId: ulid(), type: 'constructor', data })
  expect(codeOf(unknown.body, 'unknown')).toBe('COMMAND_MALFORMED')
  const outsider = await served().signedIn('chair')
  const asked = await outsider.post(path, { commandId: ulid(), expectedSeq: 0, type: 'cancel', data })
  expect(codeOf(asked.body, 'outsider')).toBe('NOT_A_MEMBER')
  const schedule = {
    matterId,
    procedureId: 'naiman-review',
    place: '室',
    startsAt: served().clock(),
    open: true,
    closedReason: '',
    chairAccountId: 'nobody',
    clerkAccountIds: ['nobody'],
  }
  const refused = await clerk.post(`/api/meetings/${ulid()}/commands`, {
    commandId: ulid(),
    type: 'schedule',
    data: schedule,
  })
  expect(codeOf(refused.body, 'schedule')).toBe('CHAIR_UNKNOWN')
  expect(await everything()).toBe(before)
})

describe('a full hearing room behind one address', () => {
  it('comes in: eighty phones open the observers’ code and follow', async () => {
    const { browser } = served()
    const { url } = z
      .object({ url: z.string() })
      .parse((await clerk.get(`/api/meetings/${meetingId}/observer-code`)).body)
    const token = url.slice(url.lastIndexOf('/') + 1)
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => {
        const phone = browser()
        const redeemed = await phone.post(`/api/links/${token}/redeem`)
        const view = await phone.get(`/api/meetings/${meetingId}`)
        return [redeemed.status, view.status]
      }),
    )
    expect(new Set(statuses.flat())).toEqual(new Set([200]))
  })

  it('cannot be told apart by a header anybody may write: guessing is slowed down all the same', async () => {
    const { browser } = served()
    const codes: string[] = []
    for (let n = 0; n < 12; n += 1) {
      const headers = { 'x-forwarded-for': `203.0.113.${n}` }
      codes.push(
        (await browser().post('/api/login', { login: 'nobody-here', password: 'wrong' }, headers)).code,
      )
    }
    expect(codes.at(-1)).toBe('TOO_MANY_TRIES')
  })
})
