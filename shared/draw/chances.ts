import { type Refusal, refuse } from '../ledger/aggregate.ts'
import {
  add,
  compare,
  div,
  type Fraction,
  fraction,
  min,
  mul,
  ONE,
  parse,
  print,
  sub,
  sum,
  ZERO,
} from './fraction.ts'
import { type Candidate, type DrawRules, kindOf, type SeatKind } from './rules.ts'

const HALF = fraction(1n, 2n)
const TWO = fraction(2n)

/** Weights are clipped to [1/2, 2]: balance of workload may lean, never decide. */
const clippedWeight = (candidate: Candidate): Fraction => {
  const weight = parse(candidate.weight)
  return compare(weight, HALF) < 0 ? HALF : min(weight, TWO)
}

export type Chances =
  | { readonly ok: true; readonly chances: Readonly<Record<number, string>> }
  | { readonly ok: false; readonly refusal: Refusal }

interface Share {
  readonly candidate: Candidate
  readonly weight: Fraction
  /** Null while the chance is still to be found. */
  fixed: Fraction | null
}

/** Chances of the unfixed members of a kind: what is left of its seats, in proportion to weight. */
function spread(shares: readonly Share[], kind: SeatKind, seats: number): Map<number, Fraction> | null {
  const members = shares.filter((share) => kindOf(share.candidate) === kind)
  const left = sub(fraction(BigInt(seats)), sum(members.flatMap((share) => share.fixed ?? [])))
  const open = members.filter((share) => share.fixed === null)
  const weight = sum(open.map((share) => share.weight))
  if (open.length === 0) return left.n === 0n ? new Map() : null
  return new Map(open.map((share) => [share.candidate.no, div(mul(left, share.weight), weight)]))
}

/**
 * Exact chance of every candidate, as fractions; they add up to the seats of each kind. Seats are spread in
 * proportion to weight; where that would give a person more than 1, or a group more than its cap, that person
 * or group is fixed at the limit and the rest spread again (water-filling). Ineligible candidates have 0.
 * Refusal: DRAW_INFEASIBLE with the kind of seat that cannot be filled. Source: docs/draw.md §3.
 */
export function computeChances(rules: DrawRules, candidates: readonly Candidate[]): Chances {
  const shares: Share[] = candidates
    .filter((candidate) => candidate.eligible)
    .map((candidate) => ({ candidate, weight: clippedWeight(candidate), fixed: null }))
    .sort((a, b) => a.candidate.no - b.candidate.no)
  const cap = fraction(BigInt(rules.groupCap))
  const groups = [...new Set(shares.map((share) => share.candidate.group))].sort()

  for (;;) {
    const found = new Map<number, Fraction>()
    for (const { kind, seats } of rules.kinds) {
      const part = spread(shares, kind, seats)
      if (!part) return refuse('DRAW_INFEASIBLE', { kind, seats })
      for (const [no, chance] of part) found.set(no, chance)
    }
    const chanceOf = (share: Share): Fraction => share.fixed ?? found.get(share.candidate.no) ?? ZERO

    const certain = shares.filter((share) => share.fixed === null && compare(chanceOf(share), ONE) > 0)
    for (const share of certain) share.fixed = ONE
    if (certain.length > 0) continue

    const full = groups
      .map((group) => shares.filter((share) => share.candidate.group === group))
      .filter((members) => compare(sum(members.map(chanceOf)), cap) > 0)
    if (full.length === 0) {
      const chances = Object.fromEntries(candidates.map((candidate) => [candidate.no, '0']))
      for (const share of shares) chances[share.candidate.no] = print(chanceOf(share))
      return { ok: true, chances }
    }
    for (const members of full) {
      const fixedPart = sum(members.flatMap((share) => share.fixed ?? []))
      const open = members.filter((share) => share.fixed === null)
      const openPart = sum(open.map(chanceOf))
      const room = sub(cap, fixedPart)
      if (open.length === 0 || room.n < 0n)
        return refuse('DRAW_INFEASIBLE', { kind: 'group', seats: rules.groupCap })
      const fixedNow = open.map((share) => div(mul(chanceOf(share), room), openPart))
      open.forEach((share, i) => {
        share.fixed = fixedNow[i] ?? ZERO
      })
    }
  }
}

/** Sum of printed chances, for pages that show that they add up. */
export const sumChances = (chances: readonly string[]): string => print(chances.map(parse).reduce(add, ZERO))
