import { Double, Int32, Long } from 'mongodb'
import { badValue, failedToParse, immutableId, ServerError, typeMismatch } from './errors.ts'
import { matches } from './match.ts'
import {
  compareValues,
  type Document,
  equalValues,
  isDocument,
  isNumber,
  numeric,
  type Value,
} from './values.ts'

const pathConflict = (path: string, value: Value) =>
  new ServerError(
    28,
    'PathNotViable',
    `Cannot create field '${path.split('.').at(-1)}' in element ${JSON.stringify(value)}`,
  )

/** The holder of a path's last part, created on the way where `create` says so; null where it does not exist. */
function holder(
  document: Document,
  path: string,
  create: boolean,
): { parent: Document | Value[]; key: string } | null {
  const parts = path.split('.')
  const key = parts.pop() ?? ''
  if (key.startsWith('$') || parts.some((part) => part.startsWith('$')))
    throw badValue(`positional updates are not supported: ${path}`)
  let parent: Document | Value[] = document
  for (const part of parts) {
    const next: Value = Array.isArray(parent) ? parent[Number(part)] : parent[part]
    if (isDocument(next) || Array.isArray(next)) parent = next
    else if (next === undefined) {
      if (!create) return null
      const made: Document = {}
      put(parent, part, made)
      parent = made
    } else if (create) throw pathConflict(path, next)
    else return null
  }
  return { parent, key }
}

function get(parent: Document | Value[], key: string): Value {
  return Array.isArray(parent) ? parent[Number(key)] : parent[key]
}

function put(parent: Document | Value[], key: string, value: Value): void {
  if (!Array.isArray(parent)) {
    parent[key] = value
    return
  }
  if (!/^\d+$/.test(key)) throw pathConflict(key, parent)
  const index = Number(key)
  while (parent.length < index) parent.push(null)
  parent[index] = value
}

const asNumber = (name: string, path: string, value: Value): number | bigint => {
  if (!isNumber(value)) throw typeMismatch(`Cannot apply ${name} to a value of non-numeric type at ${path}`)
  return numeric(value)
}

/** A number in the widest type of its operands, as the server widens int → long → double. */
function widen(result: number | bigint, ...operands: Value[]): Value {
  const fraction = operands.some(
    (o) => o instanceof Double || (typeof o === 'number' && !Number.isInteger(o)),
  )
  if (typeof result === 'bigint') return Long.fromBigInt(result)
  if (fraction) return new Double(result)
  if (operands.some((o) => o instanceof Long)) return Long.fromNumber(result)
  return Number.isInteger(result) && Math.abs(result) < 2 ** 31
    ? new Int32(result)
    : Number.isInteger(result)
      ? Long.fromNumber(result)
      : new Double(result)
}

type Apply = (document: Document, path: string, operand: Value) => void

const arithmetic =
  (name: string, combine: (a: bigint | number, b: bigint | number) => number | bigint): Apply =>
  (document, path, operand) => {
    const by = asNumber(name, path, operand)
    const place = holder(document, path, true)
    if (!place) return
    const current = get(place.parent, place.key)
    if (current === undefined) put(place.parent, place.key, name === '$mul' ? new Int32(0) : operand)
    else put(place.parent, place.key, widen(combine(asNumber(name, path, current), by), current, operand))
  }

const extreme =
  (wins: (order: number) => boolean): Apply =>
  (document, path, operand) => {
    const place = holder(document, path, true)
    if (!place) return
    const current = get(place.parent, place.key)
    if (current === undefined || wins(compareValues(operand, current))) put(place.parent, place.key, operand)
  }

function arrayAt(document: Document, path: string, create: boolean): Value[] | null {
  const place = holder(document, path, create)
  if (!place) return null
  const current = get(place.parent, place.key)
  if (current === undefined) {
    if (!create) return null
    const made: Value[] = []
    put(place.parent, place.key, made)
    return made
  }
  if (!Array.isArray(current)) throw badValue(`The field '${path}' must be an array`)
  return current
}

const isEach = (operand: Value): operand is Document & { $each: Value[] } =>
  isDocument(operand) && Array.isArray(operand.$each)

