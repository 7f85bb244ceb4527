import { add, compare, div, type Fraction, fraction, lcm, mul, ONE, sub, ZERO } from '../fraction.ts'

/** Seats of each stratum: one way to compose a panel. */
export type Seats = readonly number[]

/**
 * The composition with the highest sum of `values` over its seats; null: no panel keeps the rules. Only a proposal:
 * what it is worth is computed here, exactly.
 */
export type BestComposition = (values: readonly number[]) => Seats | null

export interface Lottery {
  readonly share: Fraction
  readonly seats: Seats
}

/** A column of the linear program. Row 0: the shares add up to 1; row t + 1: what stratum t gets. */
type Column =
  | { readonly type: 'composition'; readonly seats: Seats }
  /** What stratum `row - 1` gets beyond its floor. */
  | { readonly type: 'surplus'; readonly row: number }
  /** How far the common level of all rising strata can still go up. */
  | { readonly type: 'level' }

const negative = (f: Fraction): Fraction => ({ n: -f.n, d: f.d })
const whole = (n: number): Fraction => fraction(BigInt(n))
const product = (a: readonly Fraction[], b: readonly Fraction[]): Fraction =>
  a.reduce((total, value, i) => {
    const other = b[i]
    return value.n === 0n || !other || other.n === 0n ? total : add(total, mul(value, other))
  }, ZERO)

/** Prices as floating-point numbers with the highest at 1000, for a solver that has nothing better. */
function rough(prices: readonly Fraction[]): number[] {
  const common = prices.reduce((all, { d }) => lcm(all, d), 1n)
  const scaled = prices.map(({ n, d }) => n * (common / d))
  const highest = scaled.reduce((a, b) => (b > a ? b : a), 0n)
  return scaled.map((price) => (highest === 0n ? 0 : Number((price * 10n ** 15n) / highest) / 1e12))
}

/** The simplex method over columns made as they are needed, in fractions: nothing in it is rounded. */
class ExactProgram {
  readonly #basis: Column[]
  readonly #inverse: Fraction[][]
  readonly #amounts: Fraction[]
  readonly #known = new Map<string, Seats>()
  #turn = 1

