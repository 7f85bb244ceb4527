import { ServerError } from './errors.ts'

/**
 * A BSON value as this server holds it. A `number` is always a double; a 32-bit integer is an `Int32`, a 64-bit
 * one a `Long`, so that no value changes its type by being read and written. The driver's own decoder is not
 * used: it turns `{$ref, $id}` into another class and forgets what kind a number was.
 */
export type Value = unknown
export type Document = { [field: string]: Value }

/** A document that is already encoded; it is copied into a reply as it is. */
export class Raw {
  constructor(readonly bytes: Buffer) {}
}

export const MAX_DEPTH = 200
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

export const invalid = (what: string) => new ServerError(22, 'InvalidBSON', `invalid BSON: ${what}`)
export const tooDeep = () =>
  new ServerError(15, 'Overflow', `cannot handle documents nested deeper than ${MAX_DEPTH} levels`)

export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/**
 * The order of a document's fields, kept where JavaScript would not keep it: it puts names that are whole numbers
 * before all others. A copy made by spreading has it, too.
 */
const ORDER = Symbol('order of fields')
type Ordered = Document & { [ORDER]?: readonly string[] }

/** The names of a document's fields, in their order. Where it matters, never `Object.keys`. */
export function namesOf(document: Ordered): readonly string[] {
  const order = document[ORDER]
  const keys = Object.keys(document)
  if (order === undefined) return keys
  const known = new Set(order)
  const added = keys.filter((name) => !known.has(name))
  return [
    ...added.filter((name) => name === '_id'),
    ...order.filter((name) => Object.hasOwn(document, name)),
    ...added.filter((name) => name !== '_id'),
  ]
}

/** Fields with their names, in their order. */
export const fieldsOf = (document: Document): [string, Value][] =>
  namesOf(document).map((name) => [name, document[name]])

const NINE = 57
export const isWhole = (name: string): boolean => name.charCodeAt(0) <= NINE && /^\d+$/.test(name)

/** Gives a document an order of its fields that is not the order in which they were set. */
export function keepOrder(document: Ordered, names: Iterable<string>): void {
  document[ORDER] = [...new Set(names)]
}

/** Sets a field, leaving the order to whoever calls. */
export function assign(document: Document, name: string, value: Value): void {
  if (name === '__proto__')
    Object.defineProperty(document, name, { value, enumerable: true, writable: true, configurable: true })
  else document[name] = value
}

/** Sets a field also where its name means something to JavaScript. */
export function setField(document: Ordered, name: string, value: Value): void {
  if (isWhole(name) && !Object.hasOwn(document, name)) document[ORDER] = [...namesOf(document), name]
  assign(document, name, value)
}

export const isDocument = (value: Value): value is Document =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !('_bsontype' in value && !Object.hasOwn(value, '_bsontype'))

/** A copy that shares no document and no array with the original; leaf values are never changed in place. */
export function copy<T extends Value>(value: T): T {
  if (Array.isArray(value)) return value.map(copy) as T
  if (!isDocument(value)) return value
  const made: Document = {}
  const names = namesOf(value)
  for (const name of names) assign(made, name, copy(value[name]))
  if (ORDER in value) keepOrder(made, names)
  return made as T
}
