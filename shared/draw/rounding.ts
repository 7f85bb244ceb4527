import { add, compare, type Fraction, fraction, min, ONE, sub, ZERO } from './fraction.ts'
import type { RandomNumbers } from './randomness.ts'

/** An edge of the bipartite graph: a person, between a kind of seat and a group. */
export interface Edge {
  readonly no: number
  readonly kind: string
  readonly group: string
  value: Fraction
}

const isOpen = (edge: Edge): boolean => edge.value.n > 0n && compare(edge.value, ONE) < 0
const ends = (edge: Edge): readonly [string, string] => [`kind ${edge.kind}`, `group ${edge.group}`]
const otherEnd = (edge: Edge, node: string): string => {
  const [kind, group] = ends(edge)
  return node === kind ? group : kind
}

/** Lengthens a path from its end, lowest number first, until it cannot go on or closes a cycle. */
function extend(
  path: readonly Edge[],
  start: string,
  at: ReadonlyMap<string, readonly Edge[]>,
): { readonly closed: boolean; readonly walk: readonly Edge[]; readonly end: string } {
  const walk = [...path]
  const nodes = path.reduce<string[]>(
    (passed, edge) => [...passed, otherEnd(edge, passed.at(-1) ?? start)],
    [start],
  )
  for (;;) {
    const node = nodes.at(-1) ?? start
    const next = at.get(node)?.find((edge) => !walk.includes(edge))
    if (!next) return { closed: false, walk, end: node }
    walk.push(next)
    const reached = otherEnd(next, node)
    const met = nodes.indexOf(reached)
    if (met >= 0) return { closed: true, walk: walk.slice(met), end: reached }
    nodes.push(reached)
  }
}

/**
 * A cycle of open edges, or else a path that cannot be lengthened at either end. Always the same one for the
 * same values: it starts with the lowest number at its kind and is lengthened at the group first.
 */
function findWalk(open: readonly Edge[]): readonly Edge[] {
  const at = new Map<string, Edge[]>()
  for (const edge of open) for (const node of ends(edge)) at.set(node, [...(at.get(node) ?? []), edge])
  const [first] = open
  if (!first) return []
  const forwards = extend([first], ends(first)[0], at)
  return forwards.closed ? forwards.walk : extend([...forwards.walk].reverse(), forwards.end, at).walk
}

/** One random step: shifts value between the two alternating halves of a walk so that expectations stay. */
function step(walk: readonly Edge[], random: RandomNumbers): void {
  const odd = walk.filter((_, i) => i % 2 === 0)
  const even = walk.filter((_, i) => i % 2 === 1)
  const room = (up: readonly Edge[], down: readonly Edge[]): Fraction =>
    [...up.map((edge) => sub(ONE, edge.value)), ...down.map((edge) => edge.value)].reduce(min)
  const alpha = room(odd, even)
  const beta = room(even, odd)
  const total = add(alpha, beta)
  // Probability of the first direction is beta / (alpha + beta).
  const chance = fraction(beta.n * total.d, beta.d * total.n)
  const first = random.happens(chance)
  const shift = first ? alpha : beta
  const [up, down] = first ? [odd, even] : [even, odd]
  for (const edge of up) edge.value = add(edge.value, shift)
  for (const edge of down) edge.value = sub(edge.value, shift)
}

/**
 * Dependent rounding on a bipartite graph: every value becomes 0 or 1 with its exact expectation kept, and the
 * sum at every node (kind or group) ends at its fractional sum rounded down or up; a whole sum stays exactly.
 * Source: Gandhi, Khuller, Parthasarathy, Srinivasan, Dependent rounding and its applications to approximation
 * algorithms, J. ACM 53(3), 2006, §2. The order of steps is fixed by docs/draw.md §6.
 * @returns numbers of those rounded to 1, ascending
 */
export function roundDependently(
  people: readonly { no: number; kind: string; group: string; chance: Fraction }[],
  random: RandomNumbers,
): number[] {
  const edges: Edge[] = [...people]
    .sort((a, b) => a.no - b.no)
    .map(({ no, kind, group, chance }) => ({ no, kind, group, value: chance }))
  for (;;) {
    const open = edges.filter(isOpen)
    if (open.length === 0) break
    step(findWalk(open), random)
  }
  return edges.filter((edge) => compare(edge.value, ZERO) > 0).map((edge) => edge.no)
}