const operators: Readonly<Record<string, Apply>> = {
  $set: (document, path, operand) => {
    const place = holder(document, path, true)
    if (place) put(place.parent, place.key, operand)
  },
  $unset: (document, path) => {
    const place = holder(document, path, false)
    if (!place) return
    if (Array.isArray(place.parent)) place.parent[Number(place.key)] = null
    else delete place.parent[place.key]
  },
  $inc: arithmetic('$inc', (a, b) =>
    typeof a === 'bigint' || typeof b === 'bigint' ? BigInt(a) + BigInt(b) : a + b,
  ),
  $mul: arithmetic('$mul', (a, b) =>
    typeof a === 'bigint' || typeof b === 'bigint' ? BigInt(a) * BigInt(b) : a * b,
  ),
  $min: extreme((order) => order < 0),
  $max: extreme((order) => order > 0),
  $currentDate: (document, path) => operators.$set?.(document, path, new Date()),
  $rename: (document, path, operand) => {
    const place = holder(document, path, false)
    if (!place || get(place.parent, place.key) === undefined) return
    const value = get(place.parent, place.key)
    operators.$unset?.(document, path, '')
    operators.$set?.(document, String(operand), value)
  },
  $push: (document, path, operand) => {
    const array = arrayAt(document, path, true)
    if (!array) return
    const items = isEach(operand) ? operand.$each : [operand]
    const position =
      isEach(operand) && isNumber(operand.$position) ? Number(numeric(operand.$position)) : array.length
    array.splice(position, 0, ...items)
    if (isEach(operand) && isNumber(operand.$slice)) {
      const slice = Number(numeric(operand.$slice))
      array.splice(0, array.length, ...(slice < 0 ? array.slice(slice) : array.slice(0, slice)))
    }
    if (isEach(operand) && operand.$sort !== undefined) throw badValue('$sort in $push is not supported')
  },
  $addToSet: (document, path, operand) => {
    const array = arrayAt(document, path, true)
    for (const item of isEach(operand) ? operand.$each : [operand])
      if (array && !array.some((known) => equalValues(known, item))) array.push(item)
  },
  $pull: (document, path, operand) => {
    const array = arrayAt(document, path, false)
    if (!array) return
    const goes = (item: Value): boolean =>
      isDocument(operand)
        ? Object.keys(operand).some((key) => key.startsWith('$'))
          ? matches({ item }, { item: operand })
          : isDocument(item) && matches(item, operand)
        : equalValues(item, operand)
    array.splice(0, array.length, ...array.filter((item) => !goes(item)))
  },
  $pullAll: (document, path, operand) => {
    const array = arrayAt(document, path, false)
    if (!Array.isArray(operand)) throw badValue('$pullAll requires an array argument')
    if (array)
      array.splice(0, array.length, ...array.filter((item) => !operand.some((o) => equalValues(o, item))))
  },
  $pop: (document, path, operand) => {
    const array = arrayAt(document, path, false)
    if (Number(numeric(isNumber(operand) ? operand : 1)) < 0) array?.shift()
    else array?.pop()
  },
}

/** Whether an update is a replacement document rather than operators. Pipelines are refused. */
export function isReplacement(update: Value): update is Document {
  if (Array.isArray(update)) throw notPipeline()
  if (!isDocument(update)) throw failedToParse('an update must be a document')
  const keys = Object.keys(update)
  const dollars = keys.filter((key) => key.startsWith('$')).length
  if (dollars > 0 && dollars < keys.length)
    throw failedToParse('operators and fields cannot be mixed in an update')
  return dollars === 0
}

const notPipeline = () =>
  new ServerError(115, 'CommandNotSupported', 'updates with an aggregation pipeline are not supported')

/** Applies an update to a private copy of a document. `inserting`: `$setOnInsert` applies. */
export function applyUpdate(document: Document, update: Document, inserting: boolean): Document {
  if (isReplacement(update)) {
    const id = document._id
    if (update._id !== undefined && id !== undefined && !equalValues(update._id, id)) throw immutableId()
    const { _id: own, ...rest } = update
    const finalId = id ?? own
    return finalId === undefined ? rest : { _id: finalId, ...rest }
  }
  const before = document._id
  for (const [name, fields] of Object.entries(update)) {
    if (!isDocument(fields))
      throw failedToParse(`Modifiers operate on fields but we found another type for ${name}`)
    const operator = name === '$setOnInsert' ? (inserting ? operators.$set : () => {}) : operators[name]
    if (!operator) throw failedToParse(`Unknown modifier: ${name}`)
    for (const [path, operand] of Object.entries(fields)) operator(document, path, operand)
  }
  if (before !== undefined && !equalValues(before, document._id)) throw immutableId()
  return document
}
