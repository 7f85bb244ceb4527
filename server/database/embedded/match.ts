import { type Document, isDocument, type Value } from './bson.ts'
import { Binary, BSONRegExp } from './bson-classes.ts'
import { badValue, failedToParse, location, notSupported, ServerError, typeMismatch } from './errors.ts'
import { exact, isNumber, type Num, toDouble, truth, wholeNumber } from './numbers.ts'
import { MISSING, type Reached, someAt, someWhole } from './paths.ts'
import { patternFor } from './patterns.ts'
import { hasType, typeName, typeNames } from './types.ts'
import { compareValues, equalValues, RANK, typeRank } from './values.ts'

export type Test = (document: Document) => boolean
/** A test of what one path reaches in a document. */
type FieldTest = (root: Value, parts: readonly string[]) => boolean

/** Makes the test of an `$expr`; given by the caller, so that queries do not depend on expressions. */
export type ExpressionTest = (expression: Value) => Test

export const isOperators = (value: Value): value is Document =>
  isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true && !isReference(value)

/** A DBRef looks like operators and is a value. */
const isReference = (value: Document): boolean => '$ref' in value || '$id' in value

const list = (name: string, value: Value): readonly Value[] => {
  if (!Array.isArray(value)) throw badValue(`${name} needs an array`)
  return value
}

const any =
  (test: (reached: Reached) => boolean): FieldTest =>
  (root, parts) =>
    someAt(root, parts, test)

const not =
  (test: FieldTest): FieldTest =>
  (root, parts) =>
    !test(root, parts)

function equality(wanted: Value): FieldTest {
  if (wanted === null || wanted === undefined) return any((v) => v === MISSING || v === null)
  if (wanted instanceof BSONRegExp) {
    const pattern = patternFor(wanted.pattern, wanted.options)
    return any((v) => (typeof v === 'string' ? pattern.test(v) : v !== MISSING && equalValues(v, wanted)))
  }
  if (typeof wanted === 'string') return any((v) => v === wanted || (v !== MISSING && equalValues(v, wanted)))
  return any((v) => v !== MISSING && equalValues(v, wanted))
}

const isNaNValue = (value: Value): boolean => isNumber(value) && Number.isNaN(toDouble(value))

function ordering(name: string, wanted: Value, holds: (order: number) => boolean): FieldTest {
  if (wanted instanceof BSONRegExp)
    throw badValue(`Can't have RegEx as arg to predicate over field with ${name}`)
  if (wanted === null) return holds(0) ? equality(null) : () => false
  const rank = typeRank(wanted)
  if (rank === RANK.minKey || rank === RANK.maxKey)
    return any((v) => v !== MISSING && holds(compareValues(v, wanted)))
  // NaN equals itself and stands in no order to other numbers.
  if (isNaNValue(wanted)) return holds(0) ? any(isNaNValue) : () => false
  return any(
    (v) => v !== MISSING && typeRank(v) === rank && !isNaNValue(v) && holds(compareValues(v, wanted)),
  )
}

function membership(items: readonly Value[]): FieldTest {
  for (const item of items) if (isOperators(item)) throw badValue('cannot nest $ under $in')
  const tests = items.map(equality)
  return (root, parts) => tests.some((test) => test(root, parts))
}

/** A number without what stands behind its point, exactly; null for what is not finite. */
function wholePart(value: Num): bigint | null {
  const known = exact(value)
  if (!known) return null
  const { coefficient, exponent } = known
  return exponent >= 0 ? coefficient * 10n ** BigInt(exponent) : coefficient / 10n ** BigInt(-exponent)
}
const isWholeNumber = (value: Num): boolean => {
  const known = exact(value)
  return known !== null && (known.exponent >= 0 || known.coefficient % 10n ** BigInt(-known.exponent) === 0n)
}

function remainder(operand: Value): FieldTest {
  const items = list('$mod', operand)
  if (items.length < 2) throw badValue('malformed mod, not enough elements')
  if (items.length > 2) throw badValue('malformed mod, too many elements')
  const [divisor, rest] = items
  if (!isNumber(divisor)) throw badValue('malformed mod, divisor not a number')
  if (!isNumber(rest)) throw badValue('malformed mod, remainder not a number')
  const [by, wanted] = [wholePart(divisor), wholePart(rest)]
  if (by === null || by === 0n) throw badValue('divisor cannot be 0')
  return any((v) => {
    const whole = isNumber(v) ? wholePart(v) : null
    return whole !== null && whole % by === wanted
  })
}

