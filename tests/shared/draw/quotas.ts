import fc from 'fast-check'
import { buildPortfolio, type CompositionSolver } from '../../../shared/draw/portfolio/build.ts'
import { portfolioChances } from '../../../shared/draw/portfolio/portfolio.ts'
import type { Limit } from '../../../shared/draw/portfolio/strata.ts'
import type { Candidate, DrawRules, Quota } from '../../../shared/draw/rules.ts'
import type { DrawInputs } from '../../../shared/draw/transcript.ts'
import { drawInputs, smallRules } from './pool.ts'

export const quota = (id: string, min: number, max: number | null): Quota => ({
  id,
  name: { zh: id, en: id },
  of: [{ fact: 'expertise', is: id }],
  min,
  max,
})

const keeps = (limits: readonly Limit[], seats: readonly number[]) =>
  limits.every(({ strata, min, max }) => {
    const total = strata.reduce((count, i) => count + (seats[i] ?? 0), 0)
    return min <= total && total <= max
  })

/** Looks at every composition there is: slow and beyond doubt. */
export const bruteSolver: CompositionSolver = (sizes, limits) => {
  const all = sizes
    .reduce<number[][]>(
      (before, size) =>
        before.flatMap((seats) => Array.from({ length: size + 1 }, (_, count) => [...seats, count])),
      [[]],
    )
    .filter((seats) => keeps(limits, seats))
  const worth = (seats: readonly number[], values: readonly number[]) =>
    seats.reduce((total, count, i) => total + count * (values[i] ?? 0), 0)
  return {
    best: (values) =>
      all.reduce<readonly number[] | null>(
        (best, seats) => (best && worth(best, values) >= worth(seats, values) ? best : seats),
        null,
      ),
    dispose: () => undefined,
  }
}

/** Small pools whose officers count for up to three overlapping quotas. */
export const quotaPool: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      group: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
      standing: fc.boolean(),
      eligible: fc.constantFrom(true, true, true, true, false),
      weight: fc.constantFrom('1', '1', '1', '1/2', '9'),
      counts: fc.subarray(['lawyer', 'mongolian', 'water']),
    }),
    { minLength: 5, maxLength: 9 },
  )
  .map((officers) => officers.map((officer, i) => ({ no: i + 1, ...officer })))

export const quotaRules: fc.Arbitrary<DrawRules> = fc
  .tuple(smallRules, fc.constantFrom(0, 1), fc.constantFrom(0, 1, 1), fc.constantFrom(0, 1, 2))
  .map(([rules, lawyers, mongolian, water]) => ({
    ...rules,
    quotas: [quota('lawyer', lawyers, 2), quota('mongolian', mongolian, null), quota('water', 0, water)],
  }))

/** Inputs of a draw with the portfolio its rules and pool make; throws where there is none. */
export function portfolioInputs(
  rules: DrawRules,
  pool: readonly Candidate[],
  changes: Partial<DrawInputs> = {},
): DrawInputs {
  const built = buildPortfolio(rules, pool, bruteSolver)
  if (!built.ok) throw new Error(`no panel: ${JSON.stringify(built)}`)
  const chances = portfolioChances(rules, pool, built.portfolio)
  const candidates = pool.map((c) => ({ ...c, chance: chances[c.no] ?? '' }))
  return { ...drawInputs({ ...changes, rules, candidates }), portfolio: built.portfolio }
}

const officer = (no: number, group: string, standing: boolean, counts: string[] = []): Candidate => ({
  no,
  group,
  standing,
  weight: '1',
  eligible: true,
  counts,
})

/** A small county whose quotas overlap kinds, groups and each other. */
export const overlappingPool: readonly Candidate[] = [
  officer(1, '甲', true),
  officer(2, '乙', true, ['lawyer']),
  officer(3, '丙', true, ['mongolian']),
  officer(4, '甲', false, ['lawyer', 'mongolian']),
  officer(5, '甲', false),
  officer(6, '乙', false, ['lawyer']),
  officer(7, '丁', false, ['water']),
  officer(8, '丁', false, ['water']),
  officer(9, '戊', false, ['mongolian', 'water']),
  { ...officer(10, '己', false), weight: '3/2' },
  { ...officer(11, '庚', false, ['mongolian']), eligible: false },
]

export const overlappingRules: DrawRules = {
  panelSize: 5,
  kinds: [
    { kind: 'standing', seats: 2 },
    { kind: 'adhoc', seats: 3 },
  ],
  groupCap: 1,
  quotas: [quota('lawyer', 1, null), quota('mongolian', 1, 2), quota('water', 0, 1)],
  substitutes: 2,
  source: 'test',
  confirmed: false,
}
