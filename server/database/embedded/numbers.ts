import type { Value } from './bson.ts'
import { Decimal128, Int32, Long, Timestamp } from './bson-classes.ts'
import { ServerError } from './errors.ts'

export type Num = number | Int32 | Long | Decimal128

export const isLong = (value: Value): value is Long => value instanceof Long && !(value instanceof Timestamp)

export const isNumber = (value: Value): value is Num =>
  typeof value === 'number' || value instanceof Int32 || value instanceof Decimal128 || isLong(value)

/** An exact decimal: coefficient · 10^exponent. */
export interface Exact {
  readonly coefficient: bigint
  readonly exponent: number
}

function exactDouble(value: number): Exact {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const raw = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const mantissa = raw === 0 ? fraction : fraction | (1n << 52n)
  const shift = (raw === 0 ? 1 : raw) - 1075
  const signed = bits >> 63n === 1n ? -mantissa : mantissa
  return shift >= 0
    ? { coefficient: signed << BigInt(shift), exponent: 0 }
    : { coefficient: signed * 5n ** BigInt(-shift), exponent: shift }
}

function exactText(text: string): Exact | null {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/i.exec(text)
  if (!parts) return null
  const [, minus, whole = '', fraction = '', exponent = '0'] = parts
  const digits = BigInt(whole + fraction)
  return { coefficient: minus ? -digits : digits, exponent: Number(exponent) - fraction.length }
}

/** A number exactly; null for what is not finite. */
export function exact(value: Num): Exact | null {
  if (value instanceof Int32) return { coefficient: BigInt(value.value), exponent: 0 }
  if (value instanceof Long) return { coefficient: value.toBigInt(), exponent: 0 }
  if (value instanceof Decimal128) return exactText(value.toString())
  return Number.isFinite(value) ? exactDouble(value) : null
}

/** a − b, exactly. */
function difference(a: Exact, b: Exact): Exact {
  const exponent = Math.min(a.exponent, b.exponent)
  const scaled = (x: Exact) => x.coefficient * 10n ** BigInt(x.exponent - exponent)
  return { coefficient: scaled(a) - scaled(b), exponent }
}

/** The nearest double. */
export function toDouble(value: Num): number {
  if (typeof value === 'number') return value
  if (value instanceof Int32) return value.value
  if (value instanceof Long) return value.toNumber()
  return Number(value.toString())
}

const isExactDouble = (value: Num): boolean =>
  typeof value === 'number' ||
  value instanceof Int32 ||
  (value instanceof Long && Number.isSafeInteger(value.toNumber()))

/** NaN before all numbers; otherwise by exact value, whatever the types. */
export function compareNumbers(a: Num, b: Num): number {
  const [x, y] = [toDouble(a), toDouble(b)]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(y)) - Number(Number.isNaN(x))
  if (x !== y) return x < y ? -1 : 1
  if (isExactDouble(a) && isExactDouble(b)) return 0
  const [p, q] = [exact(a), exact(b)]
  if (!p || !q) return (p ? -1 : 0) * Math.sign(y) + (q ? 1 : 0) * Math.sign(x)
  const { coefficient } = difference(p, q)
  return coefficient < 0n ? -1 : coefficient > 0n ? 1 : 0
}

/**
 * Bytes whose order is the order of the numbers: the nearest double, then what it lacks of the exact value.
 * No encoding is the beginning of another.
 */
export function encodeNumber(value: Num): Buffer {
  const near = toDouble(value)
  if (Number.isNaN(near)) return Buffer.alloc(9)
  const own = isExactDouble(value) ? null : exact(value)
  const rounded = own && !Number.isFinite(near) ? Math.sign(near) * Number.MAX_VALUE : near
  const head = Buffer.alloc(9)
  head.writeDoubleBE(rounded === 0 ? 0 : rounded, 0)
  const negative = (head[0] ?? 0) >= 0x80
  for (let i = 0; i < 8; i += 1)
    head[i] = negative ? ~(head[i] ?? 0) & 0xff : (head[i] ?? 0) ^ (i === 0 ? 0x80 : 0)
  head[8] = 0x80
  const rest = own ? difference(own, exactDouble(rounded)) : null
  if (!rest || rest.coefficient === 0n) return head
  const below = rest.coefficient < 0n
  head[8] = below ? 0x40 : 0xc0
  const digits = String(below ? -rest.coefficient : rest.coefficient)
  const tail = Buffer.alloc(2)
  tail.writeUInt16BE(rest.exponent + digits.length + 0x8000, 0)
  const magnitude = Buffer.concat([tail, Buffer.from(digits.replace(/0+$/, '')), Buffer.alloc(1)])
  return Buffer.concat([head, below ? magnitude.map((byte) => ~byte & 0xff) : magnitude])
}

