import { type Document, isDocument, type Value } from './bson.ts'
import { failedToParse, location, type ServerError } from './errors.ts'
import { isNumber, wholeNumber } from './numbers.ts'
import { typeName } from './types.ts'

/** The codes of an operator with named arguments: for no object, for an unknown one, for each that is missing. */
interface Codes {
  readonly object: number
  readonly unknown: number
  readonly missing: Readonly<Record<string, number>>
}

/** A server numbers these one by one; for the others it has one code. */
const CODES: Readonly<Record<string, Codes>> = {
  // biome-ignore lint/suspicious/noThenProperty: the argument is called so
  $cond: { object: 17083, unknown: 17083, missing: { if: 17080, then: 17081, else: 17082 } },
  $let: { object: 16874, unknown: 16875, missing: { vars: 16876, in: 16877 } },
  $map: { object: 16878, unknown: 16879, missing: { input: 16880, in: 16882 } },
  $filter: { object: 28646, unknown: 28647, missing: { input: 28648, cond: 28650 } },
  $reduce: { object: 40075, unknown: 40076, missing: { input: 40077, initialValue: 40078, in: 40079 } },
  $switch: { object: 40060, unknown: 40067, missing: { branches: 40068 } },
  // biome-ignore lint/suspicious/noThenProperty: the argument is called so
  'a branch of $switch': { object: 40062, unknown: 40063, missing: { case: 40064, then: 40065 } },
}

const TRIM = { object: 50696, unknown: 50694, missing: { input: 50695 } }
const REPLACE = { object: 51751, unknown: 51750, missing: { input: 51749, find: 51748, replacement: 51747 } }
const REGEX = { object: 51103, unknown: 31024, missing: { input: 31022, regex: 31023 } }
const SOME = { object: 5787900, unknown: 5787901, missing: { n: 5787906, input: 5787907 } }
const BEST = { object: 5788001, unknown: 5788002, missing: { n: 5788003, output: 5788004, sortBy: 5788005 } }

interface Named extends Codes {
  readonly required: readonly string[]
  readonly optional: readonly string[]
}
const each = (
  names: string,
  codes: Codes,
  required: readonly string[],
  optional: readonly string[] = [],
): [string, Named][] => names.split(' ').map((name) => [`$${name}`, { ...codes, required, optional }])

/** Operators of which nothing but the values of their named arguments is needed. */
const NAMED: ReadonlyMap<string, Named> = new Map([
  ...each('trim ltrim rtrim', TRIM, ['input'], ['chars']),
  ...each('replaceOne replaceAll', REPLACE, ['input', 'find', 'replacement']),
  ...each('regexMatch regexFind regexFindAll', REGEX, ['input', 'regex'], ['options']),
  ...each('firstN lastN minN maxN', SOME, ['n', 'input']),
  ...each('top bottom', BEST, ['output', 'sortBy']),
  ...each('topN bottomN', BEST, ['n', 'output', 'sortBy']),
  ...each(
    'zip',
    { object: 34460, unknown: 34464, missing: { inputs: 34465 } },
    ['inputs'],
    ['useLongestLength', 'defaults'],
  ),
])

/** Checks the names of an operator's arguments, where it has any. @throws ServerError with its own codes */
export function checkNames(name: string, operand: Value): void {
  const known = NAMED.get(name)
  if (known) named(name, operand, known.required, known.optional)
}

/** Named arguments of an operator. @throws ServerError with the operator's own code, or 9, for wrong ones */
export function named(
  name: string,
  operand: Value,
  required: readonly string[],
  optional: readonly string[] = [],
): Document {
  const codes = CODES[name] ?? NAMED.get(name)
  const wrong = (code: number | undefined, message: string): ServerError =>
    code === undefined ? failedToParse(message) : location(code, message)
  if (!isDocument(operand)) throw wrong(codes?.object, `${name} only supports an object as its argument`)
  for (const given of Object.keys(operand))
    if (!required.includes(given) && !optional.includes(given))
      throw wrong(codes?.unknown, `Unrecognized argument to ${name}: ${given}`)
  for (const wanted of required)
    if (!Object.hasOwn(operand, wanted))
      throw wrong(codes?.missing[wanted], `Missing '${wanted}' parameter to ${name}`)
  return operand
}

export const list = (operand: Value): Value[] => (Array.isArray(operand) ? operand : [operand])

/** Arguments of which there is a fixed number. @throws ServerError 16020 */
export function exactly(name: string, operand: Value, count: number): Value[] {
  const args = list(operand)
  if (args.length !== count)
    throw location(
      16020,
      `Expression ${name} takes exactly ${count} arguments. ${args.length} were passed in.`,
    )
  return args
}

const of = (names: string, least: number, most = least): [string, readonly [number, number]][] =>
  names.split(' ').map((name) => [`$${name}`, [least, most]])

/** How many arguments the operators take that do not take any number. */
const ARITY: ReadonlyMap<string, readonly [number, number]> = new Map([
  ...of('abs ceil floor sqrt exp ln log10 bitNot degreesToRadians radiansToDegrees', 1),
  ...of('sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh', 1),
  ...of('toLower toUpper strLenBytes strLenCP binarySize bsonSize type isNumber tsSecond tsIncrement', 1),
  ...of('size isArray reverseArray first last objectToArray arrayToObject', 1),
  ...of('allElementsTrue anyElementTrue', 1),
  ...of('subtract divide mod pow log atan2 strcasecmp split', 2),
  ...of('arrayElemAt in setDifference setIsSubset', 2),
  ...of('substr substrBytes substrCP', 3),
  ...of('round trunc', 1, 2),
  ...of('range slice', 2, 3),
  ...of('indexOfArray indexOfBytes indexOfCP', 2, 4),
])

/** The arguments of an operator. @throws ServerError 16020 or 28667 where there are too few or too many */
export function argumentsOf(name: string, operand: Value): Value[] {
  checkNames(name, operand)
  const [least, most] = ARITY.get(name) ?? [0, Number.POSITIVE_INFINITY]
  if (least === most) return exactly(name, operand, least)
  const args = list(operand)
  if (args.length < least || args.length > most)
    throw location(
      28667,
      `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${args.length} were passed in.`,
    )
  return args
}

/** A whole number of 32 bits. `codes`: of what is no number, and of what is none of these. */
export function wholeArgument(
  name: string,
  value: Value,
  [numeric, integral]: readonly [number, number],
): number {
  if (!isNumber(value))
    throw location(numeric, `${name} requires a numeric value, found value of type: ${typeName(value)}`)
  const number = wholeNumber(value)
  if (number === undefined || number !== (number | 0))
    throw location(integral, `${name} requires a value that is a whole number of 32 bits, found: ${value}`)
  return number
}

/** How many an operator such as `$firstN` gives. @throws ServerError 5787902, 5787903, 5787908 */
export function howMany(value: Value): number {
  if (!isNumber(value)) throw location(5787902, `'n' must be a number, found: ${typeName(value)}`)
  const count = wholeNumber(value)
  if (count === undefined) throw location(5787903, `'n' must be a whole number, found: ${value}`)
  if (count <= 0) throw location(5787908, `'n' must be greater than 0, found: ${count}`)
  return count
}
