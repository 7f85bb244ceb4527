import { compare, type Fraction, parse, ZERO } from '../../shared/draw/fraction.ts'
import type { Candidate } from '../../shared/draw/rules.ts'

export const chanceColumns = ['no', 'name', 'kind', 'chance', 'outcome'] as const
export type ChanceColumn = (typeof chanceColumns)[number]

/** Which column a list of chances is sorted by, and which way. */
export interface ChanceOrder {
  readonly by: ChanceColumn
  readonly down: boolean
}

/** The column pressed: turned round where it holds already; of chances the highest come first. */
export const pressed = (order: ChanceOrder, by: ChanceColumn): ChanceOrder =>
  order.by === by ? { by, down: !order.down } : { by, down: by === 'chance' }

/** Sorted by the column; where two are alike, by number. Whoever cannot be drawn has the lowest chance. */
export function inOrder<C extends Candidate & { readonly chance: string }>(
  candidates: readonly C[],
  { by, down }: ChanceOrder,
  { nameOf, placeOf }: { nameOf: (no: number) => string; placeOf: (no: number) => number },
): readonly C[] {
  const chanceOf = ({ eligible, chance }: C): Fraction => (eligible ? parse(chance) : ZERO)
  const compareBy: Readonly<Record<ChanceColumn, (a: C, b: C) => number>> = {
    no: (a, b) => a.no - b.no,
    name: (a, b) => nameOf(a.no).localeCompare(nameOf(b.no), 'zh-CN'),
    kind: (a, b) => Number(b.standing) - Number(a.standing),
    chance: (a, b) => compare(chanceOf(a), chanceOf(b)),
    outcome: (a, b) => placeOf(a.no) - placeOf(b.no),
  }
  const sign = down ? -1 : 1
  return [...candidates].sort((a, b) => sign * compareBy[by](a, b) || a.no - b.no)
}
