import { describe, expect, it } from 'vitest'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { proposeEliminations } from '../../../shared/pool/elimination.ts'
import { poolHealth } from '../../../shared/pool/health.ts'
import { answerForDay, historyOf } from '../../../shared/pool/history.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { initialPool } from '../../../shared/pool/state.ts'
import {
  add,
  afterwards,
  chair,
  clock,
  code,
  dateOf,
  daysAgo,
  having,
  hearing,
  ledgerOf,
  officer,
  run,
  TODAY,
} from './run.ts'

const { no: _no, ...details } = officer({ name: '柏如松' })
const candidacy = (part: object = {}): PoolCommand => ({
  type: 'receive-application',
  data: {
    route: 'recommendation',
    by: '青禾县司法局',
    statement: '懂土地',
    receivedOn: TODAY,
    formerNo: null,
    officer: details,
    ...part,
  },
})
const findings = proposedRules.entry.criteria.map(({ id }) => ({ criterion: id, met: true, note: '' }))
const review = (applicationId: string): PoolCommand => ({
  type: 'review-application',
  data: { applicationId, findings, advice: 'admit', note: '' },
})
const decide = (applicationId: string, admitted = true): PoolCommand => ({
  type: 'decide-application',
  data: { applicationId, admitted, reason: '符合条件' },
})
const applied = (state = initialPool, part: object = {}) => {
  const next = having(state, candidacy(part))
  const id = Object.keys(next.applications).at(-1) ?? ''
  return { state: next, id }
}

describe('entry', () => {
  it('is received, reviewed, decided, in this order, and whoever is admitted has a number at once', () => {
    const { state, id } = applied()
    expect(code(run(state, decide(id)))).toBe('POOL_APPLICATION_UNREVIEWED')
    const admitted = having(state, review(id), decide(id))
    expect(admitted.officers[1]).toMatchObject({ name: '柏如松', status: 'active', route: 'recommendation' })
    expect(admitted.applications[id]).toMatchObject({ state: 'admitted', no: 1 })
    expect(code(run(admitted, decide(id)))).toBe('POOL_APPLICATION_CLOSED')
    expect(code(run(admitted, candidacy()))).toBe('POOL_OFFICER_TWICE')
  })

  it('is refused without anybody joining, and may be withdrawn', () => {
    const { state, id } = applied()
    const refused = having(state, review(id), decide(id, false))
    expect(refused.officers).toEqual({})
    expect(refused.applications[id]).toMatchObject({ state: 'refused', reason: '符合条件' })
    const withdrawn = having(state, {
      type: 'withdraw-application',
      data: { applicationId: id, reason: '本人撤回' },
    })
    expect(code(run(withdrawn, review(id)))).toBe('POOL_APPLICATION_CLOSED')
  })

  it('asks who recommended, and for a finding on every criterion and on nothing else', () => {
    expect(code(run(initialPool, candidacy({ by: '' })))).toBe('POOL_SPONSOR_MISSING')
    expect(code(run(initialPool, candidacy({ route: 'application', by: '' })))).toBe('accepted')
    const { state, id } = applied()
    const partly = (list: typeof findings): PoolCommand => ({
      type: 'review-application',
      data: { applicationId: id, findings: list, advice: 'admit', note: '' },
    })
    expect(code(run(state, partly(findings.slice(1))))).toBe('POOL_CRITERION')
    expect(code(run(state, partly([...findings, { criterion: 'rich', met: true, note: '' }])))).toBe(
      'POOL_CRITERION',
    )
    expect(code(run(state, candidacy()))).toBe('POOL_APPLICATION_PENDING')
  })

  it('gives whoever comes back their old number and history, but not too soon after an elimination', () => {
    const rule: PoolCommand = {
      type: 'decide-elimination',
      data: { no: 1, rule: 'reported', because: '群众来信', eliminate: true, reason: '查实' },
    }
    const gone = afterwards(having(initialPool, add({ name: '柏如松' })), rule, undefined, daysAgo(100))
    expect(gone.officers[1]).toMatchObject({ status: 'removed', leaving: { cause: 'eliminated' } })
    expect(code(run(gone, candidacy({ formerNo: 1 })))).toBe('POOL_BACK_TOO_SOON')
    const later = daysAgo(-265)
    const { state, id } = (() => {
      const next = afterwards(gone, candidacy({ formerNo: 1 }), undefined, later)
      return { state: next, id: Object.keys(next.applications)[0] ?? '' }
    })()
    const back = afterwards(afterwards(state, review(id), undefined, later), decide(id), undefined, later)
    expect(back.officers[1]).toMatchObject({ status: 'active', leaving: undefined })
    expect(Object.keys(back.officers)).toEqual(['1'])
  })
})

