import { Context, evalExpr } from 'mingo/core'
import * as dates from 'mingo/operators/expression/date'
import * as trigonometry from 'mingo/operators/expression/trignometry'
import { Long } from 'mongodb'
import { type Document, isDocument, type Value } from './bson.ts'
import { badValue, ServerError } from './errors.ts'
import { int, isNumber, toDouble } from './numbers.ts'

const known = new Set<string>([...Object.keys(dates), ...Object.keys(trigonometry)])
const options = {
  scriptEnabled: false,
  context: Context.init({ expression: { ...dates, ...trigonometry } as never }),
}

/** A value as mingo knows it: numbers are JavaScript's. */
export function plain(value: Value): Value {
  if (isNumber(value)) return toDouble(value)
  if (Array.isArray(value)) return value.map(plain)
  if (isDocument(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
  return value
}

/** Back again: what is whole is a 32-bit integer where it fits, as dates and their parts are. */
export function typed(value: Value): Value {
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31
      ? int(value)
      : Number.isInteger(value)
        ? Long.fromNumber(value)
        : value
  if (Array.isArray(value)) return value.map(typed)
  if (isDocument(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, typed(item)]))
  return value
}

/**
 * Operators on dates and angles, taken from mingo: the arguments are evaluated by us and handed over as values.
 * Null where mingo has none of that name.
 */
export function borrowed(name: string): ((argument: Value) => Value) | null {
  if (!known.has(name)) return null
  const real = Object.hasOwn(trigonometry, name)
  return (argument) => {
    const fields =
      isDocument(argument) || Array.isArray(argument) ? Object.entries(plain(argument) as Document) : null
    const root = fields ? Object.fromEntries(fields) : { value: plain(argument) }
    const reference = Array.isArray(argument)
      ? argument.map((_, i) => `$${i}`)
      : fields
        ? Object.fromEntries(fields.map(([field]) => [field, `$${field}`]))
        : '$value'
    try {
      const result: Value = evalExpr(root, { [name]: reference }, options as never)
      return real ? result : typed(result)
    } catch (error) {
      if (error instanceof ServerError) throw error
      throw badValue(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
