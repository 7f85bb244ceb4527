import { type Document, fieldsOf, isDocument, setField, type Value } from './bson.ts'
import { Binary } from './bson-classes.ts'
import { encode } from './bson-encode.ts'
import { divideDecimals } from './decimals.ts'
import { badValue, location, ServerError } from './errors.ts'
import type { Plain } from './expressions.ts'
import { howMany, wholeArgument } from './expressions-arguments.ts'
import { add } from './expressions-number.ts'
import { int, isNumber, isZero, type Num, toDouble, wholeNumber } from './numbers.ts'
import { elementSorter } from './sort.ts'
import { typeName } from './types.ts'
import { compareValues, equalValues } from './values.ts'

const isNothing = (value: Value): value is null | undefined => value === null || value === undefined

/** Applies to an array; null where there is nothing. */
const over =
  (name: string, code: number, use: (items: Value[], ...rest: Value[]) => Value): Plain =>
  (value, ...rest) => {
    if (isNothing(value)) return null
    if (!Array.isArray(value)) throw location(code, `${name} requires an array, not ${typeName(value)}`)
    return use(value, ...rest)
  }

const whole = (name: string, value: Value): number => {
  const number = wholeNumber(value)
  if (number === undefined) throw location(28691, `${name} requires a whole number, not ${typeName(value)}`)
  return number
}

const distinct = (items: readonly Value[]): Value[] => {
  const sorted = [...items].sort(compareValues)
  return sorted.filter((item, i) => i === 0 || !equalValues(item, sorted[i - 1]))
}
const has = (items: readonly Value[], item: Value): boolean => items.some((other) => equalValues(other, item))

/** An argument that must be an array. @throws ServerError of the given code */
const asArray = (name: string, arg: Value, code: number): Value[] => {
  if (!Array.isArray(arg))
    throw location(code, `All operands of ${name} must be arrays. One argument is of type: ${typeName(arg)}`)
  return arg
}

/** Arguments that must all be arrays; null where one is nothing. */
const asArrays = (name: string, args: readonly Value[], code: number): Value[][] | null =>
  args.some(isNothing) ? null : args.map((arg) => asArray(name, arg, code))

const SAME_TRUTH = { $allElementsTrue: 17040, $anyElementTrue: 17041 }

/** The elements of an array, each as what it counts in a condition. */
const truths = (name: keyof typeof SAME_TRUTH, items: Value): boolean[] =>
  asArray(name, items, SAME_TRUTH[name]).map(
    (item) => !isNothing(item) && item !== false && !(isNumber(item) && isZero(item)),
  )

/** Room a list may take, in bytes, and that of each of its values at least. */
const MOST_BYTES = 100 * 1024 * 1024
const VALUE_BYTES = 16

/** @throws ServerError 146 for a list that would be too long */
function checkRoom(name: string, length: number): void {
  if (length * VALUE_BYTES > MOST_BYTES)
    throw new ServerError(
      146,
      'ExceededMemoryLimit',
      `${name} would use too much memory (${length * VALUE_BYTES} bytes); the limit is ${MOST_BYTES}`,
    )
}

const range: Plain = (from, to, step = int(1)) => {
  const start = wholeArgument('$range', from, [34443, 34444])
  const end = wholeArgument('$range', to, [34445, 34446])
  const by = wholeArgument('$range', step, [34447, 34448])
  if (by === 0) throw location(34449, '$range requires a non-zero step value')
  const length = Math.max(0, Math.ceil((end - start) / by))
  checkRoom('$range', length)
  return Array.from({ length }, (_, i) => int(start + i * by))
}

/** The numbers among the arguments; a single array stands for its elements. */
const numbersOf = (args: readonly Value[]): Num[] =>
  (args.length === 1 && Array.isArray(args[0]) ? args[0] : args).filter(isNumber)

const valuesOf = (args: readonly Value[]): Value[] =>
  (args.length === 1 && Array.isArray(args[0]) ? args[0] : args).filter((value) => !isNothing(value))

