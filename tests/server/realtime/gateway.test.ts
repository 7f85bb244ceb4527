import { randomBytes } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { seedDemonstration } from '../../../server/demonstration/seed.ts'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { verifyChain } from '../../../shared/ledger/chain.ts'
import { type Commit, commitSchema } from '../../../shared/ledger/commit.ts'
import { evolveCommit, replay } from '../../../shared/ledger/replay.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { addStaff, type Browser, servedApp } from '../http/served.ts'

const served = servedApp()
let meetingId: string
let clerkActor: Actor
let office: Browser
const open: Socket[] = []

beforeAll(async () => {
  await addStaff(served())
  const { modules, clock, signedIn } = served()
  await seedDemonstration({ ...modules, clock })
  meetingId = (await modules.list.all())[0]?._id ?? ''
  const { state } = await modules.meetings.load(meetingId)
  const clerk = state.clerks[0]
  clerkActor = { kind: 'account', accountId: clerk?.accountId ?? '', name: '', roles: ['clerk'] }
  office = await signedIn('clerk')
})
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect()
})

const commandId = () => randomBytes(16).toString('hex')
const pushSchema = z.object({ stream: z.string(), commit: commitSchema, now: z.number() })
const joinedSchema = z.object({ ok: z.literal(true), seq: z.int(), view: z.unknown(), now: z.number() })

/** A page's socket under a browser's sign-in. */
async function connect(browser: Browser, { origin, seat }: { origin?: string; seat?: string } = {}) {
  const socket = io(served().base, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 20,
    query: seat === undefined ? {} : { seat },
    extraHeaders: { cookie: browser.cookieHeader(), origin: origin ?? served().base },
  })
  open.push(socket)
  const commits: Commit[] = []
  socket.on('commit', (message: unknown) => commits.push(pushSchema.parse(message).commit))
  await new Promise<void>((done, fail) => {
    socket.once('connect', done)
    socket.once('connect_error', fail)
  })
  const ask = (name: string, message: unknown): Promise<unknown> =>
    socket.timeout(5000).emitWithAck(name, message)
  return {
    socket,
    commits,
    ask,
    join: (id = meetingId, aggregate = 'meeting') => ask('join', { aggregate, id }),
    joined: async () => joinedSchema.parse(await ask('join', { aggregate: 'meeting', id: meetingId })),
  }
}

/** A phone signed in as somebody of the meeting, or as an observer. */
async function phone(kind?: 'petitioner' | 'handler'): Promise<Browser> {
  const { modules, browser } = served()
  const { state } = await modules.meetings.load(meetingId)
  const person = state.participants.find((one) => one.kind === kind)
  const { token } = await modules.links.issue(
    meetingId,
    person ? { role: 'party', participantId: person.id } : { role: 'observer' },
    'test',
  )
  const one = browser()
  await one.post(`/api/links/${token}/redeem`)
  return one
}

/** Something harmless everybody is told of. */
const act = async (n: number) => {
  const result = await served().modules.meetings.execute(
    meetingId,
    {
      commandId: commandId(),
      type: 'add-participant',
      data: { kind: 'witness', side: 'other', name: `证人${n}`, title: '' },
    },
    clerkActor,
  )
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.seq
}
const refusedWith = (code: string) => ({ ok: false, refusal: { code, params: expect.anything() } })

