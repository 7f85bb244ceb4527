import type { CompositionRule, Limit } from './strata.ts'

/** Whether some panel keeps these limits; no stratum gives more than its members. */
export type PanelExists = (limits: readonly Limit[]) => boolean

function* choose<T>(items: readonly T[], count: number, from = 0): Generator<readonly T[]> {
  if (count === 0) yield []
  else
    for (let i = from; i <= items.length - count; i += 1) {
      const item = items[i]
      if (item !== undefined) for (const rest of choose(items, count - 1, i + 1)) yield [item, ...rest]
    }
}

/**
 * The smallest set of rules that no panel keeps together, beside the size of the panel, which comes first in
 * `rules` and is always kept; the first such set where several are as small. Null: a panel exists. Empty: not
 * even enough people for the panel.
 */
export function smallestConflict(
  [size, ...others]: readonly [CompositionRule, ...CompositionRule[]],
  panelExists: PanelExists,
): readonly string[] | null {
  const keeps = (kept: readonly CompositionRule[]) =>
    panelExists([size, ...kept].flatMap((rule) => rule.limits))
  if (keeps(others)) return null
  const effective = others.filter((rule) => rule.limits.length > 0)
  for (let count = 0; count < effective.length; count += 1)
    for (const kept of choose(effective, count)) if (!keeps(kept)) return kept.map((rule) => rule.id)
  return effective.map((rule) => rule.id)
}
