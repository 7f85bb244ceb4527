import { z } from 'zod'
import { add, type Fraction, fraction, lcm, mul, ONE, parse, print, sum, ZERO } from '../fraction.ts'
import type { RandomNumbers } from '../randomness.ts'
import type { Candidate, DrawRules } from '../rules.ts'
import { compositionRules, type Stratum, strataOf } from './strata.ts'

/**
 * One way to compose a panel: how many of which stratum (known by its lowest number) sit together, and with what
 * share of the lottery.
 */
export const compositionSchema = z
  .object({
    share: z.string().regex(/^(0|[1-9][0-9]*)(\/[1-9][0-9]*)?$/),
    members: z.array(z.object({ stratum: z.int().min(1), seats: z.int().min(1) }).strict()).min(1),
  })
  .strict()
export type Composition = z.infer<typeof compositionSchema>

/** All compositions that can be drawn, by members ascending; the shares add up to 1. */
export const portfolioSchema = z.array(compositionSchema).min(1)
export type Portfolio = z.infer<typeof portfolioSchema>

/** Compares lists of members: the first stratum that differs decides, the lower number first, then more seats. */
function compareMembers(a: Composition['members'], b: Composition['members']): number {
  for (const [i, one] of a.entries()) {
    const other = b[i]
    if (!other) return 1
    if (one.stratum !== other.stratum) return one.stratum - other.stratum
    if (one.seats !== other.seats) return other.seats - one.seats
  }
  return a.length - b.length
}

/** A portfolio in its canonical order. @param seats of each stratum, in the order of `strata` */
export function portfolioOf(
  strata: readonly Stratum[],
  lottery: readonly { readonly share: Fraction; readonly seats: readonly number[] }[],
): Portfolio {
  return lottery
    .map(({ share, seats }) => ({
      share: print(share),
      members: strata.flatMap(({ no }, i) => {
        const count = seats[i] ?? 0
        return count > 0 ? [{ stratum: no, seats: count }] : []
      }),
    }))
    .sort((a, b) => compareMembers(a.members, b.members))
}

/** Where a portfolio is not what the rules allow; `place` is a path within it. */
export interface PortfolioFault {
  readonly place: string
  readonly expected: string
}

/**
 * Checks that every composition is a panel the rules allow, that none is listed twice and that the shares make up
 * the whole lottery. Null: it holds. Whether other shares would be fairer is not looked at.
 */
export function faultOf(
  rules: DrawRules,
  candidates: readonly Candidate[],
  portfolio: Portfolio,
): PortfolioFault | null {
  const strata = strataOf(rules, candidates)
  const position = new Map(strata.map(({ no }, i) => [no, i]))
  const limits = compositionRules(rules, strata)
  for (const [c, { share, members }] of portfolio.entries()) {
    if (parse(share).n <= 0n) return { place: `${c}/share`, expected: 'a positive share' }
    const before = portfolio[c - 1]
    if (before && compareMembers(before.members, members) >= 0)
      return { place: `${c}/members`, expected: 'ascending' }
    const seats = strata.map(() => 0)
    for (const [m, member] of members.entries()) {
      const at = position.get(member.stratum)
      const stratum = at === undefined ? undefined : strata[at]
      const earlier = members[m - 1]?.stratum ?? 0
      if (at === undefined || !stratum || member.stratum <= earlier)
        return { place: `${c}/members/${m}/stratum`, expected: 'lowest number of a stratum, ascending' }
      if (member.seats > stratum.members.length)
        return { place: `${c}/members/${m}/seats`, expected: `at most ${stratum.members.length}` }
      seats[at] = member.seats
    }
    for (const rule of limits)
      for (const { strata: counted, min, max } of rule.limits) {
        const total = counted.reduce((count, i) => count + (seats[i] ?? 0), 0)
        if (total < min || total > max) return { place: `${c}/members`, expected: rule.id }
      }
  }
  const total = sum(portfolio.map(({ share }) => parse(share)))
  return total.n === ONE.n && total.d === ONE.d ? null : { place: '', expected: 'shares that add up to 1' }
}

/** Exact chance of every candidate under a portfolio: what its compositions give a stratum, shared out evenly. */
export function portfolioChances(
  rules: DrawRules,
  candidates: readonly Candidate[],
  portfolio: Portfolio,
): Readonly<Record<number, string>> {
  const given = new Map<number, Fraction>()
  for (const { share, members } of portfolio)
    for (const { stratum, seats } of members)
      given.set(stratum, add(given.get(stratum) ?? ZERO, mul(parse(share), fraction(BigInt(seats)))))
  const chances = new Map<number, string>()
  for (const { no, members } of strataOf(rules, candidates)) {
    const each = mul(given.get(no) ?? ZERO, fraction(1n, BigInt(members.length)))
    for (const member of members) chances.set(member, print(each))
  }
  return Object.fromEntries(candidates.map(({ no }) => [no, chances.get(no) ?? '0']))
}

/**
 * Draws a panel: one composition by its share, then as many of each stratum as it says, every member alike. The
 * order of random numbers is fixed by docs/draw.md §6.2.
 * @returns numbers of those drawn, ascending
 */
export function drawFromPortfolio(
  rules: DrawRules,
  candidates: readonly Candidate[],
  portfolio: Portfolio,
  random: RandomNumbers,
): number[] {
  const shares = portfolio.map(({ share }) => parse(share))
  const whole = shares.reduce((common, { d }) => lcm(common, d), 1n)
  let ticket = random.below(whole)
  const drawn = portfolio.find((_, i) => {
    const share = shares[i] ?? ZERO
    ticket -= share.n * (whole / share.d)
    return ticket < 0n
  })
  const strata = new Map(strataOf(rules, candidates).map((stratum) => [stratum.no, stratum]))
  return (drawn?.members ?? [])
    .flatMap(({ stratum, seats }) => {
      const left = [...(strata.get(stratum)?.members ?? [])]
      return Array.from({ length: seats }, () => left.splice(Number(random.below(BigInt(left.length))), 1))
    })
    .flat()
    .sort((a, b) => a - b)
}
