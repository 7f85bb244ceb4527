import type { Value } from './bson.ts'
import { Decimal128, Int32, Long } from './bson-classes.ts'
import { divideDecimals, type Rounding, remainderOfDecimals, roundExactly } from './decimals.ts'
import { location, notSupported, typeMismatch } from './errors.ts'
import type { Plain } from './expressions.ts'
import {
  calculate,
  int,
  integer,
  isLong,
  isNumber,
  isZero,
  type Num,
  toDouble,
  wholeNumber,
} from './numbers.ts'
import { typeName } from './types.ts'

const isNothing = (value: Value): boolean => value === null || value === undefined

const numberOf = (name: string, value: Value): Num => {
  if (!isNumber(value)) throw typeMismatch(`${name} only supports numeric types, not ${typeName(value)}`)
  return value
}

/** Adds numbers of any types. */
export const add = (a: Num, b: Num): Num => calculate(a, b, '+', null)

const sum: Plain = (...args) => {
  if (args.some(isNothing)) return null
  const dates = args.filter((arg) => arg instanceof Date)
  if (dates.length > 1) throw location(16612, 'only one date allowed in an $add expression')
  const total = args
    .filter((arg) => !(arg instanceof Date))
    .reduce<Num>((whole, arg) => add(whole, numberOf('$add', arg)), int(0))
  const [date] = dates
  return date instanceof Date ? new Date(date.getTime() + Math.round(toDouble(total))) : total
}

const subtract: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  if (a instanceof Date) return new Date(a.getTime() - Math.round(toDouble(numberOf('$subtract', b))))
  return calculate(numberOf('$subtract', a), numberOf('$subtract', b), '-', null)
}

/** Rounds within the type of the number; whole numbers stay as they are. */
const rounding =
  (name: string, round: (value: number) => number, way: Rounding): Plain =>
  (value) => {
    if (isNothing(value)) return null
    const number = numberOf(name, value)
    return typeof number === 'number' ? round(number) : roundExactly(number, 0, way)
  }

function toPlace(value: number, place: number, round: (value: number) => number): number {
  if (!Number.isFinite(value)) return value
  // Shifting by decimal exponent in text keeps 2.675 from becoming 2.67499…
  const shifted = round(Number(`${value}e${place}`))
  const result = Number(`${shifted}e${-place}`)
  return Number.isNaN(result) ? round(value * 10 ** place) / 10 ** place : result
}

const halfEven = (value: number): number => {
  const below = Math.floor(value)
  const rest = value - below
  return rest === 0.5 ? below + (below % 2) : Math.round(value)
}

const placed =
  (name: string, round: (value: number) => number, way: Rounding): Plain =>
  (value, given = int(0)) => {
    if (isNothing(value) || isNothing(given)) return null
    const number = numberOf(name, value)
    const place = wholeNumber(given)
    if (place === undefined) throw location(51082, `precision argument to ${name} must be a integral value`)
    if (place < -20 || place > 100)
      throw location(51083, `cannot apply ${name} with precision value ${place} value must be in [-20, 100]`)
    return typeof number === 'number' ? toPlace(number, place, round) : roundExactly(number, place, way)
  }

const divide: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  const [x, y] = [numberOf('$divide', a), numberOf('$divide', b)]
  if (isZero(y)) throw location(2, "can't $divide by zero")
  return x instanceof Decimal128 || y instanceof Decimal128 ? divideDecimals(x, y) : toDouble(x) / toDouble(y)
}

const modulo: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  const [x, y] = [numberOf('$mod', a), numberOf('$mod', b)]
  if (isZero(y)) throw location(16610, "can't $mod by zero")
  if (x instanceof Decimal128 || y instanceof Decimal128) return remainderOfDecimals(x, y)
  if (typeof x === 'number' || typeof y === 'number') return toDouble(x) % toDouble(y)
  return integer(BigInt(x.toString()) % BigInt(y.toString()), isLong(x) || isLong(y))
}

const absolute: Plain = (value) => {
  if (isNothing(value)) return null
  const number = numberOf('$abs', value)
  return toDouble(number) < 0 ? calculate(int(0), number, '-', null) : number
}

/** Refuses a decimal where its digits would be lost. */
function noDecimal(name: string, value: Num): Num {
  if (value instanceof Decimal128) throw notSupported(`${name} of a decimal is not supported`)
  return value
}

/** Functions of angles. */
const angle =
  (name: string, of: (value: number) => number, isIn: (value: number) => boolean = Number.isFinite): Plain =>
  (value) => {
    if (isNothing(value)) return null
    const given = toDouble(noDecimal(name, numberOf(name, value)))
    if (!Number.isNaN(given) && !isIn(given))
      throw location(50989, `cannot apply ${name} to ${given}, value is out of its bounds`)
    return of(given)
  }
const anywhere = (): boolean => true
const inUnit = (value: number): boolean => Math.abs(value) <= 1