describe('elimination', () => {
  const low = { punctual: 2, prepared: 2, impartial: 2, reasoned: 3 }
  const appraise = (meetingId: string, marks: Record<string, number>): PoolCommand => ({
    type: 'appraise',
    data: { meetingId, no: 1, marks, remark: '' },
  })
  const served = (...days: readonly number[]) =>
    days.reduce(
      (state, ago, i) =>
        afterwards(
          afterwards(state, hearing(`m${i}`, daysAgo(ago), [{ no: 1, outcome: 'sat' }]), clock),
          appraise(`m${i}`, low),
          chair,
        ),
      having(initialPool, add({ name: '甲' })),
    )
  const decision = (part: object = {}): PoolCommand => ({
    type: 'decide-elimination',
    data: { no: 1, rule: 'low-appraisal', because: '', eliminate: false, reason: '情有可原', ...part },
  })
  const proposed = (state: typeof initialPool, day = TODAY) =>
    proposeEliminations(state, day).map(({ no, rule, facts }) => [no, rule.id, facts])

  it('is proposed by a rule with its figures, only once there are enough hearings in the period', () => {
    expect(proposed(served(10))).toEqual([])
    expect(proposed(served(20, 10))).toEqual([[1, 'low-appraisal', { mean: 2.25, hearings: 2 }]])
    expect(proposed(served(800, 10))).toEqual([])
  })

  it('happens only when a person decides it, and never by a rule that is not met', () => {
    const state = served(20, 10)
    expect(state.officers[1]?.status).toBe('active')
    expect(code(run(served(10), decision({ eliminate: true })))).toBe('POOL_RULE_NOT_MET')
    expect(code(run(state, decision({ rule: 'no-such-rule' })))).toBe('POOL_RULE_UNKNOWN')
    expect(code(run(state, decision({ rule: 'reported', eliminate: true })))).toBe('POOL_REPORT_MISSING')
    const out = run(state, decision({ eliminate: true }))
    expect(out).toMatchObject({
      ok: true,
      events: [{ type: 'officer-removed', cause: 'eliminated', because: 'mean 2.25; hearings 2' }],
    })
  })

  it('is not proposed again for a while once a person has kept the officer', () => {
    const kept = having(served(20, 10), decision())
    expect(proposed(kept)).toEqual([])
    expect(proposed(kept, daysAgo(-180))).toHaveLength(1)
  })
})

describe('a chair’s appraisal', () => {
  const state = afterwards(
    having(initialPool, add({ name: '甲' }), add({ name: '乙' })),
    hearing('m', TODAY, [
      { no: 1, outcome: 'sat' },
      { no: 2, outcome: 'declined' },
    ]),
    clock,
  )
  const marks = { punctual: 5, prepared: 4, impartial: 5, reasoned: 4 }
  const appraise = (part: object = {}): PoolCommand => ({
    type: 'appraise',
    data: { meetingId: 'm', no: 1, marks, remark: '', ...part },
  })

  it('is for the hearing’s own chair, for who sat, on every criterion, once', () => {
    expect(code(run(state, appraise(), { ...chair, accountId: 'another' } as typeof chair))).toBe(
      'POOL_NOT_THE_CHAIR',
    )
    expect(code(run(state, appraise()))).toBe('POOL_NOT_THE_CHAIR')
    expect(code(run(state, appraise({ meetingId: 'x' }), chair))).toBe('POOL_HEARING_NOT_ENDED')
    expect(code(run(state, appraise({ no: 2 }), chair))).toBe('POOL_DID_NOT_SIT')
    expect(code(run(state, appraise({ marks: { punctual: 5 } }), chair))).toBe('POOL_CRITERION')
    expect(code(run(state, appraise({ marks: { ...marks, charm: 5 } }), chair))).toBe('POOL_CRITERION')
    const once = afterwards(state, appraise(), chair)
    expect(code(run(once, appraise(), chair))).toBe('POOL_APPRAISED')
  })
})

