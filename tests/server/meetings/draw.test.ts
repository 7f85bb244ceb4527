import { describe, expect, it } from 'vitest'
import { numberCommitmentOf } from '../../../shared/draw/randomness.ts'
import { verifyDraw } from '../../../shared/draw/verify.ts'
import { clock, code, drawn, hearingWhen, MINUTE, publicVerdict, served, transcriptOf } from './draws.ts'
import { clerk } from './hearing.ts'

describe('whoever prepares the draw cannot choose the panel', () => {
  it('has to seal a share before the number exists, once, and cannot have the number replaced', async () => {
    const hearing = await hearingWhen((state) => state.draws.length > 0)
    const petitioner = (await hearing.state()).participants.find((p) => p.kind === 'petitioner')
    const number = (text: string) =>
      hearing.send(clerk, 'give-number', { number: text, via: 'aloud', onBehalfOf: petitioner?.id })
    const commit = (minutes = 10) =>
      hearing.send(clerk, 'commit-share', { deadline: hearing.now() + minutes * MINUTE })
    const lock = () => hearing.send(clerk, 'lock-pool', { exclusions: [] })
    expect(code(await lock())).toBe('DRAW_RUNNING')
    expect(code(await number('1'))).toBe('SHARE_NOT_COMMITTED')
    // A moment to give a number would be none: the draw would run with the office's share alone.
    expect(await commit(9.99)).toMatchObject({
      refusal: { code: 'NUMBER_PERIOD_SHORT', params: { minutes: 10 } },
    })
    expect(code(await commit())).toBe('accepted')
    const shown = (await hearing.state()).draws.at(-1)?.commitment
    expect(code(await commit())).toBe('SHARE_COMMITTED')
    expect((await hearing.state()).draws.at(-1)?.commitment).toBe(shown)
    expect(code(await number('1'))).toBe('accepted')
    expect(code(await number('2'))).toBe('NUMBER_GIVEN')
    expect(code(await lock())).toBe('DRAW_RUNNING')
    expect(code(await commit())).toBe('SHARE_COMMITTED')
    expect(verifyDraw(transcriptOf(await hearing.state()))).toMatchObject({
      ok: true,
      steered: 'order-unknown',
    })
  })

  it('can draw again only as a new numbered draw whose reason, and the draw before it, stay visible', async () => {
    const hearing = await drawn()
    const before = transcriptOf(await hearing.state())
    expect(code(await hearing.send(clerk, 'void-draw', { reason: '' }))).toBe('COMMAND_MALFORMED')
    await hearing.send(clerk, 'void-draw', { reason: '名册漏了一位听证员' })
    await hearing.play((state) => state.draws.length === 2 && state.seats.length > 0)
    const { view } = await hearing.meetings.view(hearing.meetingId, { level: 'public' })
    expect(view.draws.map(({ draw, status, voidReason }) => [draw, status, voidReason])).toEqual([
      [1, 'void', '名册漏了一位听证员'],
      [2, 'drawn', undefined],
    ])
    expect(view.draws[0]?.transcript).toEqual(before)
    const again = transcriptOf(view)
    expect(again.officeShare).not.toBe(before.officeShare)
    expect(verifyDraw(again, { earlierShares: [before.officeShare] })).toMatchObject({ ok: true })
    expect(verifyDraw({ ...before, draw: 2 }, { draw: 2 })).toMatchObject({ ok: false })
  })

  it('waits for the deadline, and a draw without a number claims no more than is true', async () => {
    const hearing = await hearingWhen((state) => state.draws.at(-1)?.status === 'awaiting-number')
    const run = () => hearing.send(clock, 'run-without-number', {})
    expect(code(await run())).toBe('NUMBER_STILL_AWAITED')
    hearing.tick(31 * MINUTE)
    expect(code(await run())).toBe('accepted')
    const state = await hearing.state()
    expect(state.draws.at(-1)).toMatchObject({ status: 'drawn', number: null, via: 'none' })
    expect(verifyDraw(transcriptOf(state))).toMatchObject({ ok: true, steered: 'office-could' })
  })
})

