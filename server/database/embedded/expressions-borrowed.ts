import { createRequire } from 'node:module'
import { type Document, isDocument, type Value } from './bson.ts'
import { Decimal128, Long } from './bson-classes.ts'
import { badValue, notSupported, ServerError } from './errors.ts'
import { int, isNumber, toDouble } from './numbers.ts'

/** mingo is loaded when something asks for it: most of what this server is asked never does. */
const load = createRequire(import.meta.url)

function expressions() {
  const { Context, evalExpr }: typeof import('mingo/core') = load('mingo/core')
  const dates: typeof import('mingo/operators/expression/date') = load('mingo/operators/expression/date')
  const angles: typeof import('mingo/operators/expression/trignometry') = load(
    'mingo/operators/expression/trignometry',
  )
  const options = {
    scriptEnabled: false,
    context: Context.init({ expression: { ...dates, ...angles } as never }),
  }
  return {
    has: (name: string) => Object.hasOwn(dates, name) || Object.hasOwn(angles, name),
    isAngle: (name: string) => Object.hasOwn(angles, name),
    evaluate: (root: Document, expression: Document): Value => evalExpr(root, expression, options as never),
  }
}

let loaded: ReturnType<typeof expressions> | undefined

/** A value as mingo knows it: numbers are JavaScript's. */
function plain(value: Value): Value {
  if (isNumber(value)) return toDouble(value)
  if (Array.isArray(value)) return value.map(plain)
  if (isDocument(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
  return value
}

/** Back again: what is whole is a 32-bit integer where it fits, as dates and their parts are. */
function typed(value: Value): Value {
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

/** Everything mingo throws is a mistake in what it was given. */
function computed<T>(name: string, compute: () => T): T {
  try {
    return compute()
  } catch (error) {
    if (error instanceof ServerError) throw error
    throw badValue(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/**
 * Operators on dates and angles, taken from mingo: the arguments are evaluated by us and handed over as values.
 * Null where mingo has none of that name.
 */
export function borrowed(name: string): ((argument: Value) => Value) | null {
  loaded ??= expressions()
  const { has, isAngle, evaluate } = loaded
  if (!has(name)) return null
  return (argument) => {
    if (isAngle(name) && [argument].flat().some((one) => one instanceof Decimal128))
      throw notSupported(`${name} of a decimal is not supported`)
    const fields =
      isDocument(argument) || Array.isArray(argument) ? Object.entries(plain(argument) as Document) : null
    const root = fields ? Object.fromEntries(fields) : { value: plain(argument) }
    const reference = Array.isArray(argument)
      ? argument.map((_, i) => `$${i}`)
      : fields
        ? Object.fromEntries(fields.map(([field]) => [field, `$${field}`]))
        : '$value'
    return computed(name, () => {
      const result = evaluate(root, { [name]: reference })
      return isAngle(name) ? result : typed(result)
    })
  }
}
