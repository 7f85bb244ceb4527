import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/accounts/actor.ts'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import { barredOn, factsForDraw, poolForDraw } from '../../../shared/pool/eligibility.ts'
import { groupOf, newOfficerSchema } from '../../../shared/pool/officer.ts'
import { pool } from '../../../shared/pool/pool.ts'
import { proposedRules } from '../../../shared/pool/rules.ts'
import { initialPool, officersOf, type PoolState } from '../../../shared/pool/state.ts'
import {
  add,
  administrator,
  afterwards,
  clock,
  code,
  daysAgo,
  having,
  hearing,
  officer,
  run,
  TODAY,
} from './run.ts'

describe('who keeps the pool', () => {
  it.each([
    ['nobody', { kind: 'anonymous' }],
    ['a chair', { kind: 'account', accountId: 'c', name: '顾明衡', roles: ['chair'] }],
    ['the clock', { kind: 'clock' }],
    [
      'a panelist',
      { kind: 'link', linkId: 'l', meetingId: 'm', participantId: 'officer-1', role: 'panelist' },
    ],
  ] satisfies [string, Actor][])('refuses %s', (_who, actor) => {
    expect(code(run(initialPool, add({}), actor))).toBe('FORBIDDEN_ROLE')
  })
})

describe('numbers', () => {
  it('follow the highest ever used, so that the number of somebody who left is not given again', () => {
    const state = having(
      initialPool,
      add({ name: '一号' }),
      add({ name: '二号' }),
      { type: 'remove-officer', data: { no: 2, cause: 'term-ended', reason: '届满' } },
      add({ name: '三号' }),
    )
    expect(officersOf(state).map(({ no }) => no)).toEqual([1, 3])
    expect(code(run(state, add({ name: '四号', no: 2 })))).toBe('POOL_NUMBER_TAKEN')
  })

  it('are unique whatever is imported, and an import counts whole or not at all', () => {
    const list = fc.array(
      fc.record({
        no: fc.option(fc.integer({ min: 1, max: 8 })),
        name: fc.constantFrom('甲', '乙', '丙', '丁', '戊'),
      }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.array(list, { maxLength: 5 }), (imports) => {
        let state = initialPool
        for (const rows of imports) {
          const officers = rows.map(officer)
          const decision = run(state, {
            type: 'import-officers',
            data: { officers, adopted: '联席会议通过' },
          })
          if (!decision.ok) continue
          const before = officersOf(state).length
          state = decision.events.reduce((s, event) => pool.evolve(s, event, { seq: 1, at: 0 }), state)
          expect(officersOf(state)).toHaveLength(before + rows.length)
        }
        const people = officersOf(state).map(({ name, unit }) => `${name} ${unit}`)
        expect(new Set(people).size).toBe(people.length)
      }),
    )
  })

  it('given in a list are respected, and the others come after them', () => {
    const officers = [officer({ name: '甲' }), officer({ name: '乙', no: 7 }), officer({ name: '丙' })]
    const state = having(initialPool, {
      type: 'import-officers',
      data: { officers, adopted: '联席会议通过' },
    })
    expect(officersOf(state).map(({ no, name }) => [no, name])).toEqual([
      [7, '乙'],
      [8, '甲'],
      [9, '丙'],
    ])
  })
})

describe('officers', () => {
  const two = having(initialPool, add({ name: '甲' }), add({ name: '乙' }))

  it('are refused a second time in the same unit, also by editing', () => {
    expect(code(run(two, add({ name: '甲' })))).toBe('POOL_OFFICER_TWICE')
    const { no: _no, ...details } = officer({ name: '甲' })
    expect(code(run(two, { type: 'edit-officer', data: { no: 2, details } }))).toBe('POOL_OFFICER_TWICE')
    expect(code(run(two, { type: 'edit-officer', data: { no: 1, details } }))).toBe('accepted')
  })

  it('go from active to suspended and back, and are left alone once removed', () => {
    const suspend: PoolCommand = { type: 'suspend-officer', data: { no: 1, reason: '长期请假' } }
    const reinstate: PoolCommand = { type: 'reinstate-officer', data: { no: 1, reason: '回来了' } }
    expect(code(run(two, reinstate))).toBe('POOL_NOT_SUSPENDED')
    const suspended = having(two, suspend)
    expect(code(run(suspended, suspend))).toBe('POOL_ALREADY_SUSPENDED')
    expect(having(suspended, reinstate).officers[1]?.status).toBe('active')
    const removed = having(suspended, {
      type: 'remove-officer',
      data: { no: 1, cause: 'transferred', reason: '调离' },
    })
    expect(code(run(removed, reinstate))).toBe('POOL_OFFICER_REMOVED')
    expect(code(run(two, { type: 'suspend-officer', data: { no: 9, reason: '无' } }))).toBe('OFFICER_UNKNOWN')
  })

  it('of a department are a group of their own, all others are grouped by category', () => {
    expect(groupOf(officer())).toBe('sector:农牧')
    expect(groupOf(officer({ category: 'deputy', sector: '' }))).toBe('deputy')
    expect(newOfficerSchema.safeParse(officer({ sector: '' })).success).toBe(false)
    expect(newOfficerSchema.safeParse(officer({ category: 'deputy' })).success).toBe(false)
  })
})

