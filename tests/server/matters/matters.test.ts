import { randomBytes } from 'node:crypto'
import mongoose, { type Connection } from 'mongoose'
import { ulid } from 'ulid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { modelRows } from '../../../server/ledger/projections.ts'
import { createLedger, type Ledger } from '../../../server/ledger/service.ts'
import { linkMeetings } from '../../../server/matters/linking.ts'
import { matterModel } from '../../../server/matters/model.ts'
import { matterRow } from '../../../server/matters/projection.ts'
import { createMatters, type Matters } from '../../../server/matters/service.ts'
import { createRegister } from '../../../server/meetings/register.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { dateOf } from '../../../shared/i18n/format.ts'
import type { MatterCommand } from '../../../shared/matter/commands.ts'
import { clerk, decision, details, service } from '../../shared/matter/register.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const now = Date.parse('2026-11-24T02:00:00Z')
let database: TestDatabase
let connection: Connection
beforeAll(async () => {
  database = await freshDatabase()
  connection = await mongoose.createConnection(database.uri).asPromise()
})
afterAll(async () => {
  await connection.close()
  await database.close()
})

let ledger: Ledger
let matters: Matters
let asked: string[][]
beforeEach(() => {
  const streams = createMemoryStreams()
  const clock = () => now
  asked = []
  ledger = createLedger({ streams, clock, random: randomBytes })
  matters = createMatters(ledger, {
    connection,
    clock,
    dateOf,
    reserveNumber: createRegister(streams, clock, '青信〔{year}〕{n}号'),
    async hearingDays(meetingIds) {
      asked.push([...meetingIds])
      return meetingIds.length > 0 ? [{ from: '2026-11-02', until: '2026-11-04' }] : []
    },
  })
})

const send = (matterId: string, command: MatterCommand) =>
  matters.execute(matterId, { commandId: ulid(), ...command }, clerk)

async function register(part: Parameters<typeof details>[0] = {}): Promise<string> {
  const matterId = ulid()
  expect(await send(matterId, { type: 'register', data: details(part) })).toMatchObject({ ok: true })
  return matterId
}

const numberOf = async (matterId: string) => (await matters.view(matterId))?.number

describe('numbers of matters', () => {
  it('count on without gaps, also when many are registered at once', async () => {
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => register()))
    const numbers = await Promise.all(ids.map(numberOf))
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5].map((n) => `青信〔2026〕${n}号`))
  })

  it('are not used up by a refused registration', async () => {
    const refused = await send(ulid(), { type: 'register', data: details({ receivedOn: '2026-12-01' }) })
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'MATTER_DATE_AHEAD' } })
    expect(await numberOf(await register())).toBe('青信〔2026〕1号')
  })

  it('stay the same when the same registration is sent twice', async () => {
    const matterId = ulid()
    const request = { commandId: ulid(), type: 'register', data: details() }
    const first = await matters.execute(matterId, request, clerk)
    expect(await matters.execute(matterId, request, clerk)).toEqual({ ...first, duplicate: true })
    expect(await numberOf(matterId)).toBe('青信〔2026〕1号')
  })
})

describe('a matter', () => {
  it('is shown with its clocks, decision and what can be done next', async () => {
    const matterId = await register()
    expect((await matters.view(matterId))?.remedy).toBeNull()
    await send(matterId, { type: 'record-decision', data: decision })
    expect((await matters.outcome(matterId)).remedy).toMatchObject({ state: 'awaiting-service', days: 30 })
    await send(matterId, { type: 'record-service', data: service() })
    const view = await matters.view(matterId)
    expect(view?.remedy).toMatchObject({ kind: 'request-re-review', lastDay: '2026-12-16', daysLeft: 22 })
    expect(view?.clocks.map(({ due }) => due)).toEqual(['review', 'request-re-review'])
  })

  it('that nobody registered is not there', async () => {
    expect(await matters.view(ulid())).toBeNull()
    expect(await matters.factsFor(ulid())).toBeNull()
  })

  it('leaves hearing days out of the period at re-review only', async () => {
    const review = await register()
    const reReview = await register({ stage: 're-review' })
    for (const matterId of [review, reReview]) await matters.linkMeeting(matterId, 'm1', '青信听〔2026〕1号')
    expect((await matters.view(review))?.clocks[0]?.lastDay).toBe('2026-11-19')
    expect((await matters.view(reReview))?.clocks[0]?.lastDay).toBe('2026-11-22')
    expect(asked).toEqual([['m1']])
  })
})

describe('the list', () => {
  it('shows each matter as its stream has it', async () => {
    const matterId = await register({ subject: '示例事项' })
    const { state, seq } = await matters.load(matterId)
    await modelRows(matterModel(connection)).write(matterId, seq, matterRow(state))
    const item = (await matters.list()).find(({ id }) => id === matterId)
    expect(item).toMatchObject({ subject: '示例事项', petitioner: '田守望', clocks: [{ due: 'review' }] })
    expect(item).not.toHaveProperty('contacts')
  })
})

describe('meetings of a matter', () => {
  it('are noted once, however often they are reported', async () => {
    const matterId = await register()
    const scheduled = async () => [{ meetingId: 'm1', matterId, number: '青信听〔2026〕1号' }]
    for (let start = 0; start < 3; start += 1) (await linkMeetings(ledger, matters, scheduled))()
    const { state, seq } = await matters.load(matterId)
    expect(state.meetings).toEqual([{ meetingId: 'm1', number: '青信听〔2026〕1号' }])
    expect(seq).toBe(2)
  })

  it('are no reason to note anything in a matter that does not exist', async () => {
    const matterId = ulid()
    await matters.linkMeeting(matterId, 'm1', '1号')
    expect((await matters.load(matterId)).seq).toBe(0)
  })
})
