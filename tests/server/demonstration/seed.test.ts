import { randomBytes } from 'node:crypto'
import mongoose, { type Connection } from 'mongoose'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAccounts } from '../../../server/accounts/service.ts'
import { createCounty } from '../../../server/county/service.ts'
import { demonstrationHearings } from '../../../server/demonstration/matters.ts'
import { meetingSeats } from '../../../server/demonstration/seats.ts'
import { type DemonstrationParts, seedDemonstration } from '../../../server/demonstration/seed.ts'
import { createLedger } from '../../../server/ledger/service.ts'
import { createMatters } from '../../../server/matters/service.ts'
import type { MeetingNeighbours } from '../../../server/meetings/context.ts'
import { meetingRow } from '../../../server/meetings/projection.ts'
import { createRegister } from '../../../server/meetings/register.ts'
import { createMeetings } from '../../../server/meetings/service.ts'
import { createPool } from '../../../server/pool/service.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { dateOf } from '../../../shared/i18n/format.ts'
import { factsForDraw } from '../../../shared/pool/eligibility.ts'
import { groupOf } from '../../../shared/pool/officer.ts'
import { officersOf } from '../../../shared/pool/state.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'

const started = Date.parse('2026-11-12T00:42:00Z')
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

/** What the demonstration stands on; answers nobody asks for here are refused loudly. */
function parts(now = started): DemonstrationParts {
  const streams = createMemoryStreams()
  const clock = () => now
  const ledger = createLedger({ streams, clock, random: randomBytes })
  const accounts = createAccounts({ connection, secret: 'x'.repeat(32), clock })
  const pool = createPool(ledger, { clock, dateOf, matter: async () => null })
  const register = createRegister(streams, clock)
  const matters = createMatters(ledger, {
    connection,
    clock,
    dateOf,
    reserveNumber: register,
    hearingDays: async () => [],
  })
  const unasked = () => Promise.reject(new Error('not asked for in a demonstration'))
  const neighbours: MeetingNeighbours = {
    sealedTexts: {
      compareOpinion: unasked,
      sealOpinion: unasked,
      openOpinion: unasked,
      sealShare: unasked,
      openShare: unasked,
    },
    matterFacts: (matterId) => matters.factsFor(matterId),
    poolForDraw: (meetingId, state) => pool.forDraw(meetingId, state),
    portfolio: unasked,
    staff: (accountId, role) => accounts.staff(accountId, role),
    reserveNumber: register,
    finaliseMinutes: unasked,
    findScan: unasked,
    dateOf,
  }
  return {
    county: createCounty(connection),
    accounts,
    pool,
    matters,
    meetings: createMeetings(ledger, neighbours),
    clock,
    dateOf,
  }
}

