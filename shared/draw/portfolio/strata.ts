import { baseChances } from '../chances.ts'
import { type Fraction, print } from '../fraction.ts'
import { type Candidate, type DrawRules, kindOf, type SeatKind } from '../rules.ts'
import { clippedWeight } from '../weights.ts'

/**
 * Officers whom the rules cannot tell apart: same kind, group, weight and quotas, recommended or not. They are known
 * by the lowest number among them. Source: docs/draw.md §6.2.
 */
export interface Stratum {
  readonly no: number
  readonly members: readonly number[]
  readonly kind: SeatKind
  readonly group: string
  readonly counts: readonly string[]
  readonly recommended: boolean
  /** Each member's chance if weight alone decided; undefined where a member's chance is certain beforehand. */
  readonly base: Fraction | undefined
}

/** Strata of the eligible officers of kinds that have seats, by lowest number ascending. */
export function strataOf(rules: DrawRules, candidates: readonly Candidate[]): readonly Stratum[] {
  const eligible = candidates.filter((candidate) => candidate.eligible).sort((a, b) => a.no - b.no)
  const bases = baseChances(rules, eligible)
  const strata = new Map<string, Stratum & { readonly members: number[] }>()
  for (const candidate of eligible) {
    const { no, group, counts = [], recommended = false } = candidate
    const base = bases.get(no)
    if (base === undefined && !recommended) continue
    const kind = kindOf(candidate)
    const likeness = JSON.stringify([kind, group, print(clippedWeight(candidate)), counts, recommended])
    const stratum = strata.get(likeness)
    if (stratum) stratum.members.push(no)
    else strata.set(likeness, { no, members: [no], kind, group, counts, recommended, base })
  }
  return [...strata.values()]
}

/** At least `min` and at most `max` seats for these strata (positions in the list of strata) together. */
export interface Limit {
  readonly strata: readonly number[]
  readonly min: number
  readonly max: number
}

/** A rule of composition by an id that names what somebody would have to relax, with the limits it makes. */
export interface CompositionRule {
  readonly id: string
  readonly limits: readonly Limit[]
}

/** The rules as limits on the seats of strata. The first, the size of the panel, is never relaxed. */
export function compositionRules(
  rules: DrawRules,
  strata: readonly Stratum[],
): readonly [CompositionRule, ...CompositionRule[]] {
  const which = (test: (stratum: Stratum) => boolean) =>
    strata.flatMap((stratum, i) => (test(stratum) ? [i] : []))
  const all = rules.panelSize
  const groups = [...new Set(strata.map((stratum) => stratum.group))]
  return [
    { id: 'panel-size', limits: [{ strata: which(() => true), min: all, max: all }] },
    ...rules.kinds.map(({ kind, seats }) => ({
      id: `kind:${kind}`,
      limits: [{ strata: which((stratum) => stratum.kind === kind), min: seats, max: seats }],
    })),
    {
      id: 'group-cap',
      limits: groups.map((group) => ({
        strata: which((stratum) => stratum.group === group),
        min: 0,
        max: rules.groupCap,
      })),
    },
    {
      id: 'recommended',
      limits: strata.flatMap(({ recommended, members }, i) =>
        recommended ? [{ strata: [i], min: members.length, max: members.length }] : [],
      ),
    },
    ...(rules.quotas ?? []).flatMap(({ id, min, max }) => {
      const counted = which((stratum) => stratum.counts.includes(id))
      return [
        { id: `quota:${id}:min`, limits: [{ strata: counted, min, max: all }] },
        ...(max === null ? [] : [{ id: `quota:${id}:max`, limits: [{ strata: counted, min: 0, max }] }]),
      ]
    }),
  ]
}