describe('the pool on a day', () => {
  const book = ledgerOf()
  book.on('2026-01-10', add({ name: '甲', term: { from: '2026-01-01', until: '2026-06-30' } }))
  book.on('2026-02-01', add({ name: '乙' }))
  book.on('2026-03-01', { type: 'suspend-officer', data: { no: 2, reason: '待查' } })
  book.on('2026-03-05', { type: 'reinstate-officer', data: { no: 2, reason: '查清' } })
  book.on('2026-04-01', { type: 'remove-officer', data: { no: 2, cause: 'resigned', reason: '本人申请' } })
  book.on('2026-05-01', {
    type: 'record-unavailability',
    data: { no: 1, ranges: [{ from: '2026-01-20', until: '2026-01-21', note: '补登' }] },
  })
  const ask = (day: string, no: number | null) => answerForDay(book.commits, day, no, dateOf, () => '白书简')

  it.each([
    ['2026-01-09', 1, 'not-yet', []],
    ['2026-01-10', 1, 'in', []],
    ['2026-07-01', 1, 'in', ['term-ended']],
    ['2026-03-03', 2, 'in', ['suspended']],
    ['2026-03-05', 2, 'in', []],
    ['2026-04-01', 2, 'left', []],
    ['2026-04-01', 9, 'unknown', []],
  ] as const)('%s, officer %d: %s', (day, no, membership, bars) => {
    const { officer: answer } = ask(day, no)
    expect(answer?.membership).toBe(membership)
    expect(answer?.bars.map(({ reason }) => reason)).toEqual(bars)
  })

  it('answers as the record stood then, and says what was entered only later', () => {
    expect(ask('2026-01-20', 1).officer).toMatchObject({
      bars: [],
      enteredLater: [{ reason: 'unavailable', because: '2026-01-20 – 2026-01-21 补登' }],
    })
    // A suspension of today says nothing about a day before it.
    expect(ask('2026-02-01', 2).officer).toMatchObject({ bars: [], enteredLater: [] })
  })

  it('counts who was there, quotes the commit, and shows no history from after the day', () => {
    expect(ask('2026-01-09', null)).toMatchObject({ seq: 0, officers: 0, officer: null })
    expect(ask('2026-03-03', null)).toMatchObject({ seq: 3, officers: 2, available: 1 })
    expect(ask('2026-03-03', null).head).toBe(book.commits[2]?.head)
    expect(ask('2026-03-03', 2).officer?.history.map(({ type }) => type)).toEqual([
      'officer-added',
      'officer-suspended',
    ])
  })

  it('lists everybody there ever was as they stood that day', () => {
    const who = (day: string) =>
      ask(day, null).members.map(({ no, membership, bars }) => [no, membership, ...bars])
    expect(who('2026-01-10')).toEqual([
      [1, 'in'],
      [2, 'not-yet'],
    ])
    expect(who('2026-03-03')).toEqual([
      [1, 'in'],
      [2, 'in', 'suspended'],
    ])
    expect(who('2026-07-01')).toEqual([
      [1, 'in', 'term-ended'],
      [2, 'left'],
    ])
  })

  it('has a history that says who did what, and which particulars were changed', () => {
    const { no: _, ...changed } = officer({ name: '甲', phone: '139', unit: '水务局' })
    book.on('2026-06-01', { type: 'edit-officer', data: { no: 1, details: changed } })
    const last = historyOf(book.commits, 1).at(-1)
    expect(last).toMatchObject({ type: 'officer-edited', by: 'account:a1' })
    expect(last?.facts.changed).toEqual(['unit', 'phone', 'term'])
  })
})

describe('health', () => {
  it('gives numerator, denominator and period, and who is meant', () => {
    const old = having(
      initialPool,
      add({ name: '甲', trainingValidUntil: daysAgo(1) }),
      add({ name: '乙', term: { from: daysAgo(400), until: daysAgo(-30) } }),
    )
    const long = {
      ...old,
      officers: Object.fromEntries(
        Object.entries(old.officers).map(([no, one]) => [no, { ...one, since: 0 }]),
      ),
    }
    const state = [1, 2, 3].reduce(
      (current, ago) =>
        afterwards(current, hearing(`m${ago}`, daysAgo(ago * 40), [{ no: 1, outcome: 'sat' }]), clock),
      long,
    )
    const health = poolHealth(state, TODAY, dateOf)
    const found = (id: string) => health.indicators.find((indicator) => indicator.id === id)
    expect(found('dormant')).toMatchObject({ numerator: 1, denominator: 2, officers: [2] })
    expect(found('overused')).toMatchObject({ numerator: 1, denominator: 2, officers: [1] })
    expect(found('training-lapsed')).toMatchObject({ numerator: 1, denominator: 1, officers: [1] })
    expect(found('term-ending')).toMatchObject({
      numerator: 1,
      denominator: 1,
      officers: [2],
      period: { from: TODAY, until: daysAgo(-90) },
    })
    expect(found('available')).toMatchObject({ numerator: 1, denominator: 2 })
    expect(health.hearings).toBe(3)
    expect(health.groups).toEqual([
      {
        category: 'sector',
        sector: '农牧',
        officers: 2,
        standing: 0,
        available: 1,
        sat: 1,
        hearings: 3,
      },
    ])
  })

  it('calls nobody dormant who has not been in the pool for so long', () => {
    const fresh = having(initialPool, add({ name: '甲' }))
    expect(poolHealth(fresh, TODAY, dateOf).indicators.find(({ id }) => id === 'dormant')).toMatchObject({
      numerator: 0,
      denominator: 0,
    })
  })
})