  /** @param totals what all members of each stratum get together at level 1 */
  constructor(
    readonly totals: readonly Fraction[],
    readonly best: BestComposition,
    first: Seats,
  ) {
    const rows = totals.length + 1
    const row = (entries: Readonly<Record<number, Fraction>>) =>
      Array.from({ length: rows }, (_, i) => entries[i] ?? ZERO)
    this.#remember(first)
    this.#basis = [
      { type: 'composition', seats: first },
      ...totals.map((_, t): Column => ({ type: 'surplus', row: t + 1 })),
    ]
    this.#inverse = [
      row({ 0: ONE }),
      ...totals.map((_, t) => row({ 0: whole(first[t] ?? 0), [t + 1]: whole(-1) })),
    ]
    this.#amounts = [ONE, ...totals.map((_, t) => whole(first[t] ?? 0))]
  }

  #remember(seats: Seats): void {
    this.#known.set(seats.join(), seats)
  }

  #entries(column: Column, rising: ReadonlySet<number>): Fraction[] {
    switch (column.type) {
      case 'composition':
        return [ONE, ...this.totals.map((_, t) => whole(column.seats[t] ?? 0))]
      case 'surplus':
        return [ZERO, ...this.totals.map((_, t) => (t + 1 === column.row ? whole(-1) : ZERO))]
      case 'level':
        return [ZERO, ...this.totals.map((total, t) => (rising.has(t) ? negative(total) : ZERO))]
    }
  }

  /** Puts a column into the basis in place of the one in `row`, by `amount`. */
  #exchange(row: number, column: Column, direction: readonly Fraction[], amount: Fraction): void {
    const pivot = direction[row] ?? ONE
    const scaled = (this.#inverse[row] ?? []).map((value) => (value.n === 0n ? ZERO : div(value, pivot)))
    for (const [i, step] of direction.entries()) {
      const values = this.#inverse[i]
      if (i === row || step.n === 0n || !values) continue
      for (const [j, value] of scaled.entries())
        if (value.n !== 0n) values[j] = sub(values[j] ?? ZERO, mul(step, value))
      this.#amounts[i] = sub(this.#amounts[i] ?? ZERO, mul(step, amount))
    }
    this.#inverse[row] = scaled
    this.#amounts[row] = amount
    this.#basis[row] = column
  }

  /** Lets a column in; among rows that tie the turn decides, which no cycle can outlast. */
  #enter(column: Column, rising: ReadonlySet<number>): void {
    const entries = this.#entries(column, rising)
    const direction = this.#inverse.map((row) => product(row, entries))
    let [ties, least]: [number[], Fraction] = [[], ZERO]
    for (const [i, step] of direction.entries()) {
      if (step.n <= 0n) continue
      const ratio = div(this.#amounts[i] ?? ZERO, step)
      const order = ties.length === 0 ? -1 : compare(ratio, least)
      if (order < 0) [ties, least] = [[i], ratio]
      else if (order === 0) ties.push(i)
    }
    this.#turn = (this.#turn * 48_271) % 2_147_483_647
    const row = ties[this.#turn % ties.length]
    if (row === undefined) throw new RangeError('a level cannot rise without end')
    this.#exchange(row, column, direction, least)
  }

  /** The composition worth most at these prices, if it is worth more than `bar`. */
  #worthMore(prices: readonly Fraction[], bar: Fraction): Seats | null {
    const worth = (seats: Seats) => product(prices, seats.map(whole))
    let found: Seats | null = null
    let highest = bar
    for (const seats of this.#known.values()) {
      const value = worth(seats)
      if (compare(value, highest) > 0) [found, highest] = [seats, value]
    }
    if (found) return found
    const proposed = this.best(rough(prices))
    if (!proposed || compare(worth(proposed), bar) <= 0) return null
    this.#remember(proposed)
    return proposed
  }

  /** Raises the level of the rising strata as far as it goes; how far, and which strata hold it back. */
  raise(rising: ReadonlySet<number>): { readonly by: Fraction; readonly stopped: readonly number[] } {
    for (;;) {
      const row = this.#basis.findIndex((column) => column.type === 'level')
      const duals = this.#inverse[row]
      if (!duals) {
        this.#enter({ type: 'level' }, rising)
        continue
      }
      const [bar = ZERO, ...others] = duals
      const lowest = others.reduce((at, dual, t) => (compare(dual, others[at] ?? ZERO) > 0 ? t : at), 0)
      if (compare(others[lowest] ?? ZERO, ZERO) > 0) {
        this.#enter({ type: 'surplus', row: lowest + 1 }, rising)
        continue
      }
      const prices = others.map(negative)
      const seats = this.#worthMore(prices, bar)
      if (seats) {
        this.#enter({ type: 'composition', seats }, rising)
        continue
      }
      const by = this.#amounts[row] ?? ZERO
      const stopped = [...rising].filter((t) => (prices[t] ?? ZERO).n > 0n)
      const [first = 0] = stopped
      // The level reached becomes the floor: the level leaves the basis, a surplus of nothing takes its place.
      this.#amounts[row] = ZERO
      const surplus: Column = { type: 'surplus', row: first + 1 }
      const direction = this.#inverse.map((values) => negative(values[first + 1] ?? ZERO))
      this.#exchange(row, surplus, direction, ZERO)
      return { by, stopped }
    }
  }

  lottery(): Lottery[] {
    return this.#basis.flatMap((column, i) => {
      const share = this.#amounts[i] ?? ZERO
      return column.type === 'composition' && share.n > 0n ? [{ share, seats: column.seats }] : []
    })
  }
}

/**
 * The fairest lottery over compositions: the smallest ratio of a stratum's chances to its base is as large as any
 * lottery can make it, then the next smallest, and so on (leximin). Exact: stage by stage a linear program is solved
 * in fractions by column generation; `best` proposes columns, and a stratum is settled where its dual price proves
 * that it holds the level back in every optimum. Source for leximin over panels by column generation: B. Flanigan,
 * P. Gölz, A. Gupta, B. Hennig, A. D. Procaccia, Fair algorithms for selecting citizens' assemblies, Nature 596, 2021.
 * @param totals of each stratum: what its members would get together by weight alone; null: nothing to level
 * @returns null where no panel keeps the rules
 */
export function fairestLottery(
  totals: readonly (Fraction | null)[],
  best: BestComposition,
): readonly Lottery[] | null {
  const levelled = totals.flatMap((total, t) => (total ? [{ total, t }] : []))
  const positions = levelled.map(({ t }) => t)
  const full = new Map<string, Seats>()
  const bestOf = (values: readonly number[]): Seats | null => {
    const all = totals.map(() => 0)
    for (const [i, t] of positions.entries()) all[t] = values[i] ?? 0
    const seats = best(all)
    if (!seats) return null
    const part = positions.map((t) => seats[t] ?? 0)
    if (!full.has(part.join())) full.set(part.join(), seats)
    return part
  }
  const first = bestOf(levelled.map(() => 1))
  if (!first) return null
  const program = new ExactProgram(
    levelled.map(({ total }) => total),
    bestOf,
    first,
  )
  const rising = new Set(positions.map((_, i) => i))
  while (rising.size > 0) for (const t of program.raise(rising).stopped) rising.delete(t)
  return program.lottery().map(({ share, seats }) => ({ share, seats: full.get(seats.join()) ?? seats }))
}
