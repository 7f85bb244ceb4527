import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockFacts, clocksOf } from '../../../shared/matter/clocks.ts'
import {
  addDays,
  addWorkingDays,
  daysBetween,
  isWorkingDay,
  weekendsOnly,
} from '../../../shared/matter/days.ts'
import { stages } from '../../../shared/matter/persons.ts'
import { remedyOf, servedOnPetitioner } from '../../../shared/matter/remedies.ts'
import { decided, having, registered, service } from './register.ts'

const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days))

describe('calendar dates', () => {
  it('add and count back, over months, years and leap days', () => {
    expect(addDays('2026-11-10', 30)).toBe('2026-12-10')
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01')
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -900, max: 900 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days)
      }),
    )
  })

  it('counts working days around an announced holiday and the weekend worked for it', () => {
    const calendar = { holidays: new Set(['2026-10-01', '2026-10-02']), workdays: new Set(['2026-10-10']) }
    expect(addWorkingDays('2026-09-30', 1, calendar)).toBe('2026-10-05')
    expect(addWorkingDays('2026-10-09', 1, calendar)).toBe('2026-10-10')
    expect(addWorkingDays('2026-10-09', 1, weekendsOnly)).toBe('2026-10-12')
  })

  it('the n-th working day is a working day with n working days up to it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 60 }), (day, n) => {
        const end = addWorkingDays(day, n, weekendsOnly)
        const between = Array.from({ length: daysBetween(day, end) }, (_, i) => addDays(day, i + 1))
        expect(isWorkingDay(end, weekendsOnly)).toBe(true)
        expect(between.filter((each) => isWorkingDay(each, weekendsOnly))).toHaveLength(n)
        expect(addWorkingDays(addDays(end, 1), -1, weekendsOnly)).toBe(end)
      }),
    )
  })
})

describe('what can be done after a decision', () => {
  it.each([
    ['handling', 'request-review', 35],
    ['review', 'request-re-review', 36],
  ] as const)('after %s: %s, 30 days from service, Art. %d', (stage, kind, article) => {
    expect(remedyOf(stage, '2026-11-16', '2026-11-24')).toMatchObject({
      kind,
      state: 'open',
      source: { law: 'xf22', article },
      servedOn: '2026-11-16',
      lastDay: '2026-12-16',
      daysLeft: 22,
    })
  })

  it('is open on the last day and over on the next', () => {
    expect(remedyOf('review', '2026-11-16', '2026-12-16')).toMatchObject({ state: 'open', daysLeft: 0 })
    expect(remedyOf('review', '2026-11-16', '2026-12-17')).toMatchObject({ state: 'expired', daysLeft: -1 })
  })

  it('has no date before service is recorded', () => {
    const remedy = remedyOf('review', null, '2026-11-24')
    expect(remedy).toMatchObject({ state: 'awaiting-service', days: 30 })
    expect(remedy).not.toHaveProperty('lastDay')
  })

  it('ends with the re-review, served or not', () => {
    for (const servedOn of [null, '2026-11-16'])
      expect(remedyOf('re-review', servedOn, '2026-11-24')).toMatchObject({
        kind: 'final',
        source: { article: 36, paragraph: 3 },
      })
  })

  it('counts from the first service on the petitioner’s side, not from one on the unit', () => {
    const onUnit = having(decided, {
      type: 'record-service',
      data: service({ addressee: 'h1', servedOn: '2026-11-15' }),
    })
    expect(servedOnPetitioner(onUnit)).toBeNull()
    const onAgent = having(
      onUnit,
      { type: 'record-service', data: service({ addressee: 'a1', servedOn: '2026-11-18' }) },
      { type: 'record-service', data: service({ servedOn: '2026-11-17' }) },
    )
    expect(servedOnPetitioner(onAgent)).toBe('2026-11-17')
  })
})

describe('statutory clocks', () => {
  const hearing = [
    { from: '2026-11-02', until: '2026-11-04' },
    { from: '2026-11-04', until: '2026-11-05' },
  ]
  const facts = (stage: (typeof stages)[number]) => ({ ...clockFacts(registered()), stage })

  it.each([
    ['handling', 60, '2026-12-19'],
    ['review', 30, '2026-11-19'],
    ['re-review', 30, '2026-11-23'],
  ] as const)('%s: %d days; hearing time lengthens re-review only', (stage, days, lastDay) => {
    const [clock] = clocksOf(facts(stage), hearing, '2026-11-12')
    expect(clock).toMatchObject({ due: stage, days, lastDay, doneOn: null })
    expect(clock?.hearingTime).toMatchObject({
      excluded: stage === 're-review',
      source: { article: 36, paragraph: 2 },
    })
  })

  it('names its article for every period', () => {
    for (const stage of stages)
      expect(clocksOf(facts(stage), [], '2026-11-12')[0]?.source).toMatchObject({
        law: 'xf22',
        confirmed: true,
      })
  })

  it('is met by the decision; after service the petitioner’s own period runs', () => {
    const served = having(decided, { type: 'record-service', data: service() })
    expect(clocksOf(clockFacts(served), [], '2026-11-24')).toMatchObject([
      { due: 'review', doneOn: '2026-11-15' },
      { due: 'request-re-review', startsOn: '2026-11-16', lastDay: '2026-12-16', daysLeft: 22 },
    ])
    expect(clocksOf(clockFacts(decided), [], '2026-11-24')).toHaveLength(1)
  })
})