function elements(operand: Value, expression: ExpressionTest): FieldTest {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object')
  const logical = Object.keys(operand).some((key) => ['$and', '$or', '$nor', '$expr', '$where'].includes(key))
  if (isOperators(operand) && !logical) {
    const test = fieldTest(operand, expression)
    return (root, parts) =>
      someWhole(root, parts, (v) => Array.isArray(v) && v.some((item) => test([item], ['0'])))
  }
  const test = compileQuery(operand, expression)
  const fits = (item: Value): boolean =>
    isDocument(item) ? test(item) : Array.isArray(item) && test(Object.fromEntries(item.entries()))
  return (root, parts) => someWhole(root, parts, (v) => Array.isArray(v) && v.some(fits))
}

function all(operand: Value, expression: ExpressionTest): FieldTest {
  const items = list('$all', operand)
  if (items.length === 0) return () => false
  const nested = items.map((item) => isOperators(item))
  if (nested.some((is) => is !== nested[0])) throw badValue('no $ expressions in $all')
  const tests = items.map((item) => {
    if (!isOperators(item)) return equality(item)
    if (Object.keys(item)[0] !== '$elemMatch') throw badValue('no $ expressions in $all')
    return fieldTest(item, expression)
  })
  return (root, parts) => tests.every((test) => test(root, parts))
}

/** For each test of bits: whether the bits named must be set, and whether one of them is enough. */
const BITS: Readonly<Record<string, { set: boolean; one: boolean }>> = {
  $bitsAllSet: { set: true, one: false },
  $bitsAnySet: { set: true, one: true },
  $bitsAllClear: { set: false, one: false },
  $bitsAnyClear: { set: false, one: true },
}

const bitsOf = (bytes: Uint8Array): number[] =>
  [...bytes].flatMap((byte, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((byte >> bit) & 1 ? [i * 8 + bit] : [])),
  )

/** Which bits are meant: by their positions, or by a number or bytes in which they are set. @throws ServerError 2, 9 */
function positionsOf(name: string, operand: Value): number[] {
  if (Array.isArray(operand))
    return operand.map((given) => {
      const position = isNumber(given) ? wholeNumber(given) : undefined
      if (position === undefined || position < 0 || position >= 2 ** 31)
        throw failedToParse(`Failed to parse bit position: expected a whole number from 0 to 2^31 - 1`)
      return position
    })
  if (operand instanceof Binary) return bitsOf(operand.buffer.subarray(0, operand.position))
  if (!isNumber(operand))
    throw badValue(
      `${name} takes an Array, a number, or a BinData but received: ${name}: ${typeName(operand)}`,
    )
  const mask = isWholeNumber(operand) ? wholePart(operand) : null
  if (mask === null || mask < 0n || mask >= 2n ** 63n)
    throw failedToParse(`Failed to parse bit mask: expected a whole number from 0 to 2^63 - 1`)
  return [...Array(63).keys()].filter((position) => (mask >> BigInt(position)) & 1n)
}

function bitTest(name: string, operand: Value): FieldTest {
  const { set, one } = BITS[name] ?? { set: true, one: false }
  const positions = positionsOf(name, operand)
  const holds = (isSet: (position: number) => boolean): boolean =>
    one
      ? positions.some((position) => isSet(position) === set)
      : positions.every((position) => isSet(position) === set)
  return any((v) => {
    if (v instanceof Binary) {
      const bytes = v.buffer.subarray(0, v.position)
      return holds((position) => (((bytes[position >> 3] ?? 0) >> (position & 7)) & 1) === 1)
    }
    const whole = isNumber(v) && isWholeNumber(v) ? wholePart(v) : null
    if (whole === null || whole < -(2n ** 63n) || whole >= 2n ** 63n) return false
    // Above its 64 bits a number goes on with its sign.
    return holds((position) => ((whole >> BigInt(Math.min(position, 63))) & 1n) === 1n)
  })
}