const overflow = (path: string) =>
  new ServerError(2, 'BadValue', `Failed to apply arithmetic to ${path}: the result does not fit 64 bits`)

const MAX_INT64 = 2n ** 63n - 1n
const MIN_INT64 = -(2n ** 63n)

/** Digits a decimal has, and the exponents they can stand over. */
const DIGITS = 34
const LEAST_EXPONENT = -6176
const MOST_EXPONENT = 6111

/** A number without so many of its last digits, to the nearest and then even. */
function withoutDigits(value: bigint, count: number): bigint {
  const unit = 10n ** BigInt(count)
  const twice = 2n * (value % unit)
  const cut = value / unit
  return twice > unit || (twice === unit && cut % 2n === 1n) ? cut + 1n : cut
}

/** In the 34 digits a decimal has: what is too large is infinite, what is too small is zero. */
export function decimalOf({ coefficient, exponent }: Exact): Decimal128 {
  const sign = coefficient < 0n ? '-' : ''
  let digits = coefficient < 0n ? -coefficient : coefficient
  let over = exponent
  const shorten = (count: number): void => {
    digits = withoutDigits(digits, count)
    over += count
  }
  shorten(Math.max(0, String(digits).length - DIGITS, LEAST_EXPONENT - over))
  if (String(digits).length > DIGITS) shorten(1)
  if (digits === 0n) over = Math.min(over, MOST_EXPONENT)
  const missing = Math.max(0, over - MOST_EXPONENT)
  return Decimal128.fromString(
    String(digits).length + missing > DIGITS
      ? `${sign}Infinity`
      : `${sign}${digits * 10n ** BigInt(missing)}E${over - missing}`,
  )
}

export const asDecimal = (value: Num): Decimal128 => {
  if (value instanceof Decimal128) return value
  if (typeof value !== 'number') return Decimal128.fromString(value.toString())
  // A double turns into the 15 digits it is sure of.
  return Decimal128.fromStringWithRounding(
    Number.isFinite(value) ? Number.parseFloat(value.toPrecision(15)).toString() : String(value),
  )
}

export type Arithmetic = '+' | '-' | '*'

function decimalArithmetic(a: Num, b: Num, operation: Arithmetic): Decimal128 {
  const [x, y] = [exact(asDecimal(a)), exact(asDecimal(b))]
  if (!x || !y) {
    const [p, q] = [toDouble(a), toDouble(b)]
    const result = operation === '+' ? p + q : operation === '-' ? p - q : p * q
    return Decimal128.fromString(String(result))
  }
  if (operation === '*')
    return decimalOf({ coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent })
  const other = operation === '+' ? { ...y, coefficient: -y.coefficient } : y
  return decimalOf(difference(x, other))
}

/**
 * Arithmetic in the widest type of its operands: 32-bit → 64-bit → double, or decimal. A 32-bit overflow widens;
 * a 64-bit overflow is `onOverflow`: an error (updates) or a double (expressions).
 */
export function calculate(a: Num, b: Num, operation: Arithmetic, onOverflow: string | null): Num {
  if (a instanceof Decimal128 || b instanceof Decimal128) return decimalArithmetic(a, b, operation)
  if (typeof a === 'number' || typeof b === 'number') {
    const [x, y] = [toDouble(a), toDouble(b)]
    return operation === '+' ? x + y : operation === '-' ? x - y : x * y
  }
  const [x, y] = [BigInt(a.toString()), BigInt(b.toString())]
  const result = operation === '+' ? x + y : operation === '-' ? x - y : x * y
  if (result > MAX_INT64 || result < MIN_INT64) {
    if (onOverflow !== null) throw overflow(onOverflow)
    return Number(result)
  }
  return integer(result, a instanceof Long || b instanceof Long)
}

/** A whole number as the narrowest integer type, or always 64-bit. */
export function integer(value: bigint | number, long = false): Int32 | Long {
  const big = BigInt(value)
  return !long && big >= -(2n ** 31n) && big < 2n ** 31n ? new Int32(Number(big)) : Long.fromBigInt(big)
}

/** A 32-bit integer of a reply. */
export const int = (value: number): Int32 => new Int32(value)

/** A number a command takes as a whole one; undefined where it is something else. */
export function wholeNumber(value: Value): number | undefined {
  if (!isNumber(value)) return undefined
  const near = toDouble(value)
  return Number.isInteger(near) ? near : undefined
}

/** Whether a number is zero, and not only near it. */
export const isZero = (value: Num): boolean =>
  value instanceof Decimal128 ? exact(value)?.coefficient === 0n : toDouble(value) === 0

/** What counts as true in options and projections: true, and any number but zero. */
export const truth = (value: Value): boolean => value === true || (isNumber(value) && !isZero(value))
