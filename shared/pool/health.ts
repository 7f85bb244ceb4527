import { z } from 'zod'
import { addDays } from '../matter/days.ts'
import { barredOn } from './eligibility.ts'
import { categories, categorySchema, dayRangeSchema, type Officer } from './officer.ts'
import { sectors } from './sectors.ts'
import { officersOf, type PoolState } from './state.ts'
import { countOutcomes } from './workload.ts'

/** What a clerk should know of the pool at a glance. */
export const indicatorIds = [
  'available',
  'dormant',
  'overused',
  'term-ending',
  'term-ended',
  'training-lapsing',
  'training-lapsed',
  'suspended',
  'review-due',
] as const

/** A share of officers: how many of how many, over which days, and who. */
export const indicatorSchema = z.object({
  id: z.enum(indicatorIds),
  numerator: z.int(),
  denominator: z.int(),
  /** The days that were looked at; null: as things stand today. */
  period: dayRangeSchema.nullable(),
  officers: z.array(z.int()),
})
export type Indicator = z.infer<typeof indicatorSchema>

/** One category, or one department of the sector staff. */
export const groupHealthSchema = z.object({
  category: categorySchema,
  /** Empty for every category but sector staff. */
  sector: z.string(),
  officers: z.int(),
  standing: z.int(),
  available: z.int(),
  /** Officers of the group who sat in the period, and how often all of them together. */
  sat: z.int(),
  hearings: z.int(),
})
export type GroupHealth = z.infer<typeof groupHealthSchema>

export const poolHealthSchema = z.object({
  today: z.iso.date(),
  /** The days over which hearings were counted. */
  period: dayRangeSchema,
  hearings: z.int(),
  indicators: z.array(indicatorSchema),
  groups: z.array(groupHealthSchema),
  /** Departments a county usually has that have nobody in this pool. */
  absentSectors: z.array(z.string()),
})
export type PoolHealth = z.infer<typeof poolHealthSchema>

/** The pool's health on a day. `dateOf` gives the county's date of an instant. */
export function poolHealth(state: PoolState, today: string, dateOf: (at: number) => string): PoolHealth {
  const officers = officersOf(state)
  const { dormantDays, overused, warnDays, reviewEveryDays } = state.rules.health
  const lately = (days: number) => ({ from: addDays(today, -days), until: today })
  const soon = { from: today, until: addDays(today, warnDays) }
  const satIn = (officer: Officer, { from, until }: { from: string; until: string }) =>
    countOutcomes(officer, ['sat'], from, until)
  const isAvailable = (officer: Officer) => barredOn(officer, today, state.rules) === null
  const indicator = (
    id: Indicator['id'],
    period: Indicator['period'],
    of: readonly Officer[],
    which: (officer: Officer) => boolean,
  ): Indicator => {
    const found = of.filter(which)
    return {
      id,
      numerator: found.length,
      denominator: of.length,
      period,
      officers: found.map(({ no }) => no),
    }
  }
  const within = (
    day: string | null | undefined,
    { from, until }: { from: string; until: string },
  ): boolean => day != null && from <= day && day <= until

  const quiet = lately(dormantDays)
  const busy = lately(overused.days)
  const reviewed = lately(reviewEveryDays)
  const loads = officers.map((officer) => satIn(officer, busy))
  const average = loads.reduce((sum, load) => sum + load, 0) / Math.max(1, officers.length)
  const inPoolSince = (officer: Officer, day: string) => dateOf(officer.since) <= day
  const withTerm = officers.filter(({ term }) => term)
  const trained = officers.filter(({ trainingValidUntil }) => trainingValidUntil)

  const groups = categories.flatMap((category) =>
    [...new Set(officers.filter((o) => o.category === category).map(({ sector }) => sector))].map(
      (sector) => {
        const members = officers.filter((o) => o.category === category && o.sector === sector)
        const served = members.map((officer) => satIn(officer, busy))
        return {
          category,
          sector,
          officers: members.length,
          standing: members.filter(({ standing }) => standing).length,
          available: members.filter(isAvailable).length,
          sat: served.filter((count) => count > 0).length,
          hearings: served.reduce((sum, count) => sum + count, 0),
        }
      },
    ),
  )
  return {
    today,
    period: busy,
    hearings: Object.values(state.hearings).filter(({ on }) => within(on, busy)).length,
    indicators: [
      indicator('available', null, officers, isAvailable),
      indicator(
        'dormant',
        quiet,
        // Of those who were in the pool all that time: who has just joined had no occasion.
        officers.filter((officer) => inPoolSince(officer, quiet.from)),
        (officer) => satIn(officer, quiet) === 0,
      ),
      indicator('overused', busy, officers, (officer) => {
        const load = satIn(officer, busy)
        return load >= overused.atLeast && load >= overused.timesAverage * average
      }),
      indicator('term-ending', soon, withTerm, ({ term }) => within(term?.until, soon)),
      indicator('term-ended', null, withTerm, ({ term }) => (term?.until ?? today) < today),
      indicator('training-lapsing', soon, trained, ({ trainingValidUntil }) =>
        within(trainingValidUntil, soon),
      ),
      indicator(
        'training-lapsed',
        null,
        trained,
        ({ trainingValidUntil }) => (trainingValidUntil ?? today) < today,
      ),
      indicator('suspended', null, officers, ({ status }) => status === 'suspended'),
      indicator(
        'review-due',
        reviewed,
        officers.filter((officer) => inPoolSince(officer, reviewed.from)),
        ({ reviews }) => reviews.every(({ on }) => on < reviewed.from),
      ),
    ],
    groups,
    absentSectors: Object.keys(sectors).filter((sector) => groups.every((group) => group.sector !== sector)),
  }
}
