import { ulid } from 'ulid'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countDueSlips } from '../../../server/pool/due.ts'
import { recordHearings } from '../../../server/pool/hearings.ts'
import { createPool } from '../../../server/pool/service.ts'
import { readableEvent } from '../../../shared/ledger/commit.ts'
import { appraisalsSchema, officerPageSchema, slipsSchema } from '../../../shared/pool/view.ts'
import { officer } from '../../shared/pool/run.ts'
import { addStaff, type Browser, servedApp } from '../http/served.ts'
import { createHearing } from '../meetings/hearing.ts'

const DAY_MS = 86_400_000
const served = servedApp()
let clerk: Browser
let chair: Browser
let chairAccountId: string
const command = (browser: Browser, type: string, data: unknown) =>
  browser.post('/api/pools/main/commands', { commandId: ulid(), type, data })

beforeAll(async () => {
  const staff = await addStaff(served())
  chairAccountId = staff.chair.accountId
  clerk = await served().signedIn('clerk')
  chair = await served().signedIn('chair')
  const names = ['甲一', '乙二', '丙三']
  await command(clerk, 'import-officers', {
    officers: names.map((name) => officer({ name })),
    adopted: '联席会议通过',
  })
  const { pool } = served().modules
  await pool.execute(
    {
      commandId: ulid(),
      type: 'record-hearing',
      data: {
        meetingId: 'm1',
        number: '青信听〔2026〕1号',
        matterId: '',
        on: '2026-11-20',
        chairAccountId,
        parties: 3,
        outcomes: [
          { no: 1, outcome: 'sat' },
          { no: 2, outcome: 'sat' },
          { no: 3, outcome: 'declined' },
        ],
      },
    },
    { kind: 'clock' },
  )
})

const marks = { listened: 4, respectful: 5, impartial: 3 }

describe('the chair of a hearing', () => {
  it('appraises over HTTP; a clerk cannot, and sees the result', async () => {
    const data = {
      meetingId: 'm1',
      no: 1,
      marks: { punctual: 5, prepared: 4, impartial: 5, reasoned: 4 },
      remark: '准备充分',
    }
    expect((await command(clerk, 'appraise', data)).code).toBe('POOL_NOT_THE_CHAIR')
    expect((await command(chair, 'appraise', data)).status).toBe(200)
    const { hearings } = appraisalsSchema.parse((await clerk.get('/api/pools/main/appraisals')).body)
    expect(hearings[0]).toMatchObject({ mine: false, officers: [{ no: 1, remark: '准备充分' }, { no: 2 }] })
    const page = officerPageSchema.parse((await clerk.get('/api/pools/main/officers/1')).body)
    expect(page.history.map(({ type }) => type)).toContain('officer-appraised')
    expect(page.history[0]?.byName).toBe('顾一')
  })

  it('keeps no pool: changes, officers’ pages and days are the office’s', async () => {
    expect((await command(chair, 'add-officer', officer({ name: '丁四' }))).code).toBe('FORBIDDEN_ROLE')
    for (const path of ['officers/1', 'days/2026-11-24', 'health', 'applications', 'eliminations'])
      expect((await chair.get(`/api/pools/main/${path}`)).status, path).toBe(403)
  })
})

