import { type Document, isDocument, setField, type Value } from './bson.ts'
import { Int32, Timestamp } from './bson-classes.ts'
import { badValue, failedToParse, immutableField, ServerError, typeMismatch } from './errors.ts'
import { compileQuery, isOperators } from './match.ts'
import { calculate, integer, isLong, isNumber, type Num, wholeNumber } from './numbers.ts'
import { isIndex } from './paths.ts'
import { arrayFiltersOf, type Positions, resolvePath } from './positions.ts'
import { sorter } from './sort.ts'
import { typeName } from './types.ts'
import { compareValues, equalValues } from './values.ts'

const MAX_ARRAY_PADDING = 1_500_000

type Container = Document | Value[]

const shown = (value: Value): string => JSON.stringify(value) ?? String(value)
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
    if (isDocument($sort)) items.sort(sorter($sort))
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
  const each = isDocument(operand) && Object.hasOwn(operand, '$each') ? operand.$each : [operand]
  if (!Array.isArray(each))
    throw typeMismatch(
      `The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`,
    )
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

const operators: Readonly<Record<string, Apply>> = {
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

interface Step {
  readonly operator: string
  readonly path: string
  readonly operand: Value
}

function checkPath(path: string): void {
  const parts = path.split('.')
  if (path === '' || parts.includes(''))
    throw new ServerError(
      56,
      'EmptyFieldName',
      path === ''
        ? 'An empty update path is not valid.'
        : `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  for (const part of parts)
    if (
      part.startsWith('$') &&
      part !== '$' &&
      !/^\$\[[a-zA-Z0-9]*\]$/.test(part) &&
      !/^\$(id|ref|db)$/.test(part)
    )
      throw new ServerError(
        52,
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      )
}

const conflict = (path: string, at: string) =>
  new ServerError(
    40,
    'ConflictingUpdateOperators',
    `Updating the path '${path}' would create a conflict at '${at}'`,
  )

function checkOperand({ operator, path, operand }: Step): void {
  if (operator === '$rename') {
    if (typeof operand !== 'string')
      throw badValue(`The 'to' field for $rename must be a string: ${path}: ${shown(operand)}`)
    checkPath(operand)
    if (operand === path)
      throw badValue(`The source and target field for $rename must differ: ${path}: "${operand}"`)
    if (/(^|\.)\$/.test(`${path} ${operand}`.replace(' ', '.')))
      throw badValue(`The source field for $rename may not be dynamic: ${path}`)
  }
  if (operator === '$pop' && ![1, -1].includes(wholeNumber(operand) ?? 0))
    throw failedToParse(`$pop expects 1 or -1, found: ${shown(operand)}`)
  if (operator === '$pullAll' && !Array.isArray(operand))
    throw badValue(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
}

/** All steps of an update in the order in which a server takes them: by path. */
function stepsOf(update: Document): Step[] {
  const steps = Object.entries(update).flatMap(([operator, fields]) => {
    if (!Object.hasOwn(operators, operator))
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    if (!isDocument(fields))
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${shown(fields)}}`,
      )
    return Object.entries(fields).map(([path, operand]) => ({ operator, path, operand }))
  })
  const touched: string[] = []
  for (const step of steps) {
    checkPath(step.path)
    checkOperand(step)
    touched.push(step.path)
    if (step.operator === '$rename') touched.push(String(step.operand))
  }
  const sorted = [...touched].sort()
  for (const path of sorted)
    for (let at = path.lastIndexOf('.'); at > 0; at = path.lastIndexOf('.', at - 1))
      if (touched.includes(path.slice(0, at))) throw conflict(path, path.slice(0, at))
  for (const [i, path] of sorted.entries()) if (path === sorted[i + 1]) throw conflict(path, path)
  return steps.sort((a, b) => comparePaths(a.path, b.path))
}

function comparePaths(a: string, b: string): number {
  const [x, y] = [a.split('.'), b.split('.')]
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const [p = '', q = ''] = [x[i], y[i]]
    if (p === q) continue
    if (isIndex(p) && isIndex(q)) return Number(p) - Number(q)
    return p < q ? -1 : 1
  }
  return x.length - y.length
}

/** Makes a new document of one that may be changed in place. */
export type Updater = (
  document: Document,
  context: { readonly inserting: boolean; readonly matched: Positions['matched'] },
) => Document

const keepId = (before: Value, after: Document): Document => {
  if (before !== undefined && !equalValues(before, after._id)) throw immutableField('_id')
  return after
}

function replacing(update: Document): Updater {
  const dollar = Object.keys(update).find((name) => name.startsWith('$'))
  if (dollar !== undefined)
    throw new ServerError(
      52,
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    )
  const { _id: given, ...rest } = update
  return ({ _id }) => {
    const id = _id ?? given
    if (given !== undefined && !equalValues(given, id)) throw immutableField('_id')
    return id === undefined ? rest : { _id: id, ...rest }
  }
}

/** Whether an update is a whole new document rather than operators or a pipeline. */
export const isReplacement = (update: Value): boolean =>
  isDocument(update) && Object.keys(update)[0]?.startsWith('$') !== true

/**
 * Compiles an update: a replacement, operators, or a pipeline (whose meaning the caller gives).
 * @throws ServerError 9 for an unknown operator, 40 for two that touch the same path, 2 for a bad operand
 */
export function compileUpdate(
  update: Value,
  {
    arrayFilters,
    now,
    pipeline,
  }: {
    arrayFilters?: Value
    now: number
    pipeline: (stages: readonly Value[]) => (document: Document) => Document
  },
): Updater {
  const filters = arrayFiltersOf(arrayFilters)
  if (Array.isArray(update)) {
    if (filters.size > 0) throw failedToParse('Cannot specify arrayFilters for a pipeline-style update')
    const run = pipeline(update)
    return (document) => {
      const after = run(document)
      const id = document._id ?? after._id
      const { _id: _, ...rest } = after
      keepId(document._id, after._id === undefined ? { _id: id } : after)
      return id === undefined ? rest : { _id: id, ...rest }
    }
  }
  if (!isDocument(update)) throw failedToParse('Update argument must be either an object or an array')
  if (isReplacement(update)) return replacing(update)
  const steps = stepsOf(update)
  for (const name of filters.keys())
    if (!steps.some(({ path }) => path.split('.').includes(`$[${name}]`)))
      throw failedToParse(
        `The array filter for identifier '${name}' was not used in the update ${shown(update)}`,
      )
  return (document, { inserting, matched }) => {
    const before = document._id
    for (const { operator, path, operand } of steps) {
      if (operator === '$setOnInsert' && !inserting) continue
      for (const plain of resolvePath(document, path, { filters, matched }))
        operators[operator]?.(document, plain, operand, now)
    }
    return keepId(before, document)
  }
}

/** A document to start an upsert from: what its query pins by equality. */
export function upsertBase(pins: ReadonlyMap<string, Value>, replacement: boolean): Document {
  const base: Document = {}
  for (const [path, value] of pins) if (!replacement || path === '_id') operators.$set?.(base, path, value, 0)
  return base
}