describe('joining', () => {
  it('is refused to whoever is not signed in or not part of the meeting, alike for one that does not exist', async () => {
    const anonymous = await connect(served().browser())
    expect(await anonymous.join()).toEqual(refusedWith('LOGIN_REQUIRED'))
    const chair = await connect(await served().signedIn('chair'))
    expect(await chair.join()).toEqual(refusedWith('NOT_A_MEMBER'))
    expect(await chair.join('01ARZ3NDEKTSV4RRFFQ69G5FAV')).toEqual(refusedWith('NOT_A_MEMBER'))
    const party = await connect(await phone('petitioner'))
    const [matterId] = (await served().modules.list.all()).map((row) => row.matterId)
    expect(await party.join(matterId, 'matter')).toEqual(refusedWith('NOT_A_MEMBER'))
    expect(await party.ask('join', { aggregate: 'minutes', id: meetingId })).toEqual(
      refusedWith('REQUEST_MALFORMED'),
    )
    expect(await party.ask('join', null)).toEqual(refusedWith('REQUEST_MALFORMED'))
  })

  it('gives each viewer a view that is the redacted record evolved, and nothing more', async () => {
    const staff = await (await connect(office)).joined()
    const party = await (await connect(await phone('petitioner'))).joined()
    const observer = await (await connect(await phone())).joined()
    expect(new Set([staff.seq, party.seq, observer.seq]).size).toBe(1)
    const petitioner = (await served().modules.meetings.load(meetingId)).state.participants.find(
      ({ kind }) => kind === 'petitioner',
    )
    expect(JSON.stringify(staff.view)).toContain(petitioner?.name)
    expect(JSON.stringify(observer.view)).not.toContain(petitioner?.name)
    const answer = z
      .object({ commits: z.array(commitSchema) })
      .parse((await (await phone()).get(`/api/meetings/${meetingId}/commits?after=0`)).body)
    expect(verifyChain(answer.commits)).toMatchObject({ ok: true })
    expect(observer.view).toEqual(replay(meeting, answer.commits))
  })
})

describe('commits', () => {
  it('reach every line in order, redacted for it, and lead to the same state as joining anew', async () => {
    const lines = await Promise.all([
      connect(office),
      connect(await phone('petitioner')),
      connect(await phone()),
    ])
    const views = await Promise.all(lines.map((line) => line.joined()))
    let last = 0
    for (let n = 0; n < 5; n += 1) last = await act(n)
    for (const [index, line] of lines.entries()) {
      await vi.waitFor(() => expect(line.commits.at(-1)?.seq).toBe(last))
      const first = (views[index]?.seq ?? 0) + 1
      expect(line.commits.map(({ seq }) => seq)).toEqual(Array.from({ length: 5 }, (_, n) => first + n))
      const state = line.commits.reduce<MeetingState>(
        (current, commit) => evolveCommit(meeting, current, commit),
        views[index]?.view as MeetingState,
      )
      expect(state).toEqual((await line.joined()).view)
    }
    expect(JSON.stringify(lines[0]?.commits)).toContain('证人4')
    expect(JSON.stringify(lines[2]?.commits)).not.toContain('证人4')
  })

  it('miss nobody who joins while they are being made', async () => {
    const line = await connect(office)
    const acting = Promise.all([act(10), act(11), act(12)])
    const { seq } = await line.joined()
    const last = Math.max(...(await acting))
    await vi.waitFor(() => expect(line.commits.at(-1)?.seq ?? seq).toBe(last))
    expect(line.commits.map((commit) => commit.seq)).toEqual(
      Array.from({ length: last - seq }, (_, n) => seq + 1 + n),
    )
  })
})