describe('slips of the parties', () => {
  const print = async () =>
    slipsSchema.parse((await clerk.post('/api/pools/main/hearings/m1/slips', { commandId: ulid() })).body)

  it('are one for each person, the same when printed again, and stand in no order that tells', async () => {
    const first = await print()
    expect(first.codes).toHaveLength(3)
    expect(new Set(first.codes).size).toBe(3)
    expect(await print()).toEqual(first)
    expect([...first.codes].sort()).toEqual(first.codes)
    expect((await chair.post('/api/pools/main/hearings/m1/slips', { commandId: ulid() })).status).toBe(403)
  })

  it('work once each, without signing in, and only for who sat and on every criterion', async () => {
    const [a = '', b = ''] = (await print()).codes
    const nobody = served().browser()
    const cast = (code: string, ballot: unknown) =>
      nobody.post(`/api/public/slips/${encodeURIComponent(code)}`, { ballot })
    const view = (code: string) => nobody.get(`/api/public/slips/${encodeURIComponent(code)}`)
    expect((await view(a)).body).toMatchObject({ state: 'open', officers: [{ no: 1 }, { no: 2 }] })
    expect((await cast('2222-2222-2222', [{ no: 1, marks, remark: '' }])).code).toBe('POOL_SLIP_UNKNOWN')
    expect((await cast(a, [{ no: 3, marks, remark: '' }])).code).toBe('POOL_DID_NOT_SIT')
    expect((await cast(a, [{ no: 1, marks: { listened: 4 }, remark: '' }])).code).toBe('POOL_CRITERION')
    expect((await cast(a, [])).status).toBe(422)
    // As somebody types it: small letters, no dashes.
    const typed = a.toLowerCase().replaceAll('-', ' ')
    expect((await cast(typed, [{ no: 1, marks, remark: '耐心' }])).status).toBe(200)
    expect((await cast(a, [{ no: 1, marks, remark: '' }])).code).toBe('POOL_SLIP_USED')
    expect((await view(a)).body).toMatchObject({ state: 'used' })
    const both = await Promise.all([1, 2].map(() => cast(b, [{ no: 2, marks, remark: '急躁' }])))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(nobody.cookies.size).toBe(0)
  })

  it('leave no word, count or time with staff while they are taken, and no person at rest ever', async () => {
    const answers = await Promise.all(
      ['', '/appraisals', '/officers/1', '/officers/2', '/health'].map((path) =>
        clerk.get(`/api/pools/main${path}`),
      ),
    )
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(/耐心|急躁|"ballots"/)
    const rows = await served().database.connection.collection('appraisalSlips').find().toArray()
    expect(rows).toHaveLength(3)
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(['_id', 'ballot', 'meetingId'])
    expect(served().logged.join('')).not.toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}/)
  })

  it('are counted after the last day, all together, and then forgotten', async () => {
    const { pool, slips } = served().modules
    await countDueSlips(pool, slips, pool.today())
    expect((await pool.load()).state.boxes.m1?.result).toBeNull()
    served().pass(8 * DAY_MS)
    await Promise.all([1, 2].map(() => countDueSlips(pool, slips, pool.today())))
    const { state } = await pool.load()
    expect(state.boxes.m1?.result).toEqual({ ballots: 2, counted: true })
    expect(state.officers[1]?.tallies).toMatchObject([
      { counts: { listened: [0, 0, 0, 1, 0] }, remarks: ['耐心'] },
    ])
    await countDueSlips(pool, slips, pool.today())
    expect(await served().database.connection.collection('appraisalSlips').countDocuments()).toBe(0)
    expect((await clerk.post('/api/pools/main/hearings/m1/slips', { commandId: ulid() })).code).toBe(
      'POOL_SLIPS_COUNTED',
    )
  })
})

describe('the pool on a day over HTTP', () => {
  it('answers with the commit it rests on', async () => {
    const { body } = await clerk.get('/api/pools/main/days/2026-11-24?no=1')
    expect(body).toMatchObject({ officers: 3, officer: { no: 1, membership: 'in', bars: [] } })
    expect((await clerk.get('/api/pools/main/days/yesterday')).status).toBe(422)
    expect((await clerk.get('/api/pools/main/officers/99')).status).toBe(404)
  })
})

describe('a hearing that ends', () => {
  it('is in the pool’s record once, with who sat, who left a seat and why', async () => {
    const play = createHearing()
    const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10)
    const neighbours = { clock: play.now, dateOf, matter: async () => null }
    const pool = createPool(play.ledger, neighbours)
    const clerkActor = play.actorFor(await play.state(), 'clerk')
    await pool.execute(
      {
        commandId: ulid(),
        type: 'import-officers',
        data: {
          officers: Array.from({ length: 69 }, (_, i) => officer({ name: `听证员${i + 1}` })),
          adopted: '联席会议通过',
        },
      },
      clerkActor,
    )
    const options = { ledger: play.ledger, pool, dateOf, ended: async () => [play.meetingId] }
    const stop = await recordHearings(options)
    await play.schedule()
    const state = await play.play()
    stop()
    const record = (await pool.load()).state.hearings[play.meetingId]
    const seated = state.seats.flatMap(({ officerNo }) => officerNo ?? [])
    expect(record).toMatchObject({ number: state.number, on: '2026-11-12', parties: 3 })
    expect(record?.outcomes.filter(({ outcome }) => outcome === 'sat').map(({ no }) => no)).toEqual(
      [...seated].sort((a, b) => a - b),
    )
    const recused = state.recusals[0]?.target ?? ''
    const no = Number(z.string().parse(recused).replace('officer-', ''))
    expect(record?.outcomes).toContainEqual({ no, outcome: 'recused' })
    const before = (await pool.load()).seq
    await recordHearings(options).then((end) => end())
    expect((await pool.load()).seq).toBe(before)
  })
})