describe('what bars an officer on a day', () => {
  const base = having(
    initialPool,
    add({ term: { from: '2026-01-01', until: '2026-12-31' }, trainingValidUntil: '2026-11-12' }),
    {
      type: 'record-unavailability',
      data: { no: 1, ranges: [{ from: '2026-11-05', until: '2026-11-06', note: '出差' }] },
    },
  )

  it.each([
    ['2026-11-04', null],
    ['2026-11-05', 'unavailable'],
    ['2026-11-06', 'unavailable'],
    ['2026-11-12', null],
    ['2026-11-13', 'training-lapsed'],
    ['2027-01-01', 'term-ended'],
    ['2025-12-31', 'term-ended'],
  ])('%s: %s', (day, reason) => {
    expect(factsForDraw(base, day)[0]?.barred).toBe(reason)
  })

  it('somebody entered singly is not drawn before somebody has reviewed them; on an adopted list they are', () => {
    const single = having(initialPool, { type: 'add-officer', data: officer() })
    const barred = (state: PoolState) => officersOf(state).map((one) => barredOn(one, TODAY, state.rules))
    expect(barred(single)).toEqual(['unreviewed'])
    const entries = [{ no: 1, outcome: 'continue' as const, note: '面谈' }]
    const data = { from: '2026-01-01', until: TODAY, entries }
    expect(barred(having(single, { type: 'record-review', data }))).toEqual([null])
    expect(barred(having(initialPool, add({})))).toEqual([null])
  })

  it('whoever was never trained is drawn or not as the county’s rules say', () => {
    const first = { ...proposedRules, entry: { ...proposedRules.entry, trainingFirst: true } }
    const [untrained] = officersOf(having(initialPool, add({ trainingValidUntil: null })))
    expect(untrained && barredOn(untrained, TODAY, proposedRules)).toBeNull()
    expect(untrained && barredOn(untrained, TODAY, first)).toBe('training-lapsed')
    const [trained] = officersOf(having(initialPool, add({ trainingValidUntil: TODAY })))
    expect(trained && barredOn(trained, TODAY, first)).toBeNull()
  })

  it('suspension bars on every day, training recorded later lifts what had lapsed', () => {
    const suspended = having(base, { type: 'suspend-officer', data: { no: 1, reason: '待查' } })
    expect(factsForDraw(suspended, '2026-11-04')[0]?.barred).toBe('suspended')
    const trained = having(base, {
      type: 'record-training',
      data: { nos: [1], title: '年度培训', heldOn: '2026-11-10', validUntil: '2027-11-09' },
    })
    const [first] = officersOf(trained)
    expect(first && barredOn(first, '2026-11-13', proposedRules)).toBeNull()
  })

  it('a training entered late does not shorten what a newer one gave', () => {
    const late = having(base, {
      type: 'record-training',
      data: { nos: [1], title: '补登', heldOn: '2025-01-10', validUntil: '2026-01-09' },
    })
    expect(late.officers[1]?.trainingValidUntil).toBe('2026-11-12')
    expect(late.officers[1]?.trainings).toHaveLength(1)
  })

  it('a training is recorded for everybody who attended, or for nobody', () => {
    const training = { title: '年度培训', heldOn: '2026-11-10', validUntil: '2027-11-09' }
    const decision = run(base, { type: 'record-training', data: { nos: [1, 9], ...training } })
    expect(code(decision)).toBe('OFFICER_UNKNOWN')
  })
})

describe('workload', () => {
  const rules = { ...proposedRules, rest: { hearings: 2, days: 30, source: '试', confirmed: false } }
  const two = having(initialPool, add({ name: '甲' }), add({ name: '乙' }))
  const setting = (balance: boolean) =>
    afterwards(
      two,
      {
        type: 'set-rules',
        data: { rules: { ...rules, workload: { ...rules.workload, balance } }, reason: '会议决定' },
      },
      administrator,
    )
  const sitting = (state: typeof two, ...days: readonly number[]) =>
    days.reduce(
      (current, days_, i) =>
        afterwards(current, hearing(`m${i}`, daysAgo(days_), [{ no: 1, outcome: 'sat' }]), clock),
      state,
    )

  it('gives rest after as many hearings as the rule allows, counted back from the day of the meeting', () => {
    const once = sitting(setting(false), 3)
    expect(factsForDraw(once, TODAY)[0]?.barred).toBeNull()
    const twice = sitting(setting(false), 3, 30)
    expect(factsForDraw(twice, TODAY)[0]?.barred).toBe('resting')
    expect(factsForDraw(sitting(setting(false), 3, 31), TODAY)[0]?.barred).toBeNull()
    expect(factsForDraw(twice, daysAgo(-28))[0]?.barred).toBeNull()
    expect(factsForDraw(twice, TODAY)[1]?.barred).toBeNull()
  })

  it('leans towards those who sat less only where the county says so', () => {
    const weights = (state: typeof two) => poolForDraw(state, TODAY).map(({ weight }) => weight)
    expect(weights(sitting(setting(false), 3))).toEqual(['1', '1'])
    // One hearing among two: half a hearing above the average and half below it, of two that halve or double.
    expect(weights(sitting(setting(true), 3))).toEqual(['4/5', '5/4'])
  })

  it('is written by nobody’s hand, and rules are set by an administrator only', () => {
    expect(code(run(two, hearing('m', TODAY, [])))).toBe('FORBIDDEN_ROLE')
    expect(code(run(two, { type: 'set-rules', data: { rules, reason: '想改' } }))).toBe('FORBIDDEN_ROLE')
    const told = afterwards(two, hearing('m', TODAY, []), clock)
    expect(code(run(told, hearing('m', TODAY, []), clock))).toBe('POOL_HEARING_RECORDED')
  })
})
