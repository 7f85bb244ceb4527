import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/accounts/actor.ts'
import { buildCommit, NO_HEAD } from '../../../shared/ledger/commit.ts'
import { redact } from '../../../shared/ledger/redact.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import { matterCommandSchema } from '../../../shared/matter/commands.ts'
import { matter } from '../../../shared/matter/matter.ts'
import { factsForMeeting } from '../../../shared/matter/names.ts'
import { initialMatter } from '../../../shared/matter/state.ts'
import { clerk, decided, decision, details, having, registered, run, service } from './register.ts'

const code = (result: ReturnType<typeof run>) => (result.ok ? 'accepted' : result.refusal.code)

describe('registering a matter', () => {
  it('is for administrators and clerks', () => {
    const others: readonly Actor[] = [
      { kind: 'anonymous' },
      { kind: 'clock' },
      { kind: 'account', accountId: 'c', name: '顾明衡', roles: ['chair'] },
      { kind: 'link', linkId: 'l', meetingId: 'm', participantId: 'p', role: 'party' },
    ]
    for (const actor of others) {
      expect(code(run(initialMatter, { type: 'register', data: details() }, actor))).toBe('FORBIDDEN_ROLE')
      expect(code(run(decided, { type: 'record-service', data: service() }, actor))).toBe('FORBIDDEN_ROLE')
    }
  })

  it('keeps names, public names and ways to reach people apart', () => {
    const state = registered()
    expect(state.petitioner).toEqual({ id: 'p', name: '田守望' })
    expect(state.maskedNames).toEqual({ p: '田某某甲', r1: '田某某乙', a1: '郝某某', h1: '严某某' })
    expect(state.contacts?.p?.phone).toBe('13800000001')
  })

  it('proposes public wording and takes the wording a person chose', () => {
    const state = registered({ maskedSubject: '某村承包地面积争议' })
    expect(registered().maskedSubject).toBe('石桥湾村田某某甲承包地面积争议')
    expect(state.maskedSubject).toBe('某村承包地面积争议')
    expect(state.maskedRequests.map(({ text }) => text)).toEqual(['重新丈量田某某甲的承包地', '补登面积'])
  })

  it.each([
    ['a date still to come', { receivedOn: '2026-11-25' }, 'MATTER_DATE_AHEAD'],
    ['an opinion younger than the request', { receivedOn: '2026-09-29' }, 'MATTER_OPINION_LATER'],
  ])('refuses %s', (_what, part, expected) => {
    expect(code(run(initialMatter, { type: 'register', data: details(part) }))).toBe(expected)
  })

  const person = (id: string) => ({ id, name: '某甲', contact: { phone: '', address: '', idHint: '' } })
  it.each([
    ['six representatives', { representatives: ['1', '2', '3', '4', '5', '6'].map(person) }],
    ['no request', { requests: [] }],
    ['a review without the opinion complained of', { earlierOpinion: null }],
    ['two people under one id', { representatives: [person('p')] }],
  ])('cannot be asked with %s', (_what, part) => {
    const parsed = matterCommandSchema.safeParse({ type: 'register', data: details(part) })
    expect(parsed.success).toBe(false)
  })

  it('happens once; nothing can be done before', () => {
    expect(code(run(registered(), { type: 'register', data: details() }))).toBe('MATTER_REGISTERED')
    expect(code(run(initialMatter, { type: 'record-decision', data: decision }))).toBe('MATTER_UNKNOWN')
  })
})

