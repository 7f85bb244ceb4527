import { isDocument, type Value } from './bson.ts'
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Int32,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from './bson-classes.ts'
import { badValue, failedToParse, typeMismatch } from './errors.ts'
import { isLong, isNumber, wholeNumber } from './numbers.ts'

const CODES: Readonly<Record<string, number>> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
}
const NAMES = new Map(Object.entries(CODES).map(([name, code]) => [code, name]))

/** The name `$type` gives to a value's BSON type. */
export function typeName(value: Value): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (typeof value === 'number') return 'double'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Int32) return 'int'
  if (value instanceof ObjectId) return 'objectId'
  if (value instanceof Date) return 'date'
  if (isLong(value)) return 'long'
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof Binary) return 'binData'
  if (value instanceof Timestamp) return 'timestamp'
  if (value instanceof BSONRegExp) return 'regex'
  if (value instanceof Code) return value.scope ? 'javascriptWithScope' : 'javascript'
  if (value instanceof BSONSymbol) return 'symbol'
  if (value instanceof MinKey) return 'minKey'
  if (value instanceof MaxKey) return 'maxKey'
  return isDocument(value) ? 'object' : 'undefined'
}

export const hasType = (value: Value, name: string): boolean =>
  name === 'number' ? isNumber(value) : typeName(value) === name

/** The types `$type` asks for, given by name or number. @throws ServerError 2 for one that does not exist */
export function typeNames(operand: Value): string[] {
  const items = Array.isArray(operand) ? operand : [operand]
  if (items.length === 0) throw failedToParse('_t must match at least one type')
  return items.map((item) => {
    if (typeof item === 'string') {
      if (item === 'number' || Object.hasOwn(CODES, item)) return item
      throw badValue(`Unknown type name alias: ${item}`)
    }
    if (!isNumber(item)) throw typeMismatch('type must be represented as a number or a string')
    const code = wholeNumber(item)
    const name = code === undefined ? undefined : NAMES.get(code)
    if (name === undefined) throw badValue(`Invalid numerical type code: ${String(item)}`)
    return name
  })
}
