import { type Document, isDocument, setField, type Value } from './bson.ts'
import { Int32, Timestamp } from './bson-classes.ts'
import { badValue, ServerError, typeMismatch } from './errors.ts'
import { compileQuery, isOperators } from './match.ts'
import { calculate, integer, isLong, isNumber, type Num, wholeNumber } from './numbers.ts'
import { isIndex } from './paths.ts'
import { elementSorter } from './sort.ts'
import { typeName } from './types.ts'
import { compareValues, equalValues } from './values.ts'

const MAX_ARRAY_PADDING = 1_500_000

type Container = Document | Value[]

/** A value as a message shows it. */
export const shown = (value: Value): string => JSON.stringify(value) ?? String(value)
const named = (document: Document): string => `{_id: ${shown(document._id)}}`

const notViable = (key: string, holder: string, value: Value) =>
  new ServerError(28, 'PathNotViable', `Cannot create field '${key}' in element {${holder}: ${shown(value)}}`)

const get = (parent: Container, key: string): Value =>
  Array.isArray(parent)
    ? isIndex(key)
      ? parent[Number(key)]
      : undefined
    : Object.hasOwn(parent, key)
      ? parent[key]
      : undefined

function put(parent: Container, key: string, value: Value, holder: string): void {
  if (!Array.isArray(parent)) {
    setField(parent, key, value)
    return
  }
  if (!isIndex(key)) throw notViable(key, holder, parent)
  const index = Number(key)
  if (index - parent.length > MAX_ARRAY_PADDING)
    throw badValue(`can't backfill more than ${MAX_ARRAY_PADDING} elements`)
  while (parent.length < index) parent.push(null)
  parent[index] = value
}

interface Place {
  readonly parent: Container
  readonly key: string
  readonly holder: string
}

/** Where a path's last part lives; made on the way where `create` says so, null where it does not exist. */
function placeOf(document: Document, path: string, create: boolean): Place | null {
  const parts = path.split('.')
  const key = parts.pop() ?? ''
  let parent: Container = document
  let holder = ''
  for (const [i, part] of parts.entries()) {
    const next = get(parent, part)
    if (isDocument(next) || Array.isArray(next)) parent = next
    else if (next === undefined) {
      if (!create) return null
      const made: Document = {}
      put(parent, part, made, holder)
      parent = made
    } else if (create) throw notViable(parts[i + 1] ?? key, part, next)
    else return null
    holder = part
  }
  if (create && Array.isArray(parent) && !isIndex(key)) throw notViable(key, holder, parent)
  return { parent, key, holder }
}

type Apply = (document: Document, path: string, operand: Value, now: number) => void

/** An operator that gives a place a new value made of the old one; `undefined` leaves it alone. */
const becomes =
  (next: (current: Value, operand: Value, document: Document, path: string, now: number) => Value): Apply =>
  (document, path, operand, now) => {
    const place = placeOf(document, path, true)
    if (!place) return
    const value = next(get(place.parent, place.key), operand, document, path, now)
    if (value !== undefined) put(place.parent, place.key, value, place.holder)
  }

const arithmetic = (name: string, verb: string, operation: '+' | '*'): Apply =>
  becomes((current, operand, document, path) => {
    if (!isNumber(operand))
      throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${shown(operand)}}`)
    if (current === undefined)
      return operation === '+' ? operand : calculate(operand, new Int32(0), '*', path)
    if (!isNumber(current))
      throw typeMismatch(
        `Cannot apply ${name} to a value of non-numeric type. ${named(document)} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(current)}`,
      )
    return calculate(current, operand, operation, path)
  })

const extreme = (wins: (order: number) => boolean): Apply =>
  becomes((current, operand) =>
    current === undefined || wins(compareValues(operand, current)) ? operand : undefined,
  )

function currentDate(operand: Value, now: number): Value {
  const type = isDocument(operand) ? operand.$type : operand
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(now / 1000), i: 1 })
  if (type === 'date' || typeof type === 'boolean') return new Date(now)
  throw badValue(
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  )
}

function bitwise(current: Value, operand: Value, path: string): Value {
  if (!isDocument(operand) || Object.keys(operand).length === 0)
    throw badValue(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  return Object.entries(operand).reduce<Value>((bits, [name, by]) => {
    const isWhole = (v: Value): v is Num => v instanceof Int32 || isLong(v)
    if (!isWhole(by))
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(by)}' is not supported here`,
      )
    if (!isWhole(bits))
      throw badValue(
        `Cannot apply $bit to a value of non-integral type: field '${path}' is ${typeName(bits)}`,
      )
    const [a, b] = [BigInt(bits.toString()), BigInt(by.toString())]
    const long = isLong(bits) || isLong(by)
    if (name === 'and') return integer(a & b, long)
    if (name === 'or') return integer(a | b, long)
    if (name === 'xor') return integer(a ^ b, long)
    throw badValue(
      `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
    )
  }, current ?? new Int32(0))
}

function pushed(current: Value, operand: Value, document: Document, path: string): Value[] {
  if (current !== undefined && !Array.isArray(current))
    throw badValue(
      `The field '${path}' must be an array but is of type ${typeName(current)} in document ${named(document)}`,
    )
  const items = [...(current ?? [])]
  if (!isDocument(operand) || !Object.hasOwn(operand, '$each')) return [...items, operand]
  const { $each, $position, $slice, $sort, ...unknown } = operand
  const [other] = Object.keys(unknown)
  if (other !== undefined) throw badValue(`Unrecognized clause in $push: ${other}`)
  if (!Array.isArray($each))
    throw badValue(`The argument to $each in $push must be an array but it was of type: ${typeName($each)}`)
  const whole = (name: string, value: Value): number => {
    const given = wholeNumber(value)
    if (given === undefined) throw badValue(`The value for ${name} must be an integer value`)
    return given
  }
  items.splice($position === undefined ? items.length : whole('$position', $position), 0, ...$each)
  if ($sort !== undefined) {
    if (isDocument($sort)) items.sort(elementSorter($sort))
    else if ([1, -1].includes(wholeNumber($sort) ?? 0))
      items.sort((a, b) => compareValues(a, b) * (wholeNumber($sort) ?? 1))
    else throw badValue('The $sort element value must be either 1 or -1')
  }
  if ($slice === undefined) return items
  const slice = whole('$slice', $slice)
  return slice < 0 ? items.slice(slice) : items.slice(0, slice)
}

function addedToSet(current: Value, operand: Value, path: string): Value[] {
  if (current !== undefined && !Array.isArray(current))
    throw badValue(
      `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${typeName(current)}`,
    )
  const isList = isDocument(operand) && Object.hasOwn(operand, '$each')
  const each = isList ? operand.$each : [operand]
  if (!Array.isArray(each))
    throw typeMismatch(
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`,
    )
  if (isList && Object.keys(operand).length > 1)
    throw badValue(`Found unexpected fields after $each in $addToSet: ${shown(operand)}`)
  const items = [...(current ?? [])]
  for (const item of each) if (!items.some((known) => equalValues(known, item))) items.push(item)
  return items
}

