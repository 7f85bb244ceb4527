import { compare, parse } from '../../shared/draw/fraction.ts'

/** The lowest and the highest of exact chances; one where all are the same, none where there are none. */
export function chanceSpan(chances: readonly string[]): readonly string[] {
  const sorted = [...new Set(chances)].sort((a, b) => compare(parse(a), parse(b)))
  return sorted.length > 2 ? [...sorted.slice(0, 1), ...sorted.slice(-1)] : sorted
}

/** A fraction such as '2/5' as a percentage with at most one decimal. */
export function percent(chance: string): string {
  const [above = 0, below = 1] = chance.split('/').map(Number)
  return String(Math.round((above / below) * 1000) / 10)
}
