import { type Fraction, lcm } from './fraction.ts'
import type { RandomNumbers } from './randomness.ts'

/** An officer as an edge of the bipartite graph, between a kind of seat and a group. */
interface Edge {
  readonly no: number
  readonly kind: string
  readonly group: string
  /** Chance as a multiple of 1/whole; 0 or whole when rounded. */
  value: bigint
}

const ends = (edge: Edge): readonly [string, string] => [`kind ${edge.kind}`, `group ${edge.group}`]
const otherEnd = (edge: Edge, node: string): string => {
  const [kind, group] = ends(edge)
  return node === kind ? group : kind
}

/** Edges at their nodes, lowest number first. An edge that is rounded never opens again and is passed over. */
class Graph {
  readonly #at = new Map<string, Edge[]>()
  readonly #passed = new Map<string, number>()

  /** @param edges by number ascending */
  constructor(
    edges: readonly Edge[],
    readonly isOpen: (edge: Edge) => boolean,
  ) {
    for (const edge of edges)
      for (const node of ['', ...ends(edge)]) {
        const list = this.#at.get(node)
        if (list) list.push(edge)
        else this.#at.set(node, [edge])
      }
  }

  /** Lowest open edge at a node that is not yet walked; of all edges where the node is ''. */
  next(node: string, walked: ReadonlySet<Edge>): Edge | undefined {
    const list = this.#at.get(node) ?? []
    let i = this.#passed.get(node) ?? 0
    const closed = (edge: Edge | undefined) => edge !== undefined && !this.isOpen(edge)
    while (closed(list[i])) i += 1
    this.#passed.set(node, i)
    for (; i < list.length; i += 1) {
      const edge = list[i]
      if (edge && this.isOpen(edge) && !walked.has(edge)) return edge
    }
    return undefined
  }
}

/** Lengthens a path from its end, lowest number first, until it cannot go on or closes a cycle. */
function extend(path: readonly Edge[], start: string, graph: Graph) {
  const walk = [...path]
  const walked = new Set(walk)
  const met = new Map([[start, 0]])
  let node = start
  for (const [i, edge] of walk.entries()) {
    node = otherEnd(edge, node)
    met.set(node, i + 1)
  }
  for (;;) {
    const next = graph.next(node, walked)
    if (!next) return { closed: false, walk, end: node }
    walk.push(next)
    walked.add(next)
    node = otherEnd(next, node)
    const before = met.get(node)
    if (before !== undefined) return { closed: true, walk: walk.slice(before), end: node }
    met.set(node, walk.length)
  }
}

/**
 * A cycle of open edges, or else a path that cannot be lengthened at either end. Always the same one for the
 * same values: it starts with the lowest number at its kind and is lengthened at the group first.
 */
function findWalk(graph: Graph, first: Edge): readonly Edge[] {
  const forwards = extend([first], ends(first)[0], graph)
  return forwards.closed ? forwards.walk : extend([...forwards.walk].reverse(), forwards.end, graph).walk
}

const least = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b < a ? b : a))

/** One random step: shifts value between the two alternating halves of a walk so that expectations stay. */
function step(walk: readonly Edge[], whole: bigint, random: RandomNumbers): void {
  const odd = walk.filter((_, i) => i % 2 === 0)
  const even = walk.filter((_, i) => i % 2 === 1)
  const room = (up: readonly Edge[], down: readonly Edge[]): bigint =>
    least([...up.map((edge) => whole - edge.value), ...down.map((edge) => edge.value)])
  const alpha = room(odd, even)
  const beta = room(even, odd)
  const first = random.happens(beta, alpha + beta)
  const shift = first ? alpha : beta
  const [up, down] = first ? [odd, even] : [even, odd]
  for (const edge of up) edge.value += shift
  for (const edge of down) edge.value -= shift
}

/**
 * Dependent rounding on a bipartite graph: every chance becomes 0 or 1 with its exact expectation kept, and the
 * sum at every node (kind or group) ends at its fractional sum rounded down or up; a whole sum stays exactly.
 * Source: Gandhi, Khuller, Parthasarathy, Srinivasan, Dependent rounding and its applications to approximation
 * algorithms, J. ACM 53(3), 2006, §2. Two officers of the same kind and group are a cycle of two edges: these
 * are taken first. The order of steps is fixed by docs/draw.md §6.
 * @returns numbers of those rounded to 1, ascending
 */
export function roundDependently(
  people: readonly { no: number; kind: string; group: string; chance: Fraction }[],
  random: RandomNumbers,
): number[] {
  const whole = people.reduce((common, { chance }) => lcm(common, chance.d), 1n)
  const edges: Edge[] = [...people]
    .sort((a, b) => a.no - b.no)
    .map(({ no, kind, group, chance }) => ({ no, kind, group, value: chance.n * (whole / chance.d) }))
  const isOpen = (edge: Edge): boolean => edge.value > 0n && edge.value < whole

  const openOf = new Map<string, Edge>()
  for (const edge of edges.filter(isOpen)) {
    const cell = ends(edge).join('\n')
    const earlier = openOf.get(cell)
    if (earlier) step([earlier, edge], whole, random)
    const left = [edge, earlier].find((one) => one && isOpen(one))
    if (left) openOf.set(cell, left)
    else openOf.delete(cell)
  }
  const graph = new Graph(edges.filter(isOpen), isOpen)
  for (;;) {
    const first = graph.next('', new Set())
    if (!first) break
    step(findWalk(graph, first), whole, random)
  }
  return edges.filter((edge) => edge.value > 0n).map((edge) => edge.no)
}
