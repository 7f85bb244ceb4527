import { Decimal128, Long } from './bson-classes.ts'
import { asDecimal, decimalOf, exact, integer, type Num, toDouble } from './numbers.ts'

/** More digits than a decimal keeps, so that what is cut off is rounded rightly. */
const GUARD_DIGITS = 70

/** What a division or remainder is where an operand is infinite or no number. */
const special = (value: number): Decimal128 => Decimal128.fromString(String(value))

/** a / b in the 34 digits of a decimal, as short as it is exact. `b` is not zero. */
export function divideDecimals(a: Num, b: Num): Decimal128 {
  const [x, y] = [exact(asDecimal(a)), exact(asDecimal(b))]
  if (!x || !y) return special(toDouble(a) / toDouble(b))
  const preferred = x.exponent - y.exponent
  let coefficient = (x.coefficient * 10n ** BigInt(GUARD_DIGITS)) / y.coefficient
  let exponent = preferred - GUARD_DIGITS
  while (exponent < preferred && coefficient % 10n === 0n) {
    coefficient /= 10n
    exponent += 1
  }
  return decimalOf({ coefficient, exponent })
}

/** The remainder of a / b, with the sign of a. `b` is not zero. */
export function remainderOfDecimals(a: Num, b: Num): Decimal128 {
  const [x, y] = [exact(asDecimal(a)), exact(asDecimal(b))]
  if (!x || !y) return special(toDouble(a) % toDouble(b))
  const exponent = Math.min(x.exponent, y.exponent)
  const [p, q] = [x, y].map((one) => one.coefficient * 10n ** BigInt(one.exponent - exponent)) as [
    bigint,
    bigint,
  ]
  return decimalOf({ coefficient: p % q, exponent })
}

/** How what is cut off decides: to the nearest and then even, towards zero, down, or up. */
export type Rounding = 'even' | 'zero' | 'down' | 'up'

function divideBy(value: bigint, unit: bigint, rounding: Rounding): bigint {
  const cut = value / unit
  const rest = value - cut * unit
  if (rest === 0n || rounding === 'zero') return cut
  const away = value < 0n ? cut - 1n : cut + 1n
  if (rounding === 'down') return value < 0n ? away : cut
  if (rounding === 'up') return value < 0n ? cut : away
  const twice = 2n * (rest < 0n ? -rest : rest)
  if (twice === unit) return cut % 2n === 0n ? cut : away
  return twice > unit ? away : cut
}

/** Rounds an integer or a decimal, exactly, to so many places after the point; before it where negative. */
export function roundExactly<T extends Exclude<Num, number>>(
  value: T,
  place: number,
  rounding: Rounding,
): Num {
  const number = exact(value)
  if (!number || number.exponent >= -place) return value
  const cut = divideBy(number.coefficient, 10n ** BigInt(-place - number.exponent), rounding)
  if (value instanceof Decimal128) return decimalOf({ coefficient: cut, exponent: -place })
  return integer(cut * 10n ** BigInt(-place), value instanceof Long)
}