type Compile = (operand: Value, siblings: Document, expression: ExpressionTest) => FieldTest

const geo =
  (name: string): Compile =>
  () => {
    if (name.startsWith('$geo')) throw notSupported(`${name} is not supported`)
    throw new ServerError(291, 'NoQueryExecutionPlans', `unable to find index for $geoNear query (${name})`)
  }

const operators: Readonly<Record<string, Compile>> = {
  $eq: (v) => equality(v),
  $ne: (v) => {
    if (v instanceof BSONRegExp) throw badValue("Can't have regex as arg to $ne.")
    return not(equality(v))
  },
  $gt: (v) => ordering('$gt', v, (o) => o > 0),
  $gte: (v) => ordering('$gte', v, (o) => o >= 0),
  $lt: (v) => ordering('$lt', v, (o) => o < 0),
  $lte: (v) => ordering('$lte', v, (o) => o <= 0),
  $in: (v) => membership(list('$in', v)),
  $nin: (v) => not(membership(list('$nin', v))),
  $exists: (v) => {
    const wanted = v !== null && v !== false && !(isNumber(v) && !truth(v))
    return (root, parts) => someWhole(root, parts, (r) => r !== MISSING) === wanted
  },
  $type: (v) => {
    const names = typeNames(v)
    return any((r) => r !== MISSING && names.some((name) => hasType(r, name)))
  },
  $regex: (v, { $options }) => {
    if (typeof v !== 'string' && !(v instanceof BSONRegExp)) throw badValue('$regex has to be a string')
    if ($options !== undefined && typeof $options !== 'string') throw badValue('$options has to be a string')
    if (v instanceof BSONRegExp && v.options !== '' && $options)
      throw location(51074, 'options set in both $regex and $options')
    const pattern =
      typeof v === 'string' ? patternFor(v, $options ?? '') : patternFor(v.pattern, $options || v.options)
    return any((r) => typeof r === 'string' && pattern.test(r))
  },
  $options: (_, siblings) => {
    if (!('$regex' in siblings)) throw badValue('$options needs a $regex')
    return () => true
  },
  $not: (v, _, expression) => {
    if (v instanceof BSONRegExp) return not(equality(v))
    if (!isDocument(v)) throw badValue('$not needs a regex or a document')
    if (Object.keys(v).length === 0) throw badValue('$not cannot be empty')
    if (!isOperators(v)) throw badValue(`unknown operator: ${Object.keys(v)[0]}`)
    return not(fieldTest(v, expression))
  },
  $size: (v) => {
    const size = wholeNumber(v)
    if (!isNumber(v)) throw failedToParse('Failed to parse $size. Expected a number')
    if (size === undefined) throw failedToParse('Failed to parse $size. Expected an integer')
    if (size < 0) throw failedToParse('Failed to parse $size. Expected a non-negative number')
    return (root, parts) => someWhole(root, parts, (r) => Array.isArray(r) && r.length === size)
  },
  $all: (v, _, expression) => all(v, expression),
  $elemMatch: (v, _, expression) => elements(v, expression),
  $mod: (v) => remainder(v),
  ...Object.fromEntries(Object.keys(BITS).map((name) => [name, (v: Value) => bitTest(name, v)])),
  ...Object.fromEntries(
    ['$near', '$nearSphere', '$geoNear', '$geoWithin', '$geoIntersects', '$within'].map((name) => [
      name,
      geo(name),
    ]),
  ),
}

function fieldTest(conditions: Document, expression: ExpressionTest): FieldTest {
  const tests = Object.entries(conditions).map(([name, operand]) => {
    const compile = Object.hasOwn(operators, name) ? operators[name] : undefined
    if (!compile) throw badValue(`unknown operator: ${name}`)
    return compile(operand, conditions, expression)
  })
  const [only] = tests
  if (tests.length === 1 && only) return only
  return (root, parts) => tests.every((test) => test(root, parts))
}

/** The clauses of `$and`, `$or` and `$nor`. */
export function clauses(name: string, value: Value): Document[] {
  if (!Array.isArray(value)) throw badValue(`${name} must be an array`)
  if (value.length === 0) throw badValue(`${name} argument must be a non-empty array`)
  return value.map((item) => {
    if (!isDocument(item)) throw badValue(`${name} argument's entries must be objects`)
    return item
  })
}