describe('commands over the socket', () => {
  it('have the answers of HTTP, once under one id', async () => {
    const line = await connect(office)
    const command = {
      aggregate: 'meeting',
      id: meetingId,
      commandId: commandId(),
      type: 'check-preparation',
      data: { itemId: 'nonsense', done: true, note: '' },
    }
    const { aggregate: _a, id: _i, ...body } = command
    const overHttp = await office.post(`/api/meetings/${meetingId}/commands`, body)
    expect(await line.ask('command', { ...command, commandId: commandId() })).toEqual(overHttp.body)
    expect(await line.ask('command', { ...command, expectedSeq: 0 })).toMatchObject({
      refusal: { code: 'STALE_SEQ' },
    })
    expect(await line.ask('command', { ...command, extra: 1 })).toEqual(refusedWith('COMMAND_MALFORMED'))
    expect(await line.ask('command', 'nothing')).toEqual(refusedWith('COMMAND_MALFORMED'))
  })

  it('are judged by the sender’s rights at that moment', async () => {
    const party = await connect(await phone('petitioner'))
    const command = {
      aggregate: 'meeting',
      id: meetingId,
      commandId: commandId(),
      type: 'cancel',
      data: { reason: '试' },
    }
    expect(await party.ask('command', command)).toEqual(refusedWith('FORBIDDEN_ROLE'))
    expect(await party.ask('command', { ...command, id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })).toEqual(
      refusedWith('NOT_A_MEMBER'),
    )
    const anonymous = await connect(served().browser())
    expect(await anonymous.ask('command', command)).toEqual(refusedWith('LOGIN_REQUIRED'))
  })

  it('are refused when a line sends too many at once', async () => {
    const line = await connect(office)
    const answers = await Promise.all(Array.from({ length: 80 }, () => line.ask('join', null)))
    expect(
      answers.filter((answer) => JSON.stringify(answer).includes('TOO_MANY_TRIES')).length,
    ).toBeGreaterThan(0)
    served().pass(10_000)
    expect(await line.join()).toMatchObject({ ok: true })
  })
})

describe('a line', () => {
  it('closes with the sign-out, and comes back as nobody', async () => {
    const clerk = await served().signedIn('clerk')
    const line = await connect(clerk)
    await line.joined()
    const closed = new Promise((done) => line.socket.once('disconnect', done))
    const back = new Promise<void>((done) => line.socket.once('connect', done))
    await clerk.post('/api/logout')
    await closed
    await back
    expect(await line.join()).toEqual(refusedWith('LOGIN_REQUIRED'))
  })

  it('closes with the link it came by, and hears nothing that follows', async () => {
    const browser = await phone('petitioner')
    const line = await connect(browser)
    await line.joined()
    const closed = new Promise((done) => line.socket.once('disconnect', done))
    await phone('petitioner')
    await closed
    await act(20)
    const watcher = await connect(office)
    await watcher.joined()
    expect(line.commits).toEqual([])
  })

  it('is not opened for pages of other sites, nor under unknown paths', async () => {
    await expect(connect(office, { origin: 'http://evil.example' })).rejects.toThrow()
    for (const [path, origin, status] of [
      ['/elsewhere', served().base, 404],
      ['/minutes/x/y', 'http://evil.example', 403],
    ] as const) {
      const socket = new WebSocket(`${served().base.replace('http', 'ws')}${path}`, {
        headers: { cookie: office.cookieHeader(), origin },
      })
      const answered = await new Promise((done) => {
        socket.on('unexpected-response', (_request, response) => done(response.statusCode))
        socket.on('open', () => done('open'))
        socket.on('error', () => undefined)
      })
      expect(answered, path).toBe(status)
      socket.terminate()
    }
  })

  it('speaks for the seat it names', async () => {
    const browser = served().browser({ seat: 'b' })
    await browser.post('/api/login', { login: 'clerk', password: 'correct horse battery' })
    expect(await (await connect(browser)).join()).toEqual(refusedWith('LOGIN_REQUIRED'))
    expect(await (await connect(browser, { seat: 'b' })).join()).toMatchObject({ ok: true })
  })
})

it('tells consoles, and nobody else, who is there', async () => {
  const staff = await connect(office)
  const told: unknown[] = []
  staff.socket.on('presence', (message: unknown) => told.push(message))
  await staff.joined()
  const party = await connect(await phone('petitioner'))
  const partyTold = vi.fn()
  party.socket.on('presence', partyTold)
  await party.joined()
  const { state } = await served().modules.meetings.load(meetingId)
  const petitioner = state.participants.find(({ kind }) => kind === 'petitioner')?.id ?? ''
  await vi.waitFor(() =>
    expect(told.at(-1)).toMatchObject({ meetingId, online: { [petitioner]: expect.any(Number) } }),
  )
  party.socket.disconnect()
  await vi.waitFor(() => expect(JSON.stringify(told.at(-1))).not.toContain(petitioner))
  expect(partyTold).not.toHaveBeenCalled()
})