describe('an open application', () => {
  const applicant = {
    name: '丁四',
    category: 'deputy' as const,
    sector: '',
    unit: '示例乡',
    expertise: ['土地'],
    languages: ['汉语'],
    phone: '13800000009',
  }
  const send = (changes: object = {}) =>
    served()
      .browser()
      .post('/api/public/pool-applications', {
        applicant: { ...applicant, ...changes },
        statement: '愿意参加',
      })
  const waitingAt = (browser: Browser) => browser.get('/api/pools/main/open-applications')
  const receiptOf = (body: unknown) => z.object({ receipt: z.string() }).parse(body).receipt
  const act = (browser: Browser, receipt: string, what: string, body = {}) =>
    browser.post(`/api/pools/main/open-applications/${receipt}/${what}`, body)

  it('gets a receipt, waits for the office alone, and is in the record only once taken in', async () => {
    const { pool } = served().modules
    const before = (await pool.load()).seq
    const receipt = receiptOf((await send()).body)
    expect((await pool.load()).seq).toBe(before)
    for (const other of [served().browser(), chair]) {
      expect([401, 403]).toContain((await waitingAt(other)).status)
      expect([401, 403]).toContain((await act(other, receipt, 'taken-in')).status)
    }
    expect((await waitingAt(clerk)).body).toMatchObject({
      waiting: [{ receipt, applicant: { name: '丁四', phone: '13800000009' }, statement: '愿意参加' }],
    })
    expect((await act(clerk, receipt, 'taken-in')).status).toBe(200)
    expect(Object.values((await pool.load()).state.applications)).toContainEqual(
      expect.objectContaining({
        state: 'received',
        route: 'application',
        officer: expect.objectContaining({ name: '丁四', standing: false, phone: '13800000009' }),
      }),
    )
    expect((await waitingAt(clerk)).body).toEqual({ waiting: [] })
    expect((await act(clerk, receipt, 'taken-in')).status).toBe(404)
  })

  it('tells nobody who is in the pool or has applied: sent again it gets a receipt like any other', async () => {
    const gone: object[] = []
    for (const changes of [{}, { name: '甲一', unit: officer({ name: '甲一' }).unit }]) {
      const answer = await send(changes)
      expect(answer.status).toBe(200)
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(answer.body))).toEqual(['receipt'])
      const receipt = receiptOf(answer.body)
      expect((await act(clerk, receipt, 'taken-in')).status).toBeGreaterThanOrEqual(400)
      expect((await act(clerk, receipt, 'set-aside')).status).toBe(422)
      expect((await act(clerk, receipt, 'set-aside', { why: 'sent-twice' })).status).toBe(200)
      // The record tells which, why and by whom, and nothing of its sender.
      const [last] = (await served().modules.pool.commits()).slice(-1)
      const trace = { type: 'application-set-aside', receipt, why: 'sent-twice' }
      expect(last?.events.map(readableEvent)).toContainEqual(trace)
      expect(JSON.stringify(last)).not.toContain('丁四')
      const { body } = await clerk.get('/api/pools/main/applications')
      expect(body).toMatchObject({ setAside: [{ receipt, why: 'sent-twice' }, ...gone] })
      gone.unshift({ receipt, why: 'sent-twice' })
    }
    expect((await waitingAt(clerk)).body).toEqual({ waiting: [] })
  })

  it('cannot make somebody standing, name a term, come without a telephone, or flood the office', async () => {
    for (const changes of [
      { standing: true },
      { term: null },
      { phone: ' ' },
      { name: '' },
      { sector: '农牧' },
    ])
      expect((await send(changes)).body).toMatchObject({ refusal: { code: 'REQUEST_MALFORMED' } })
    const answers = await Promise.all(Array.from({ length: 25 }, () => send({ name: '' })))
    expect(answers.at(-1)?.body).toMatchObject({ refusal: { code: 'TOO_MANY_TRIES' } })
  })
})