/** An operator that takes elements out of an array that exists. */
const removing =
  (
    mistaken: (value: Value, path: string) => ServerError,
    keep: (items: Value[], operand: Value) => Value[],
  ): Apply =>
  (document, path, operand) => {
    const place = placeOf(document, path, false)
    const current = place ? get(place.parent, place.key) : undefined
    if (!place || current === undefined) return
    if (!Array.isArray(current)) throw mistaken(current, path)
    put(place.parent, place.key, keep(current, operand), place.holder)
  }

function pulls(operand: Value): (item: Value) => boolean {
  if (isDocument(operand) && !isOperators(operand)) {
    const test = compileQuery(operand)
    return (item) => isDocument(item) && test(item)
  }
  // An array is taken whole, not by its elements.
  if (Array.isArray(operand)) return (item) => equalValues(item, operand)
  const test = compileQuery({ item: operand })
  return (item) => test({ item })
}

/** What each operator does to one plain path of a document, in place. */
export const operators: Readonly<Record<string, Apply>> = {
  $set: becomes((_, operand) => operand),
  $setOnInsert: becomes((_, operand) => operand),
  $unset: (document, path) => {
    const place = placeOf(document, path, false)
    if (!place || get(place.parent, place.key) === undefined) return
    if (Array.isArray(place.parent)) place.parent[Number(place.key)] = null
    else delete place.parent[place.key]
  },
  $inc: arithmetic('$inc', 'increment', '+'),
  $mul: arithmetic('$mul', 'multiply', '*'),
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $currentDate: becomes((_current, operand, _document, _path, now) => currentDate(operand, now)),
  $bit: becomes((current, operand, _document, path) => bitwise(current, operand, path)),
  $rename: (document, path, operand, now) => {
    const place = placeOf(document, path, false)
    if (!place) return
    const value = get(place.parent, place.key)
    if (Array.isArray(place.parent))
      throw badValue(
        `The source field cannot be an array element, '${path}' in doc with _id: ${shown(document._id)}`,
      )
    if (value === undefined) return
    const target = placeOf(document, String(operand), false)
    if (target && Array.isArray(target.parent))
      throw badValue(
        `The destination field cannot be an array element, '${String(operand)}' in doc with _id: ${shown(document._id)}`,
      )
    operators.$unset?.(document, path, '', now)
    operators.$set?.(document, String(operand), value, now)
  },
  $push: becomes((current, operand, document, path) => pushed(current, operand, document, path)),
  $addToSet: becomes((current, operand, _document, path) => addedToSet(current, operand, path)),
  $pull: removing(
    () => badValue('Cannot apply $pull to a non-array value'),
    (items, operand) => {
      const goes = pulls(operand)
      return items.filter((item) => !goes(item))
    },
  ),
  $pullAll: removing(
    () => badValue('Cannot apply $pullAll to a non-array value'),
    (items, operand) => items.filter((item) => !(operand as Value[]).some((out) => equalValues(out, item))),
  ),
  $pop: removing(
    (value, path) =>
      typeMismatch(`Path '${path}' contains an element of non-array type '${typeName(value)}'`),
    (items, operand) => (wholeNumber(operand) === -1 ? items.slice(1) : items.slice(0, -1)),
  ),
}