const constant =
  (holds: boolean): Test =>
  () =>
    holds

const topLevel: Readonly<Record<string, (value: Value, expression: ExpressionTest) => Test>> = {
  $and: (value, expression) => {
    const tests = clauses('$and', value).map((clause) => compileQuery(clause, expression))
    return (document) => tests.every((test) => test(document))
  },
  $or: (value, expression) => {
    const tests = clauses('$or', value).map((clause) => compileQuery(clause, expression))
    return (document) => tests.some((test) => test(document))
  },
  $nor: (value, expression) => {
    const tests = clauses('$nor', value).map((clause) => compileQuery(clause, expression))
    return (document) => !tests.some((test) => test(document))
  },
  $expr: (value, expression) => expression(value),
  $comment: () => constant(true),
  $alwaysTrue: () => constant(true),
  $alwaysFalse: () => constant(false),
  $text: () => {
    throw new ServerError(27, 'IndexNotFound', 'text index required for $text query')
  },
  $where: () => {
    throw notSupported('$where is not supported: this server runs no JavaScript')
  },
  $jsonSchema: () => {
    throw notSupported('$jsonSchema is not supported')
  },
  $sampleRate: () => {
    throw notSupported('$sampleRate is not supported')
  },
}

const refuseExpressions: ExpressionTest = () => {
  throw new ServerError(224, 'QueryFeatureNotAllowed', '$expr is not allowed in this context')
}

/**
 * Compiles a query to a test. Everything in it is checked at once, also where there is no document to try it on.
 * @throws ServerError 2 or 9 for what is malformed or unknown
 */
export function compileQuery(query: Document, expression: ExpressionTest = refuseExpressions): Test {
  const tests = Object.entries(query).map(([name, condition]): Test => {
    if (name.startsWith('$')) {
      const compile = Object.hasOwn(topLevel, name) ? topLevel[name] : undefined
      if (!compile)
        throw badValue(
          `unknown top level operator: ${name}. If you are trying to negate an entire expression, use $nor.`,
        )
      return compile(condition, expression)
    }
    const parts = name.split('.')
    const test = isOperators(condition) ? fieldTest(condition, expression) : equality(condition)
    return (document) => test(document, parts)
  })
  const [only] = tests
  if (tests.length === 1 && only) return only
  return (document) => tests.every((test) => test(document))
}

/** A query as a command gives it; none means everything. */
export function asQuery(value: Value, name = 'filter'): Document {
  if (value === undefined || value === null) return {}
  if (!isDocument(value)) throw typeMismatch(`BSON field '${name}' is the wrong type, expected type 'object'`)
  return value
}

/** Values a query pins by equality, also inside `$and`: what an upsert starts from. */
export function pinned(query: Document): Map<string, Value> {
  const found = new Map<string, Value>()
  const pin = (path: string, value: Value): void => {
    if (found.has(path))
      throw new ServerError(
        54,
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      )
    for (const other of found.keys())
      if (other.startsWith(`${path}.`) || path.startsWith(`${other}.`))
        throw new ServerError(
          54,
          'NotSingleValueField',
          `cannot infer query fields to set, both paths '${path}' and '${other}' are matched`,
        )
    found.set(path, value)
  }
  for (const [name, condition] of Object.entries(query)) {
    if (name === '$and' || (name === '$or' && Array.isArray(condition) && condition.length === 1)) {
      for (const clause of clauses(name, condition))
        for (const [path, value] of pinned(clause)) pin(path, value)
    } else if (name.startsWith('$')) continue
    else if (!isOperators(condition)) {
      if (!(condition instanceof BSONRegExp)) pin(name, condition)
    } else if (Object.hasOwn(condition, '$eq')) pin(name, condition.$eq)
    else if (
      Array.isArray(condition.$in) &&
      condition.$in.length === 1 &&
      !(condition.$in[0] instanceof BSONRegExp)
    )
      pin(name, condition.$in[0])
    else if (Array.isArray(condition.$all) && condition.$all.length === 1 && !isOperators(condition.$all[0]))
      pin(name, condition.$all[0])
  }
  return found
}
