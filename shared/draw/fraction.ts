/** An exact fraction in lowest terms, denominator positive. Chances are never rounded. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

export const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b

export function fraction(n: bigint, d: bigint = 1n): Fraction {
  if (d <= 0n) throw new RangeError('denominator must be positive')
  const g = gcd(n, d)
  return g === 0n ? { n: 0n, d: 1n } : { n: n / g, d: d / g }
}

export const ZERO = fraction(0n)
export const ONE = fraction(1n)

export const add = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const sub = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d)
export const mul = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d)
/** @throws RangeError on division by zero or by a negative fraction */
export const div = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n)
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const min = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b)
export const sum = (values: readonly Fraction[]): Fraction => values.reduce(add, ZERO)

/** `2/5`, or `1` where the denominator is one. */
export const print = (f: Fraction): string => (f.d === 1n ? `${f.n}` : `${f.n}/${f.d}`)

/** @throws SyntaxError unless the text is a non-negative fraction as `print` writes it */
export function parse(text: string): Fraction {
  const match = /^(0|[1-9][0-9]*)(?:\/([1-9][0-9]*))?$/.exec(text)
  if (!match?.[1]) throw new SyntaxError(`not a fraction: ${text}`)
  return fraction(BigInt(match[1]), BigInt(match[2] ?? '1'))
}