/** Of whole numbers. */
const bitwise =
  (name: string, start: bigint, join: (a: bigint, b: bigint) => bigint): Plain =>
  (...args) => {
    const list = args.length === 1 && Array.isArray(args[0]) ? args[0] : args
    if (list.some(isNothing)) return null
    const numbers = list.map((one) => {
      if (one instanceof Int32 || isLong(one)) return one
      throw typeMismatch(`${name} only supports int and long operands, not ${typeName(one)}`)
    })
    return integer(numbers.map((one) => BigInt(one.toString())).reduce(join, start), numbers.some(isLong))
  }

/** Functions whose result is always a double. */
const real =
  (name: string, of: (value: number) => number): Plain =>
  (value) =>
    isNothing(value) ? null : of(toDouble(noDecimal(name, numberOf(name, value))))

/** A number that has a logarithm, as NaN has. */
function positive(name: string, value: number, code: number): number {
  if (value <= 0) throw location(code, `${name}'s argument must be a positive number, but is ${value}`)
  return value
}

const power: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  const [x, y] = [a, b].map((one) => noDecimal('$pow', numberOf('$pow', one))) as [Num, Num]
  if (toDouble(x) === 0 && toDouble(y) < 0)
    throw location(28764, '$pow cannot take a base of 0 and a negative exponent')
  const exponent = toDouble(y)
  if (typeof x === 'number' || typeof y === 'number' || exponent < 0) return toDouble(x) ** exponent
  // Whatever is not −1, 0 or 1 leaves 64 bits by then.
  const result = BigInt(x.toString()) ** BigInt(exponent > 64 ? 64 + (exponent % 2) : exponent)
  const fits = BigInt.asIntN(64, result) === result
  return fits ? integer(result, isLong(x) || isLong(y)) : toDouble(x) ** exponent
}

export const arithmetic: Readonly<Record<string, Plain>> = {
  $bitAnd: bitwise('$bitAnd', -1n, (a, b) => a & b),
  $bitOr: bitwise('$bitOr', 0n, (a, b) => a | b),
  $bitXor: bitwise('$bitXor', 0n, (a, b) => a ^ b),
  $bitNot: (value) => bitwise('$bitNot', -1n, (a, b) => a ^ b)(value),
  $sin: angle('$sin', Math.sin),
  $cos: angle('$cos', Math.cos),
  $tan: angle('$tan', Math.tan),
  $asin: angle('$asin', Math.asin, inUnit),
  $acos: angle('$acos', Math.acos, inUnit),
  $atan: angle('$atan', Math.atan, anywhere),
  $sinh: angle('$sinh', Math.sinh, anywhere),
  $cosh: angle('$cosh', Math.cosh, anywhere),
  $tanh: angle('$tanh', Math.tanh, anywhere),
  $asinh: angle('$asinh', Math.asinh, anywhere),
  $acosh: angle('$acosh', Math.acosh, (value) => value >= 1),
  $atanh: angle('$atanh', Math.atanh, inUnit),
  $atan2: (y, x) => {
    if (isNothing(y) || isNothing(x)) return null
    return angle('$atan2', (above) => Math.atan2(above, toDouble(numberOf('$atan2', x))), anywhere)(y)
  },
  $degreesToRadians: angle('$degreesToRadians', (value) => (value * Math.PI) / 180, anywhere),
  $radiansToDegrees: angle('$radiansToDegrees', (value) => (value * 180) / Math.PI, anywhere),
  $add: sum,
  $subtract: subtract,
  $multiply: (...args) =>
    args.some(isNothing)
      ? null
      : args.reduce<Num>((product, arg) => calculate(product, numberOf('$multiply', arg), '*', null), int(1)),
  $divide: divide,
  $mod: modulo,
  $abs: absolute,
  $ceil: rounding('$ceil', Math.ceil, 'up'),
  $floor: rounding('$floor', Math.floor, 'down'),
  $round: placed('$round', halfEven, 'even'),
  $trunc: placed('$trunc', Math.trunc, 'zero'),
  $pow: power,
  $sqrt: real('$sqrt', (value) => {
    if (value < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0")
    return Math.sqrt(value)
  }),
  $exp: real('$exp', Math.exp),
  $ln: real('$ln', (value) => Math.log(positive('$ln', value, 28766))),
  $log10: real('$log10', (value) => Math.log10(positive('$log10', value, 28761))),
  $log: (value, base) => {
    if (isNothing(value) || isNothing(base)) return null
    const [x, y] = [value, base].map((one) => toDouble(noDecimal('$log', numberOf('$log', one)))) as [
      number,
      number,
    ]
    positive('$log', x, 28758)
    if (y <= 0 || y === 1) throw location(28759, "$log's base must be a positive number not equal to 1")
    return Math.log(x) / Math.log(y)
  },
}