/** The smallest (way 1) or largest (way −1) of what is there, or null. */
export const extreme = (values: readonly Value[], way: 1 | -1): Value =>
  values.reduce<Value>(
    (best, value) => (best === null || compareValues(value, best) * way < 0 ? value : best),
    null,
  )

/** Mean of numbers, in the widest of their types; null of none. */
export function average(numbers: readonly Num[]): Value {
  if (numbers.length === 0) return null
  const total = numbers.reduce<Num>(add, int(0))
  return typeName(total) === 'decimal'
    ? divideDecimals(total, int(numbers.length))
    : toDouble(total) / numbers.length
}

/** Standard deviation of a population or, with `sample`, of a sample. */
export function deviation(numbers: readonly Num[], sample: boolean): Value {
  const count = numbers.length - (sample ? 1 : 0)
  if (count < 1) return null
  const values = numbers.map(toDouble)
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / count)
}

/** Merges documents from left to right. */
export function merge(documents: readonly Value[]): Document {
  const merged: Document = {}
  for (const document of documents) {
    if (isNothing(document)) continue
    if (!isDocument(document))
      throw location(
        40400,
        `$mergeObjects requires object inputs, but input is of type ${typeName(document)}`,
      )
    for (const [name, value] of fieldsOf(document)) setField(merged, name, value)
  }
  return merged
}

const pair = (item: Value): [string, Value] => {
  const [key, value] = Array.isArray(item) ? item : isDocument(item) ? [item.k, item.v] : []
  if (typeof key !== 'string') throw location(40394, '$arrayToObject requires keys of type string')
  return [key, value ?? null]
}

const indexOf = (
  items: readonly Value[],
  wanted: Value,
  from = int(0) as Value,
  to: Value = int(items.length),
): Value =>
  int(
    items.findIndex(
      (item, i) =>
        i >= whole('$indexOfArray', from) && i < whole('$indexOfArray', to) && equalValues(item, wanted),
    ),
  )

const sliced = (items: readonly Value[], first: Value, second: Value): Value => {
  const at = whole('$slice', first)
  if (second === undefined) return at < 0 ? items.slice(at) : items.slice(0, at)
  const count = whole('$slice', second)
  if (count <= 0) throw location(28724, 'Third argument to $slice must be positive')
  const from = at < 0 ? Math.max(0, items.length + at) : at
  return items.slice(from, from + count)
}

const elementAt = (items: readonly Value[], position: Value): Value =>
  isNothing(position) ? null : items.at(whole('$arrayElemAt', position))

const firstMany =
  (take: (items: Value[], count: number) => Value[]): Plain =>
  (given) => {
    const { n, input } = isDocument(given) ? given : {}
    if (!Array.isArray(input)) throw location(5788200, 'the input must be an array')
    return take(input, howMany(n))
  }