describe('the demonstration county', () => {
  let world: DemonstrationParts
  beforeAll(async () => {
    world = parts()
    await seedDemonstration(world)
  })

  const officers = async () => officersOf((await world.pool.load()).state)

  it('marks its database for good', async () => {
    expect(await world.county.find()).toMatchObject({ demonstration: true })
    await world.county.create('另一个县', false)
    expect(await world.county.find()).toMatchObject({ name: '青禾县', demonstration: true })
  })

  it('has 69 officers, 6 of them standing, one group for each category and department', async () => {
    const all = await officers()
    expect(all).toHaveLength(69)
    expect(all.filter(({ standing }) => standing)).toHaveLength(6)
    expect(new Set(all.map(({ name }) => name)).size).toBe(69)
    const size = (group: string) => all.filter((officer) => groupOf(officer) === group).length
    expect(['deputy', 'cppcc', 'conduct-reviewer', 'public-lawyer', 'private-lawyer'].map(size)).toEqual([
      12, 10, 8, 5, 6,
    ])
    const departments = [...new Set(all.filter(({ sector }) => sector !== '').map(groupOf))]
    expect(departments).toHaveLength(21)
    expect(departments.filter((group) => size(group) === 2)).toHaveLength(7)
  })

  it('has officers on leave and without training, who cannot be drawn', async () => {
    const { state } = await world.pool.load()
    const barred = factsForDraw(state, '2026-11-12').flatMap(({ no, barred: reason }) =>
      reason ? [[no, reason]] : [],
    )
    expect(barred).toEqual([
      [9, 'unavailable'],
      [29, 'unavailable'],
      [34, 'training-lapsed'],
      [36, 'training-lapsed'],
      [54, 'unavailable'],
    ])
  })

  it.each(demonstrationHearings.map((hearing) => [hearing.meetingId, hearing] as const))(
    'has a hearing ready up to the draw: %s',
    async (meetingId, hearing) => {
      const { state } = await world.meetings.load(meetingId)
      expect(state.phase).toBe('preparing')
      expect(state.startsAt).toBeGreaterThan(started)
      expect(meetingRow(state).missing).toEqual(['draw'])
      expect(state.announcedAt).not.toBeNull()
      expect(state.evidence).toHaveLength(hearing.evidence.length)
      const kinds = meetingSeats(state).map(({ kind }) => kind)
      for (const kind of ['chair', 'clerk', 'petitioner', 'unit', 'other', 'observer', 'screen'])
        expect(kinds).toContain(kind)
    },
  )

  it('shows the public neither petitioner by name', async () => {
    for (const { meetingId } of demonstrationHearings) {
      const { state } = await world.meetings.load(meetingId)
      const petitioner = state.participants.find(({ kind }) => kind === 'petitioner')
      expect(state.maskedSubject).toContain('某某')
      expect(state.maskedSubject).not.toContain(petitioner?.name)
    }
  })

  it('stays as it is at the next start, a day later', async () => {
    const seqs = async () => [
      (await world.pool.load()).seq,
      ...(await Promise.all(
        demonstrationHearings.map(async ({ matterId }) => (await world.matters.load(matterId)).seq),
      )),
      ...(await Promise.all(
        demonstrationHearings.map(async ({ meetingId }) => (await world.meetings.load(meetingId)).seq),
      )),
      (await world.accounts.list()).length,
    ]
    const before = await seqs()
    await seedDemonstration({ ...world, clock: () => started + 86_400_000 })
    expect(await seqs()).toEqual(before)
  })

  it('leaves alone what people changed since', async () => {
    const [hearing] = demonstrationHearings
    const clerk = (await world.accounts.list()).find(({ login }) => login === 'clerk1')
    if (!hearing || !clerk) throw new Error('nothing was seeded')
    const actor = { kind: 'account', accountId: clerk._id, name: clerk.name, roles: clerk.roles } as const
    const back = { no: 9, ranges: [] }
    await world.pool.execute({ commandId: ulid(), type: 'record-unavailability', data: back }, actor)
    const unchecked = { itemId: 'room', done: false, note: '大屏坏了' }
    await world.meetings.execute(
      hearing.meetingId,
      { commandId: ulid(), type: 'check-preparation', data: unchecked },
      actor,
    )
    await seedDemonstration(world)
    expect((await officers())[8]?.unavailable).toEqual([])
    expect((await world.meetings.load(hearing.meetingId)).state.preparation.room?.done).toBe(false)
  })

  it('is finished by the next start when the first one was cut off anywhere', async () => {
    const cutOff = parts()
    for (let left = 1, cut = true; cut; left += 3) {
      let calls = 0
      const counted = <T extends { execute(...call: never[]): unknown }>(part: T): T => ({
        ...part,
        execute: (...call: never[]) => {
          calls += 1
          if (calls > left) throw new Error('power cut')
          return part.execute(...call)
        },
      })
      cut = await seedDemonstration({
        ...cutOff,
        pool: counted(cutOff.pool),
        matters: counted(cutOff.matters),
        meetings: counted(cutOff.meetings),
      }).then(
        () => false,
        () => true,
      )
    }
    const uncut = parts()
    await seedDemonstration(uncut)
    for (const { meetingId } of demonstrationHearings) {
      const [one, other] = [await uncut.meetings.load(meetingId), await cutOff.meetings.load(meetingId)]
      expect(other.seq).toBe(one.seq)
      expect(meetingRow(other.state).missing).toEqual(['draw'])
    }
    expect((await cutOff.pool.load()).seq).toBe((await uncut.pool.load()).seq)
  })
})
