import type { Refusal } from '../ledger/aggregate.ts'
import { refuse } from '../ledger/aggregate.ts'
import { findConflict } from './conflict.ts'
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
import { type Candidate, type DrawRules, kindOf, subsetsOf } from './rules.ts'
import { clippedWeight } from './weights.ts'

export type Chances =
  | { readonly ok: true; readonly chances: Readonly<Record<number, string>> }
  | { readonly ok: false; readonly refusal: Refusal }

/** Somebody whose chance rises with the common level until a limit stops it. */
interface Rising {
  readonly no: number
  /** The chance at level 1: the kind's seats shared out by weight, as if there were no other limit. */
  readonly base: Fraction
}

/** All eligible officers of one kind in one group. */
interface Cell {
  readonly kind: string
  rising: Rising[]
  /** Sum of the rising members' bases: how fast the cell's total grows with the level. */
  rate: Fraction
  /** Sum of the chances already settled. */
  settled: Fraction
}

interface Filling {
  readonly rules: DrawRules
  readonly cap: Fraction
  /** Cells by group, in the order of their lowest numbers. */
  readonly groups: readonly (readonly Cell[])[]
  readonly chances: Map<number, Fraction>
}

/** Sum of the cells' totals at a level: nobody gets less than this any more. */
const least = (cells: readonly Cell[], level: Fraction): Fraction =>
  sum(cells.map((cell) => add(cell.settled, mul(cell.rate, level))))

/** Sum of the cells' totals if every rising member rose to certainty. */
const most = (cells: readonly Cell[]): Fraction =>
  sum(cells.map((cell) => add(cell.settled, fraction(BigInt(cell.rising.length)))))

const seatsOf = (rules: DrawRules, kinds: ReadonlySet<string>): Fraction =>
  fraction(
    BigInt(rules.kinds.reduce((seats, kind) => (kinds.has(kind.kind) ? seats + kind.seats : seats), 0)),
  )

/**
 * What a group can give to the seats of `kinds` when everybody has at least the level: all its members of these
 * kinds, or what its cap leaves beside the others. `bound`: the cap decides, so the others can get no more.
 */
function giving(cells: readonly Cell[], kinds: ReadonlySet<string>, cap: Fraction, level: Fraction) {
  const others = cells.filter((cell) => !kinds.has(cell.kind))
  const left = sub(cap, least(others, level))
  const all = most(cells.filter((cell) => kinds.has(cell.kind)))
  const bound = compare(left, all) <= 0
  return { others, bound, amount: bound ? left : all, rate: bound ? sum(others.map((c) => c.rate)) : ZERO }
}

/** The highest level that everybody still rising can reach together. Cuts after Hoffman (1960): docs/draw.md §3. */
function highestLevel({ rules, cap, groups }: Filling): Fraction {
  const cells = groups.flat()
  const limits = cells.flatMap((cell) => cell.rising.map(({ base }) => div(ONE, base)))
  for (const { kind } of rules.kinds) {
    const own = cells.filter((cell) => cell.kind === kind)
    const rate = sum(own.map((cell) => cell.rate))
    if (rate.n > 0n)
      limits.push(div(sub(seatsOf(rules, new Set([kind])), sum(own.map((cell) => cell.settled))), rate))
  }
  let level = limits.reduce(min)
  for (const kinds of subsetsOf(rules)) {
    const seats = seatsOf(rules, kinds)
    // What can be given falls ever faster as the level rises: following its slope down meets the limit exactly.
    for (;;) {
      const given = groups.map((group) => giving(group, kinds, cap, level))
      const slack = sub(sum(given.map((g) => g.amount)), seats)
      if (slack.n >= 0n) break
      level = add(level, div(slack, sum(given.map((g) => g.rate))))
    }
  }
  return level
}

function settle(filling: Filling, cell: Cell, level: Fraction, who: (officer: Rising) => boolean): void {
  const stopped = cell.rising.filter(who)
  if (stopped.length === 0) return
  for (const { no, base } of stopped) filling.chances.set(no, mul(base, level))
  cell.rising = cell.rising.filter((officer) => !who(officer))
  cell.rate = sum(cell.rising.map((officer) => officer.base))
  cell.settled = add(cell.settled, mul(sum(stopped.map((officer) => officer.base)), level))
}