export const arrays: Readonly<Record<string, Plain>> = {
  $size: (value) => {
    if (!Array.isArray(value))
      throw location(17124, `The argument to $size must be an array, but was of type: ${typeName(value)}`)
    return int(value.length)
  },
  $isArray: (value) => Array.isArray(value),
  $arrayElemAt: over('$arrayElemAt', 28689, elementAt),
  $first: over('$first', 28689, (items) => items[0]),
  $last: over('$last', 28689, (items) => items.at(-1)),
  $firstN: firstMany((items, count) => items.slice(0, count)),
  $lastN: firstMany((items, count) => items.slice(-count)),
  $minN: firstMany((items, count) => valuesOf(items).sort(compareValues).slice(0, count)),
  $maxN: firstMany((items, count) =>
    valuesOf(items)
      .sort((a, b) => compareValues(b, a))
      .slice(0, count),
  ),
  $slice: over('$slice', 28724, (items, first, second) => sliced(items, first, second)),
  $concatArrays: (...args) => {
    const lists = asArrays('$concatArrays', args, 28664) ?? []
    if (lists.length < args.length) return null
    checkRoom(
      '$concatArrays',
      lists.reduce((total, { length }) => total + length, 0),
    )
    return lists.flat()
  },
  $reverseArray: over('$reverseArray', 34435, (items) => [...items].reverse()),
  $indexOfArray: over('$indexOfArray', 40090, (items, wanted, from, to) => indexOf(items, wanted, from, to)),
  $in: (item, items) => {
    if (!Array.isArray(items))
      throw location(40081, `$in requires an array as a second argument, found: ${typeName(items)}`)
    return has(items, item)
  },
  $range: range,
  $sortArray: (input, by) =>
    over('$sortArray', 2942504, (items) => {
      if (isDocument(by)) return [...items].sort(elementSorter(by))
      const way = wholeNumber(by)
      if (way !== 1 && way !== -1) throw badValue('The $sort element value must be either 1 or -1')
      return [...items].sort((a, b) => compareValues(a, b) * way)
    })(input),
  $zip: (given) => {
    const { inputs, useLongestLength, defaults } = isDocument(given) ? given : {}
    if (isNothing(inputs)) return null
    const lists = asArrays('$zip', asArray('$zip', inputs, 34461), 34468)
    if (!lists) return null
    const lengths = lists.map((items) => items.length)
    const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths)
    return Array.from({ length }, (_, row) =>
      lists.map((items, i) => items[row] ?? (Array.isArray(defaults) ? defaults[i] : null) ?? null),
    )
  },
  $arrayToObject: over('$arrayToObject', 40386, (items) =>
    merge(
      items.map((item) => {
        const [key, value] = pair(item)
        const made: Document = {}
        setField(made, key, value)
        return made
      }),
    ),
  ),
  $objectToArray: (value) => {
    if (isNothing(value)) return null
    if (!isDocument(value))
      throw location(40390, `$objectToArray requires a document input, found: ${typeName(value)}`)
    return fieldsOf(value).map(([k, v]) => ({ k, v }))
  },
  $binarySize: (value) => {
    if (isNothing(value)) return null
    if (typeof value === 'string') return int(Buffer.byteLength(value))
    if (value instanceof Binary) return int(value.position)
    throw location(51276, `$binarySize requires a string or BinData argument, found: ${typeName(value)}`)
  },
  $bsonSize: (value) => {
    if (isNothing(value)) return null
    if (!isDocument(value))
      throw location(31393, `$bsonSize requires a document input, found: ${typeName(value)}`)
    return int(encode(value).length)
  },
  $mergeObjects: (...args) => merge(args.length === 1 && Array.isArray(args[0]) ? args[0] : args),
  $setUnion: (...args) => {
    const lists = asArrays('$setUnion', args, 17043)
    return lists && distinct(lists.flat())
  },
  $setIntersection: (...args) => {
    const lists = asArrays('$setIntersection', args, 17047)
    return lists && distinct((lists[0] ?? []).filter((item) => lists.every((items) => has(items, item))))
  },
  $setDifference: (a, b) => {
    if (isNothing(a) || isNothing(b)) return null
    const [x, y] = [asArray('$setDifference', a, 17048), asArray('$setDifference', b, 17049)]
    return x.filter((item, i) => !has(y, item) && !has(x.slice(0, i), item))
  },
  $setEquals: (...args) => {
    if (args.length < 2) throw location(17045, `$setEquals needs at least two arguments had: ${args.length}`)
    const [first = [], ...rest] = args.map((arg) => asArray('$setEquals', arg, 17044))
    return rest.every(
      (items) => items.every((item) => has(first, item)) && first.every((item) => has(items, item)),
    )
  },
  $setIsSubset: (a, b) => {
    const [x, y] = [asArray('$setIsSubset', a, 17046), asArray('$setIsSubset', b, 17042)]
    return x.every((item) => has(y, item))
  },
  $allElementsTrue: (items) => truths('$allElementsTrue', items).every(Boolean),
  $anyElementTrue: (items) => truths('$anyElementTrue', items).some(Boolean),
  $sum: (...args) => numbersOf(args).reduce<Num>(add, int(0)),
  $avg: (...args) => average(numbersOf(args)),
  $min: (...args) => extreme(valuesOf(args), 1),
  $max: (...args) => extreme(valuesOf(args), -1),
  $stdDevPop: (...args) => deviation(numbersOf(args), false),
  $stdDevSamp: (...args) => deviation(numbersOf(args), true),
}