describe('a number the petitioner seals in advance', () => {
  const salt = '0123456789abcdef'.repeat(2)

  /** A hearing whose pool is locked for a sealed number; the petitioner's phone, and everybody's acts. */
  async function sealing() {
    const hearing = await hearingWhen(served)
    const state = await hearing.state()
    const by = (kind: string) =>
      hearing.actorFor(state, state.participants.find((p) => p.kind === kind)?.id ?? '')
    const [phone, agent, unit] = [by('petitioner'), by('agent'), by('handler')]
    const secret = { meeting: hearing.meetingId, draw: 1, number: '8', salt }
    const acts = {
      lock: (minutes = 30) =>
        hearing.send(clerk, 'lock-pool', { exclusions: [], sealNumberBy: hearing.now() + minutes * MINUTE }),
      seal: (changes: Partial<typeof secret> = {}, actor = phone) =>
        hearing.send(actor, 'seal-number', { commitment: numberCommitmentOf({ ...secret, ...changes }) }),
      commit: () => hearing.send(clerk, 'commit-share', { deadline: hearing.now() + 10 * MINUTE }),
      open: (changes: object = {}, actor = phone) =>
        hearing.send(actor, 'give-number', { number: '8', salt, via: 'phone', ...changes }),
    }
    /** The number alone, as where none was sealed. */
    const say = () => hearing.send(phone, 'give-number', { number: '8', via: 'phone' })
    return { hearing, phone, agent, unit, secret, say, ...acts }
  }

  it('comes before the office’s share, is opened after it, and everybody recomputes all of it', async () => {
    const { hearing, lock, seal, commit, open, say, agent, unit } = await sealing()
    expect(code(await lock(-1))).toBe('DEADLINE_PAST')
    expect(code(await lock(9.99))).toBe('NUMBER_PERIOD_SHORT')
    expect(code(await lock())).toBe('accepted')
    expect(code(await commit())).toBe('NUMBER_NOT_SEALED')
    expect(code(await seal({}, clerk))).toBe('FORBIDDEN_ROLE')
    expect(code(await seal({}, unit))).toBe('NOT_THE_PETITIONER')
    expect(code(await hearing.send(agent, 'seal-number', { commitment: 'ab' }))).toBe('COMMAND_MALFORMED')
    expect(code(await seal())).toBe('accepted')
    expect(code(await seal({ number: '9' }))).toBe('NUMBER_SEALED')
    expect(code(await seal({ number: '9' }, agent))).toBe('NUMBER_SEALED')
    expect(code(await open())).toBe('SHARE_NOT_COMMITTED')
    expect(code(await commit())).toBe('accepted')
    expect(code(await open({}, unit))).toBe('NOT_THE_PETITIONER')
    expect(code(await say())).toBe('NUMBER_NOT_AS_SEALED')
    for (const wrong of [{ number: '9' }, { salt: 'f'.repeat(32) }])
      expect(code(await open(wrong))).toBe('NUMBER_NOT_AS_SEALED')
    expect(code(await open({ salt: salt.slice(2) }))).toBe('COMMAND_MALFORMED')
    expect(code(await open())).toBe('accepted')
    expect(code(await open())).toBe('NUMBER_GIVEN')
    const { view, transcript, namesInTranscript, about } = await publicVerdict(hearing)
    expect(transcript).toMatchObject({ v: 3, number: '8', numberSalt: salt })
    expect(namesInTranscript).toEqual([])
    for (const id of ['pool-locked', 'shares', 'draw', 'chain'] as const)
      expect(about(id)?.outcome, id).toBe('holds')
    expect(about('shares')?.facts).toMatchObject({ number: '8', sealedAt: expect.any(Number) })
    expect(verifyDraw(transcript, { ...view.draws[0]?.locked })).toMatchObject({
      ok: true,
      steered: 'order-unknown',
    })
  })

  it('is opened by the clerk from what was written down, where the phone is lost', async () => {
    const { hearing, lock, seal, commit, open, phone } = await sealing()
    for (const act of [lock, seal, commit]) expect(code(await act())).toBe('accepted')
    const onBehalfOf = phone.kind === 'link' ? phone.participantId : undefined
    expect(code(await open({ via: 'aloud', onBehalfOf, number: '9' }, clerk))).toBe('NUMBER_NOT_AS_SEALED')
    expect(code(await open({ via: 'aloud', onBehalfOf }, clerk))).toBe('accepted')
    expect((await hearing.state()).draws[0]).toMatchObject({ via: 'aloud', status: 'drawn' })
  })

  it('never sealed in time: the office goes on, and a number is said openly', async () => {
    const { hearing, lock, seal, commit, open, say } = await sealing()
    await lock(30)
    hearing.tick(31 * MINUTE)
    expect(code(await commit())).toBe('accepted')
    expect(code(await seal())).toBe('NUMBER_SEALED_LATE')
    expect(code(await open())).toBe('NUMBER_IS_OPEN')
    expect(code(await say())).toBe('accepted')
    expect(verifyDraw(transcriptOf(await hearing.state()))).toMatchObject({
      steered: 'order-unknown',
      transcript: { v: 1 },
    })
  })

  it('sealed and never opened: the draw runs at the deadline and claims no more than is true', async () => {
    const { hearing, lock, seal, commit, open } = await sealing()
    for (const act of [lock, seal, commit]) expect(code(await act())).toBe('accepted')
    expect(code(await hearing.send(clock, 'run-without-number', {}))).toBe('NUMBER_STILL_AWAITED')
    hearing.tick(11 * MINUTE)
    expect(code(await hearing.send(clock, 'run-without-number', {}))).toBe('accepted')
    expect(code(await open())).toBe('NUMBER_GIVEN')
    const { view } = await hearing.meetings.view(hearing.meetingId, { level: 'public' })
    expect(verifyDraw(transcriptOf(view))).toMatchObject({ ok: true, steered: 'office-could-unopened' })
  })

  it('is not accepted from an earlier draw, nor where the number is to be open', async () => {
    const { hearing, lock, seal, commit, open, secret } = await sealing()
    for (const act of [lock, seal, commit, open]) expect(code(await act())).toBe('accepted')
    const redraw = () => hearing.send(clerk, 'void-draw', { reason: '名册漏了一位听证员' })
    await redraw()
    await lock()
    expect(code(await seal())).toBe('NUMBER_SEAL_REUSED')
    expect(code(await seal({ draw: 2 }))).toBe('accepted')
    await commit()
    // The salt was opened before: whoever sealed with it again has shown it to everybody.
    expect(code(await open())).toBe('NUMBER_SEAL_REUSED')
    await redraw()
    await lock()
    expect(code(await seal({ ...secret, draw: 2 }))).toBe('NUMBER_SEAL_REUSED')
    await redraw()
    expect(code(await seal())).toBe('DRAW_VOIDED')
    await hearing.send(clerk, 'lock-pool', { exclusions: [] })
    expect(code(await seal({ draw: 4 }))).toBe('NUMBER_IS_OPEN')
  })

  it('is told to nobody before it is opened: neither number nor salt is anywhere in the record', async () => {
    const { hearing, lock, seal, commit } = await sealing()
    for (const act of [lock, seal, commit]) await act()
    const commits = await hearing.meetings.commits(hearing.meetingId, { level: 'staff' }, 0)
    expect(JSON.stringify(commits)).not.toContain(salt)
  })
})

