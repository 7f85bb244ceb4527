import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeChances } from '../../../shared/draw/chances.ts'
import { compare, div, type Fraction, ONE, parse, print, sum } from '../../../shared/draw/fraction.ts'
import { type Candidate, type DrawRules, kindOf } from '../../../shared/draw/rules.ts'
import { clippedWeight } from '../../../shared/draw/weights.ts'
import { chanced, countyPool, countyRules, smallPool, smallRules } from './pool.ts'

const without = (pool: readonly Candidate[], excluded: (c: Candidate) => boolean): Candidate[] =>
  pool.map((c) => (excluded(c) ? { ...c, eligible: false } : c))

interface Placed {
  readonly no: number
  readonly kind: string
  readonly group: string
  readonly chance: Fraction
  /** Chance relative to the share that weight alone gives within the kind. */
  readonly ratio: Fraction
}

function placed(rules: DrawRules, pool: readonly Candidate[]): Placed[] | null {
  const computed = computeChances(rules, pool)
  if (!computed.ok) return null
  return pool
    .filter((c) => c.eligible)
    .map((c) => {
      const chance = parse(computed.chances[c.no] ?? '')
      const ratio = div(chance, clippedWeight(c))
      return { no: c.no, kind: kindOf(c), group: c.group, chance, ratio }
    })
}

/**
 * Whether somebody's chance could rise at the cost only of those of the same kind who are better off: a path in
 * the residual graph of kinds and groups. If there is one, the chances are not the fairest.
 */
function couldRise(one: Placed, people: readonly Placed[], cap: bigint): boolean {
  if (compare(one.chance, ONE) >= 0) return false
  const total = (group: string) => sum(people.filter((p) => p.group === group).map((p) => p.chance))
  const reached = new Set([`group ${one.group}`])
  for (const node of reached) {
    const [type, name] = [node.slice(0, node.indexOf(' ')), node.slice(node.indexOf(' ') + 1)]
    if (type === 'group') {
      for (const p of people)
        if (p.group === name && p.kind === one.kind && compare(p.ratio, one.ratio) > 0)
          reached.add(`kind ${p.kind}`)
      if (total(name).n < cap * total(name).d) reached.add('rest ')
    } else if (type === 'kind') {
      for (const p of people)
        if (p.kind === name && compare(p.chance, ONE) < 0) reached.add(`group ${p.group}`)
    } else for (const p of people) if (total(p.group).n > 0n) reached.add(`group ${p.group}`)
  }
  return reached.has(`kind ${one.kind}`)
}

describe('chances', () => {
  it('are 2/5 and 1/17 for the county with 13 officers excluded', () => {
    const excluded = new Set([1, 2, 3, 4, 5, 6, 7, 14, 15, 24, 37, 43, 44])
    const eligible = chanced(
      countyRules,
      without(countyPool(), (c) => excluded.has(c.no)),
    ).filter((c) => c.eligible)
    expect(new Set(eligible.filter((c) => c.standing).map((c) => c.chance))).toEqual(new Set(['2/5']))
    expect(eligible.filter((c) => !c.standing)).toHaveLength(51)
    expect(new Set(eligible.filter((c) => !c.standing).map((c) => c.chance))).toEqual(new Set(['1/17']))
  })

  it('add up to the seats of each kind and never pass 1 or a group’s cap, whatever the pool', () => {
    fc.assert(
      fc.property(smallPool, smallRules, (pool, rules) => {
        const people = placed(rules, pool)
        if (!people) return
        for (const { kind, seats } of rules.kinds)
          expect(print(sum(people.filter((p) => p.kind === kind).map((p) => p.chance)))).toBe(String(seats))
        for (const group of new Set(people.map((p) => p.group))) {
          const total = sum(people.filter((p) => p.group === group).map((p) => p.chance))
          expect(total.n <= BigInt(rules.groupCap) * total.d).toBe(true)
        }
        for (const p of people) expect(compare(p.chance, ONE)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('are as even as the limits allow: nobody could have more at the cost only of luckier people', () => {
    fc.assert(
      fc.property(smallPool, smallRules, (pool, rules) => {
        const people = placed(rules, pool)
        if (!people) return
        const unfair = people.filter((p) => couldRise(p, people, BigInt(rules.groupCap)))
        expect(unfair.map((p) => p.no)).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  it('make room for the last standing officers: nobody else of their groups can be drawn', () => {
    const pool = without(countyPool(), (c) => c.standing && c.no > 13)
    const chances = chanced(countyRules, pool)
    const standing = chances.filter((c) => c.standing && c.eligible)
    expect(standing.map((c) => c.chance)).toEqual(['1', '1'])
    const groups = standing.map((c) => c.group)
    const beside = chances.filter((c) => !c.standing && groups.includes(c.group))
    expect(new Set(beside.map((c) => c.chance))).toEqual(new Set(['0']))
  })

  it('do not lean further than a weight of 2 or 1/2, whatever the workload says', () => {
    const pool = countyPool().map((c) => ({
      ...c,
      weight: c.no === 20 ? '100' : c.no === 30 ? '1/100' : '1',
    }))
    const chance = (weight: string) =>
      print(
        parse(
          chanced(
            countyRules,
            pool.map((c) => ({ ...c, weight: c.no === 20 ? weight : c.weight })),
          )[19]?.chance ?? '',
        ),
      )
    expect(chance('100')).toBe(chance('2'))
    const [heavy, light] = [20, 30].map((no) => parse(chanced(countyRules, pool)[no - 1]?.chance ?? ''))
    expect(heavy && light && print(div(heavy, light))).toBe('4')
  })

  it('are refused exactly when no panel exists, naming the smallest set of rules that conflict', () => {
    fc.assert(
      fc.property(smallPool, smallRules, (pool, rules) => {
        expect(computeChances(rules, pool).ok).toBe(panelExists(rules, pool))
      }),
      { numRuns: 500 },
    )
    const refusal = (pool: readonly Candidate[]) => {
      const computed = computeChances(countyRules, pool)
      return computed.ok ? null : computed.refusal
    }
    expect(refusal(without(countyPool(), (c) => c.standing && c.no > 1))).toEqual({
      code: 'DRAW_TOO_FEW_STANDING',
      params: { seats: 2, eligible: 1, places: 1, groupCap: 1 },
    })
    expect(refusal(without(countyPool(), (c) => !c.standing && c.no > 22))).toEqual({
      code: 'DRAW_GROUP_CAP_ADHOC',
      params: { seats: 3, eligible: 20, places: 2, groupCap: 1 },
    })
    const fourGroups = ['deputy', 'cppcc', 'conduct-reviewer', 'public-lawyer']
    expect(refusal(without(countyPool(), (c) => !fourGroups.includes(c.group)))?.code).toBe(
      'DRAW_GROUP_CAP_PANEL',
    )
  })
})

/** Tries every set of people of the panel's size. */
function panelExists(rules: DrawRules, pool: readonly Candidate[]): boolean {
  const eligible = pool.filter((c) => c.eligible)
  return Array.from({ length: 2 ** eligible.length }, (_, mask) =>
    eligible.filter((_, i) => (mask >> i) % 2 === 1),
  ).some(
    (panel) =>
      rules.kinds.every(({ kind, seats }) => panel.filter((c) => kindOf(c) === kind).length === seats) &&
      panel.every((c) => panel.filter((other) => other.group === c.group).length <= rules.groupCap),
  )
}