/** Settles everybody who cannot get more than the level: certain already, or behind a limit that is used up. */
function settleAt(filling: Filling, level: Fraction): void {
  const { rules, cap, groups } = filling
  const cells = groups.flat()
  const full = rules.kinds
    .map(({ kind }) => cells.filter((cell) => cell.kind === kind))
    .filter((own, i) => compare(least(own, level), fraction(BigInt(rules.kinds[i]?.seats ?? 0))) === 0)
  const behind = subsetsOf(rules).flatMap((kinds) => {
    const given = groups.map((group) => giving(group, kinds, cap, level))
    const tight = compare(sum(given.map((g) => g.amount)), seatsOf(rules, kinds)) === 0
    return tight ? given.flatMap((g) => (g.bound ? g.others : [])) : []
  })
  for (const cell of cells) settle(filling, cell, level, ({ base }) => compare(mul(base, level), ONE) >= 0)
  for (const cell of new Set([...full.flat(), ...behind])) settle(filling, cell, level, () => true)
}

function fillingOf(rules: DrawRules, eligible: readonly Candidate[]): Filling {
  const groups = new Map<string, Map<string, Cell>>()
  const chances = new Map<number, Fraction>()
  const bases = baseChances(rules, eligible)
  for (const member of eligible) {
    const base = bases.get(member.no)
    if (base === undefined && !member.recommended) continue
    const kind = kindOf(member)
    const cells = groups.get(member.group) ?? new Map<string, Cell>()
    const cell = cells.get(kind) ?? { kind, rising: [], rate: ZERO, settled: ZERO }
    if (base === undefined) {
      chances.set(member.no, ONE)
      cell.settled = add(cell.settled, ONE)
    } else {
      cell.rising.push({ no: member.no, base })
      cell.rate = add(cell.rate, base)
    }
    groups.set(member.group, cells.set(kind, cell))
  }
  return {
    rules,
    cap: fraction(BigInt(rules.groupCap)),
    groups: [...groups.values()].map((cells) => [...cells.values()]),
    chances,
  }
}

/**
 * What weight alone would give: the seats of the kind that no recommended expert fills, shared out by clipped
 * weight. Nobody recommended and nobody whose kind has no seat left is among it. Source: docs/draw.md §3.
 */
export function baseChances(rules: DrawRules, eligible: readonly Candidate[]): ReadonlyMap<number, Fraction> {
  const bases = new Map<number, Fraction>()
  for (const { kind, seats } of rules.kinds) {
    const members = eligible.filter((candidate) => kindOf(candidate) === kind)
    const open = members.filter((candidate) => !candidate.recommended)
    const left = seats - (members.length - open.length)
    const weights = sum(open.map(clippedWeight))
    for (const member of left <= 0 ? [] : open)
      bases.set(member.no, div(mul(fraction(BigInt(left)), clippedWeight(member)), weights))
  }
  return bases
}

/**
 * Exact chance of every candidate, as fractions; they add up to the seats of each kind. Everybody's chance rises
 * in proportion to the share that weight alone would give, until a limit stops it (certainty, the seats of a
 * kind, the cap of a group, or seats that only these people can leave free); the others rise on. The result is
 * the one in which the smallest ratio to that share is as large as the limits allow, then the next smallest, and
 * so on (water-filling, leximin). Ineligible candidates have 0. Refusal: the smallest set of rules that cannot
 * hold together. Source: docs/draw.md §3.
 */
export function computeChances(rules: DrawRules, candidates: readonly Candidate[]): Chances {
  const eligible = candidates.filter((candidate) => candidate.eligible).sort((a, b) => a.no - b.no)
  const conflict = findConflict(rules, eligible)
  if (conflict) return refuse(conflict.code, conflict.params)
  const filling = fillingOf(rules, eligible)
  while (filling.groups.some((cells) => cells.some((cell) => cell.rising.length > 0)))
    settleAt(filling, highestLevel(filling))
  const chances = candidates.map(({ no }) => [no, print(filling.chances.get(no) ?? ZERO)] as const)
  return { ok: true, chances: Object.fromEntries(chances) }
}

/** Sum of printed chances, for pages that show that they add up. */
export const sumChances = (chances: readonly string[]): string => print(chances.map(parse).reduce(add, ZERO))