describe('decision and service', () => {
  it('a departure from the recommendation needs its reason', () => {
    const data = { ...decision, outcome: 'departed', departureReason: '' }
    expect(matterCommandSchema.safeParse({ type: 'record-decision', data }).success).toBe(false)
  })

  it('is recorded once and corrected with a reason that stays', () => {
    expect(code(run(decided, { type: 'record-decision', data: decision }))).toBe('MATTER_DECIDED')
    const corrected = having(decided, {
      type: 'correct-decision',
      data: { decision: { ...decision, number: '青复查〔2026〕18号' }, reason: '文号抄错' },
    })
    expect(corrected.decision?.number).toBe('青复查〔2026〕18号')
    expect(corrected.corrections).toMatchObject([{ what: 'decision-corrected', reason: '文号抄错' }])
  })

  it('masks names in the public wording of the decision', () => {
    expect(decided.decision?.maskedText).toBe('支持田某某甲的请求。')
  })

  it.each([
    ['before any decision', registered(), service(), 'MATTER_UNDECIDED'],
    ['on somebody who is not of the matter', decided, service({ addressee: 'x' }), 'PARTICIPANT_UNKNOWN'],
    ['before the decision was made', decided, service({ servedOn: '2026-11-14' }), 'MATTER_SERVED_EARLY'],
    ['in the future', decided, service({ servedOn: '2026-11-25' }), 'MATTER_DATE_AHEAD'],
  ])('refuses service %s', (_what, state, data, expected) => {
    expect(code(run(state, { type: 'record-service', data }))).toBe(expected)
  })

  it('keeps whoever was served in the matter, until the service is struck', () => {
    const served = having(decided, { type: 'record-service', data: service({ addressee: 'r1' }) })
    const edit = {
      type: 'edit',
      data: { details: details({ representatives: [] }), reason: '退出' },
    } as const
    expect(code(run(served, edit))).toBe('MATTER_PERSON_SERVED')
    const struck = having(served, {
      type: 'correct-service',
      data: { serviceId: served.services[0]?.id ?? '', service: null, reason: '送错人' },
    })
    expect(code(run(struck, edit))).toBe('accepted')
  })
})

describe('what a meeting and its readers get', () => {
  it('names every participant with their side and masked name', () => {
    expect(factsForMeeting('m1', registered()).participants).toMatchObject([
      { kind: 'petitioner', side: 'petitioner', name: '田守望', maskedName: '田某某甲' },
      { kind: 'representative', side: 'petitioner', name: '田有余' },
      { kind: 'agent', side: 'petitioner', title: '律师' },
      { kind: 'handler', side: 'unit', name: '严界石' },
    ])
  })

  const result = run(initialMatter, { type: 'register', data: details() }, clerk)
  const decisionResult = run(registered(), {
    type: 'record-decision',
    data: { ...decision, outcome: 'departed', departureReason: '田守望未举证' },
  })
  const serviceResult = run(decided, { type: 'record-service', data: service() })
  const events = [result, decisionResult, serviceResult].flatMap((each) => (each.ok ? each.events : []))
  const commit = buildCommit(
    { stream: 'matter/m1', seq: 1, at: 1, prev: NO_HEAD },
    { commandId: 'c', commandType: 'register', actor: 'account:a1' },
    events,
    () => '00'.repeat(16),
  )

  it('gives the public no name, contact, place, number or proof', () => {
    const seen = JSON.stringify(redact(commit, matter.audiences, { level: 'public' }, false))
    for (const secret of [
      '守望',
      '有余',
      '言信',
      '界石',
      '13800000001',
      '三组12号',
      '1234',
      '少算',
      '回证',
      '8号',
      'account:',
    ])
      expect(seen).not.toContain(secret)
    const state = replay(matter, [redact(commit, matter.audiences, { level: 'public' }, false)])
    expect(state.maskedNames.p).toBe('田某某甲')
    expect(state.decision?.maskedDepartureReason).toBe('田某某甲未举证')
    expect(state.services[0]?.servedOn).toBe('2026-11-16')
  })

  it('gives participants names and facts, never how to reach people', () => {
    const seen = JSON.stringify(redact(commit, matter.audiences, { level: 'participants' }, false))
    expect(seen).toContain('田守望')
    for (const secret of ['13800000001', '三组12号', '回证', 'account:']) expect(seen).not.toContain(secret)
  })
})
