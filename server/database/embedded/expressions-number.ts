import type { Value } from './bson.ts'
import { Decimal128, Int32, Long } from './bson-classes.ts'
import { location, typeMismatch } from './errors.ts'
import type { Plain } from './expressions.ts'
import { asDecimal, calculate, int, integer, isLong, isNumber, type Num, toDouble } from './numbers.ts'
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
  (name: string, round: (value: number) => number): Plain =>
  (value) => {
    if (isNothing(value)) return null
    const number = numberOf(name, value)
    if (number instanceof Int32 || isLong(number)) return number
    const rounded = round(toDouble(number))
    return number instanceof Decimal128 ? asDecimal(rounded) : rounded
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
  (name: string, round: (value: number) => number): Plain =>
  (value, place = int(0)) => {
    if (isNothing(value) || isNothing(place)) return null
    const number = numberOf(name, value)
    const rounded = toPlace(toDouble(number), toDouble(numberOf(name, place)), round)
    if (number instanceof Int32 || isLong(number)) return integer(rounded, isLong(number))
    return number instanceof Decimal128 ? asDecimal(rounded) : rounded
  }

const divide: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  const [x, y] = [numberOf('$divide', a), numberOf('$divide', b)]
  if (toDouble(y) === 0) throw location(2, "can't $divide by zero")
  const result = toDouble(x) / toDouble(y)
  return x instanceof Decimal128 || y instanceof Decimal128 ? asDecimal(result) : result
}

const modulo: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  const [x, y] = [numberOf('$mod', a), numberOf('$mod', b)]
  if (toDouble(y) === 0) throw location(16610, "can't $mod by zero")
  if (typeof x === 'number' || typeof y === 'number') return toDouble(x) % toDouble(y)
  if (x instanceof Decimal128 || y instanceof Decimal128) return asDecimal(toDouble(x) % toDouble(y))
  return integer(BigInt(x.toString()) % BigInt(y.toString()), isLong(x) || isLong(y))
}

const absolute: Plain = (value) => {
  if (isNothing(value)) return null
  const number = numberOf('$abs', value)
  return toDouble(number) < 0 ? calculate(int(0), number, '-', null) : number
}

/** Functions whose result is always a double. */
const real =
  (name: string, of: (value: number) => number): Plain =>
  (value) =>
    isNothing(value) ? null : of(toDouble(numberOf(name, value)))

const power: Plain = (a, b) => {
  if (isNothing(a) || isNothing(b)) return null
  const [x, y] = [numberOf('$pow', a), numberOf('$pow', b)]
  const result = toDouble(x) ** toDouble(y)
  const whole = !(typeof x === 'number' || typeof y === 'number') && toDouble(y) >= 0
  return whole && Number.isSafeInteger(result) ? integer(result, isLong(x) || isLong(y)) : result
}

export const arithmetic: Readonly<Record<string, Plain>> = {
  $add: sum,
  $subtract: subtract,
  $multiply: (...args) =>
    args.some(isNothing)
      ? null
      : args.reduce<Num>((product, arg) => calculate(product, numberOf('$multiply', arg), '*', null), int(1)),
  $divide: divide,
  $mod: modulo,
  $abs: absolute,
  $ceil: rounding('$ceil', Math.ceil),
  $floor: rounding('$floor', Math.floor),
  $round: placed('$round', halfEven),
  $trunc: placed('$trunc', Math.trunc),
  $pow: power,
  $sqrt: real('$sqrt', (value) => {
    if (value < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0")
    return Math.sqrt(value)
  }),
  $exp: real('$exp', Math.exp),
  $ln: real('$ln', Math.log),
  $log10: real('$log10', Math.log10),
  $log: (value, base) =>
    isNothing(value) || isNothing(base)
      ? null
      : Math.log(toDouble(numberOf('$log', value))) / Math.log(toDouble(numberOf('$log', base))),
}