describe('who stays out of a draw', () => {
  it('is nobody at somebody’s pleasure: a class that can be declared, and who declared it', async () => {
    const hearing = await hearingWhen(served)
    const lock = (reason: string, note: string) =>
      hearing.send(clerk, 'lock-pool', { exclusions: [{ no: 9, reason, note }] })
    for (const reason of ['suspended', 'resting', 'training-lapsed', 'term-ended'])
      expect(code(await lock(reason, '领导要求')), reason).toBe('EXCLUSION_NOT_DECLARABLE')
    expect(await lock('declared-interest', ' ')).toMatchObject({
      refusal: { code: 'EXCLUSION_WITHOUT_NOTE', params: { no: 9, name: '听证员9' } },
    })
    expect(code(await lock('declared-interest', '本人来电申明'))).toBe('accepted')
  })
})

describe('a hearing whose rules have quotas', () => {
  it('locks a portfolio before the randomness, draws from it, and the public recomputes all of it', async () => {
    const hearing = await hearingWhen((state) => state.seats.length > 0, { procedureId: 'naiman-complex' })
    const { view, transcript, namesInTranscript, about } = await publicVerdict(hearing)
    const draw = view.draws.at(-1)
    expect(draw?.locked.portfolio?.length).toBeGreaterThan(1)
    expect(namesInTranscript).toEqual([])
    for (const id of ['pool-locked', 'shares', 'draw', 'chain'] as const)
      expect(about(id)?.outcome, id).toBe('holds')
    expect(about('draw')?.facts.compositions).toBe(transcript.portfolio?.length)
    expect(verifyDraw(transcript, { ...draw?.locked })).toMatchObject({
      ok: true,
      steered: 'order-unknown',
    })
    const panel = transcript.candidates.filter((c) => transcript.panel.some((seat) => seat.no === c.no))
    for (const id of ['lawyer', 'mongolian', 'deputy'])
      expect(panel.filter((c) => c.counts?.includes(id)).length, id).toBeGreaterThanOrEqual(1)
  }, 120_000)

  it('is refused with the smallest set of rules that conflict, in words, and nothing is locked', async () => {
    const hearing = await hearingWhen(served, { procedureId: 'naiman-complex' })
    const excluded = Array.from({ length: 69 }, (_, i) => i + 1)
      .filter((no) => no % 10 === 0)
      .map((no) => ({ no, reason: 'declared-interest', note: '本人申明' }))
    const result = await hearing.send(clerk, 'lock-pool', { exclusions: excluded })
    expect(result).toMatchObject({
      ok: false,
      refusal: {
        code: 'DRAW_RULES_CONFLICT',
        params: { seats: 5, zh: '通蒙古语的人至少 1 人（可抽的有 0 人）' },
      },
    })
    expect((await hearing.state()).draws).toEqual([])
  }, 60_000)

  it('seats an expert a sector recommends, up to the rules’ number, and says who asked', async () => {
    const hearing = await hearingWhen(served)
    const lock = (...nos: number[]) =>
      hearing.send(clerk, 'lock-pool', {
        exclusions: [{ no: 50, reason: 'declared-interest', note: '本人申明' }],
        recommended: nos.map((no) => ({ no, requestedBy: '林业和草原局' })),
      })
    expect(code(await lock(51, 52))).toBe('TOO_MANY_RECOMMENDED')
    expect(code(await lock(50))).toBe('OFFICER_NOT_ELIGIBLE')
    expect(code(await lock(1))).toBe('OFFICER_NOT_ELIGIBLE')
    expect(code(await lock(51))).toBe('accepted')
    await hearing.play((state) => state.seats.length > 0)
    const { view } = await hearing.meetings.view(hearing.meetingId, { level: 'public' })
    expect(view.seats.some((seat) => seat.officerNo === 51)).toBe(true)
    expect(view.draws.at(-1)?.locked.recommended).toEqual([{ no: 51, requestedBy: '林业和草原局' }])
    expect(verifyDraw(transcriptOf(view))).toMatchObject({ ok: true })
  })
})
