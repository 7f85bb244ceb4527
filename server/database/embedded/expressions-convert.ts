import type { Value } from './bson.ts'
import { Decimal128, Int32, Long, ObjectId, Timestamp } from './bson-classes.ts'
import { location, ServerError } from './errors.ts'
import type { Plain } from './expressions.ts'
import { asDecimal, integer, isLong, isNumber, isZero, toDouble } from './numbers.ts'
import { typeName, typeNames } from './types.ts'

const failure = (message: string) => new ServerError(241, 'ConversionFailure', message)

const unsupported = (value: Value, to: string) =>
  failure(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`)

/** A value as text, as string operators take it: numbers, dates and ids have one, documents do not. */
export function asText(value: Value): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (isNumber(value)) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  throw location(16007, `can't convert from BSON type ${typeName(value)} to String`)
}

const MAX_INT32 = 2 ** 31 - 1

function toInteger(value: Value, to: 'int' | 'long'): Value {
  if (typeof value === 'boolean') return integer(value ? 1 : 0, to === 'long')
  if (value instanceof Date && to === 'long') return Long.fromNumber(value.getTime())
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value))
      throw failure(`Failed to parse number '${value}' in $convert with no onError value`)
    const big = BigInt(value)
    if (to === 'int' && (big > BigInt(MAX_INT32) || big < -BigInt(MAX_INT32) - 1n))
      throw failure(`Failed to parse number '${value}' in $convert with no onError value: Overflow`)
    return integer(big, to === 'long')
  }
  if (!isNumber(value)) throw unsupported(value, to)
  if (isLong(value) && to === 'long') return value
  const number = Math.trunc(toDouble(value))
  const limit = to === 'int' ? 2 ** 31 : 2 ** 63
  if (!(number < limit && number >= -limit))
    throw failure(`Conversion would overflow target type in $convert with no onError value: ${value}`)
  return isLong(value) ? integer(value.toBigInt()) : integer(BigInt(number), to === 'long')
}

function toReal(value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'string') {
    // JavaScript also reads other bases.
    const number = /^\s|\s$|^$|^[+-]?0[xbo]/i.test(value) ? Number.NaN : Number(value)
    if (Number.isNaN(number))
      throw failure(`Failed to parse number '${value}' in $convert with no onError value`)
    return number
  }
  if (!isNumber(value)) throw unsupported(value, 'double')
  return toDouble(value)
}

function toDate(value: Value): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000)
  if (typeof value === 'string') {
    // A time without a zone is UTC here, unlike in JavaScript.
    const text = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(value) ? `${value}Z` : value
    const date = new Date(text)
    if (Number.isNaN(date.getTime())) throw failure(`Error parsing date string '${value}'`)
    return date
  }
  if (isNumber(value) && !(value instanceof Int32)) return new Date(Math.trunc(toDouble(value)))
  throw unsupported(value, 'date')
}

function decimalOf(text: string): Decimal128 {
  try {
    return Decimal128.fromString(text)
  } catch {
    throw failure(`Failed to parse number '${text}' in $convert with no onError value`)
  }
}

const to: Readonly<Record<string, (value: Value) => Value>> = {
  string: (value) => {
    if (
      typeof value === 'object' &&
      !isNumber(value) &&
      !(value instanceof Date) &&
      !(value instanceof ObjectId)
    )
      throw unsupported(value, 'string')
    return asText(value)
  },
  int: (value) => (value instanceof Int32 ? value : toInteger(value, 'int')),
  long: (value) => toInteger(value, 'long'),
  double: toReal,
  decimal: (value) => {
    if (typeof value === 'string') return decimalOf(value)
    return isNumber(value) ? asDecimal(value) : asDecimal(toReal(value))
  },
  bool: (value) => (isNumber(value) ? !isZero(value) : value !== false),
  date: toDate,
  objectId: (value) => {
    if (value instanceof ObjectId) return value
    if (typeof value !== 'string') throw unsupported(value, 'objectId')
    if (!/^[0-9a-fA-F]{24}$/.test(value))
      throw failure(`Failed to parse objectId '${value}' in $convert with no onError value`)
    return new ObjectId(value)
  },
}

const convert: Plain = (value, type) => {
  if (value === null || value === undefined) return null
  const [name = ''] = typeNames(type)
  const apply = Object.hasOwn(to, name) ? to[name] : undefined
  if (!apply) throw unsupported(value, name)
  return apply(value)
}

const stamp =
  (name: string, code: number, of: (value: Timestamp) => number): Plain =>
  (value) => {
    if (value === null || value === undefined) return null
    if (!(value instanceof Timestamp))
      throw location(code, ` Argument to ${name} must be a timestamp, but is ${typeName(value)}`)
    return Long.fromNumber(of(value))
  }

export const conversions: Readonly<Record<string, Plain>> = {
  $tsSecond: stamp('$tsSecond', 5687301, (value) => value.getHighBitsUnsigned()),
  $tsIncrement: stamp('$tsIncrement', 5687302, (value) => value.getLowBitsUnsigned()),
  $convert: convert,
  $toString: (value) => convert(value, 'string'),
  $toInt: (value) => convert(value, 'int'),
  $toLong: (value) => convert(value, 'long'),
  $toDouble: (value) => convert(value, 'double'),
  $toDecimal: (value) => convert(value, 'decimal'),
  $toBool: (value) => convert(value, 'bool'),
  $toDate: (value) => convert(value, 'date'),
  $toObjectId: (value) => convert(value, 'objectId'),
  $isNumber: (value) => isNumber(value),
  $type: (value) => typeName(value),
}
