import { Binary, Decimal128, Long } from '../../../server/database/embedded/bson-classes.ts'

/**
 * What queries, sorts, updates and pipelines mean, written as plainly as possible and apart from the database: no
 * index, no compiling, no shared code. Numbers are doubles, `Long` and `Decimal128`, whole or halves.
 */
export type Plain =
  | null
  | boolean
  | number
  | string
  | Date
  | Long
  | Decimal128
  | Binary
  | Plain[]
  | PlainDocument
export interface PlainDocument {
  [field: string]: Plain
}

const isDocument = (value: unknown): value is PlainDocument =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

type Numeral = number | Long | Decimal128
const isNumeral = (value: Plain | undefined): value is Numeral =>
  typeof value === 'number' || value instanceof Long || value instanceof Decimal128

/** Twice a number, exactly; null for NaN. */
function twice(value: Numeral): bigint | null {
  if (value instanceof Long) return value.toBigInt() * 2n
  const number = Number(value.toString())
  return Number.isNaN(number) ? null : BigInt(number * 2)
}
const isNaNValue = (value: Plain): boolean => isNumeral(value) && twice(value) === null

const rank = (value: Plain): number => {
  if (value === null) return 1
  if (isNumeral(value)) return 2
  if (typeof value === 'string') return 3
  if (isDocument(value)) return 4
  if (Array.isArray(value)) return 5
  if (value instanceof Binary) return 6
  if (typeof value === 'boolean') return 7
  return 8
}

export function compare(a: Plain, b: Plain): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (isNumeral(a) && isNumeral(b)) {
    const [x, y] = [twice(a), twice(b)]
    if (x === null || y === null) return Number(x !== null) - Number(y !== null)
    return x < y ? -1 : x > y ? 1 : 0
  }
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
  if (a instanceof Binary && b instanceof Binary)
    return a.length() - b.length() || a.sub_type - b.sub_type || Buffer.compare(a.buffer, b.buffer)
  const flat = (value: Plain): Plain[] =>
    Array.isArray(value)
      ? value
      : isDocument(value)
        ? Object.entries(value).flatMap(([name, item]) => [rank(item), name, item])
        : []
  const [x, y] = [flat(a), flat(b)]
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const order = compare(x[i] ?? null, y[i] ?? null)
    if (order !== 0) return order
  }
  return x.length - y.length
}

const same = (a: Plain, b: Plain): boolean => compare(a, b) === 0

/** Everything a path leads to; undefined for each branch that leads nowhere. */
function leads(value: Plain, path: readonly string[]): (Plain | undefined)[] {
  const [head, ...rest] = path
  if (head === undefined) return [value]
  if (Array.isArray(value)) {
    const place = /^\d+$/.test(head) ? value[Number(head)] : undefined
    const byPlace = place === undefined ? [] : leads(place, rest)
    return [...byPlace, ...value.filter(isDocument).flatMap((item) => leads(item, path))]
  }
  if (!isDocument(value) || !(head in value)) return [undefined]
  return leads(value[head] ?? null, rest)
}

const unfolded = (found: readonly (Plain | undefined)[]): (Plain | undefined)[] =>
  found.flatMap((value) => (Array.isArray(value) ? [...value, value] : [value]))

function fulfils(document: Plain, path: string, operator: string, operand: Plain): boolean {
  const ends = leads(document, path.split('.'))
  const values = unfolded(ends)
  const ordered = (holds: (order: number) => boolean): boolean =>
    operand === null
      ? holds(0) && values.some((v) => v === null || v === undefined)
      : isNaNValue(operand)
        ? holds(0) && values.some((v) => v !== undefined && isNaNValue(v))
        : values.some(
            (v) =>
              v !== undefined && rank(v) === rank(operand) && !isNaNValue(v) && holds(compare(v, operand)),
          )
  switch (operator) {
    case '$eq':
      return operand === null
        ? values.some((v) => v === null || v === undefined)
        : values.some((v) => v !== undefined && same(v, operand))
    case '$ne':
      return !fulfils(document, path, '$eq', operand)
    case '$gt':
      return ordered((o) => o > 0)
    case '$gte':
      return ordered((o) => o >= 0)
    case '$lt':
      return ordered((o) => o < 0)
    case '$lte':
      return ordered((o) => o <= 0)
    case '$in':
      return Array.isArray(operand) && operand.some((item) => fulfils(document, path, '$eq', item))
    case '$nin':
      return !fulfils(document, path, '$in', operand)
    case '$exists':
      return ends.some((v) => v !== undefined) === operand
    case '$size':
      return ends.some((v) => Array.isArray(v) && v.length === operand)
    case '$all':
      return (
        Array.isArray(operand) &&
        operand.length > 0 &&
        operand.every((item) => fulfils(document, path, '$eq', item))
      )
    case '$not':
      return (
        isDocument(operand) &&
        !Object.entries(operand).every(([name, inner]) => fulfils(document, path, name, inner))
      )
    case '$elemMatch':
      return ends.some((v) => Array.isArray(v) && v.some((item) => elementFits(item, operand)))
    default:
      throw new Error(`the reference does not know ${operator}`)
  }
}

function elementFits(item: Plain, operand: Plain): boolean {
  if (!isDocument(operand)) return false
  if (Object.keys(operand)[0]?.startsWith('$'))
    return Object.entries(operand).every(([name, inner]) => fulfils([item], '0', name, inner))
  if (Array.isArray(item)) return fits(Object.fromEntries(item.entries()) as PlainDocument, operand)
  return isDocument(item) && fits(item, operand)
}

export function fits(document: PlainDocument, query: PlainDocument): boolean {
  return Object.entries(query).every(([name, condition]) => {
    const each = Array.isArray(condition) ? condition.filter(isDocument) : []
    if (name === '$and') return each.every((one) => fits(document, one))
    if (name === '$or') return each.some((one) => fits(document, one))
    if (name === '$nor') return !each.some((one) => fits(document, one))
    return isDocument(condition) && Object.keys(condition)[0]?.startsWith('$')
      ? Object.entries(condition).every(([operator, operand]) => fulfils(document, name, operator, operand))
      : fulfils(document, name, '$eq', condition)
  })
}

type SortValue = { readonly empty: boolean; readonly value: Plain }
const NOTHING: SortValue = { empty: false, value: null }

/** All a document could sort by: what an array on the way has at the rest of the path, or null, for each element. */
function sortValues(value: Plain | undefined, path: readonly string[]): SortValue[] {
  const [head, ...rest] = path
  if (head === undefined && Array.isArray(value))
    return value.length === 0
      ? [{ empty: true, value: null }]
      : value.map((item) => ({ empty: false, value: item }))
  if (head === undefined) return [{ empty: false, value: value ?? null }]
  if (Array.isArray(value)) {
    if (/^\d+$/.test(head)) return sortValues(value[Number(head)], rest)
    return value.length === 0
      ? [NOTHING]
      : value.flatMap((item) => (isDocument(item) ? sortValues(item, path) : [NOTHING]))
  }
  return isDocument(value) ? sortValues(value[head], rest) : [NOTHING]
}

/** What a document sorts by: its least value at the path, or its greatest when descending. */
function sortValue(document: PlainDocument, path: string, way: number): SortValue {
  const found = sortValues(document, path.split('.'))
  return found.sort((a, b) => compareSort(a, b) * way)[0] ?? NOTHING
}

const compareSort = (a: SortValue, b: SortValue): number =>
  a.empty || b.empty ? Number(b.empty) - Number(a.empty) : compare(a.value, b.value)

export function sorted(
  documents: readonly PlainDocument[],
  sort: readonly (readonly [string, number])[],
): PlainDocument[] {
  return [...documents].sort((a, b) => {
    for (const [path, way] of sort) {
      const order = compareSort(sortValue(a, path, way), sortValue(b, path, way))
      if (order !== 0) return order * way
    }
    return 0
  })
}

/** An update of one field on the top level; null where a server refuses it. */
export function updated(
  document: PlainDocument,
  operator: string,
  field: string,
  operand: Plain,
): PlainDocument | null {
  const current = document[field]
  const put = (value: Plain): PlainDocument => ({ ...document, [field]: value })
  switch (operator) {
    case '$set':
      return put(operand)
    case '$unset': {
      const { [field]: _, ...rest } = document
      return rest
    }
    case '$inc':
      if (typeof operand !== 'number' || (current !== undefined && typeof current !== 'number')) return null
      return put((current ?? 0) + operand)
    case '$min':
      return current === undefined || compare(operand, current) < 0 ? put(operand) : document
    case '$max':
      return current === undefined || compare(operand, current) > 0 ? put(operand) : document
    case '$push':
      return current === undefined
        ? put([operand])
        : Array.isArray(current)
          ? put([...current, operand])
          : null
    case '$addToSet':
      if (current === undefined) return put([operand])
      if (!Array.isArray(current)) return null
      return current.some((item) => same(item, operand)) ? document : put([...current, operand])
    case '$pop':
      if (current === undefined) return document
      return Array.isArray(current) ? put(operand === -1 ? current.slice(1) : current.slice(0, -1)) : null
    case '$pullAll':
      if (current === undefined) return document
      if (!Array.isArray(current) || !Array.isArray(operand)) return null
      return put(current.filter((item) => !operand.some((out) => same(out, item))))
    default:
      throw new Error(`the reference does not know ${operator}`)
  }
}

/** The values by which a document stands in an index over a top-level field; undefined: an empty array. */
export function indexed(document: PlainDocument, field: string): (Plain | undefined)[] {
  const value = document[field] ?? null
  if (!Array.isArray(value)) return [value]
  return value.length === 0 ? [undefined] : value
}

/** Whether two documents cannot both stand in a unique index over a top-level field. */
export const clashes = (a: PlainDocument, b: PlainDocument, field: string): boolean =>
  indexed(a, field).some((x) =>
    indexed(b, field).some((y) => (x === undefined || y === undefined ? x === y : same(x, y))),
  )

const least = (values: readonly (Plain | undefined)[], way: 1 | -1): Plain =>
  values.reduce<Plain>((best, value) => {
    if (value === undefined || value === null) return best
    return best === null || compare(value, best) * way < 0 ? value : best
  }, null)

const sum = (values: readonly (Plain | undefined)[]): number =>
  values.filter(isNumeral).reduce<number>((total, value) => total + Number(value.toString()), 0)

function unwound(document: PlainDocument, field: string, keep: boolean): PlainDocument[] {
  const value = document[field]
  if (value === undefined || value === null) return keep ? [document] : []
  if (!Array.isArray(value)) return [document]
  if (value.length > 0) return value.map((item) => ({ ...document, [field]: item }))
  const { [field]: _, ...rest } = document
  return keep ? [rest] : []
}

/** What a stage of a pipeline is, as far as the reference knows them. */
export type PlainStage =
  | { readonly kind: 'match'; readonly query: PlainDocument }
  | { readonly kind: 'sort'; readonly by: readonly (readonly [string, number])[] }
  | { readonly kind: 'skip' | 'limit'; readonly n: number }
  | { readonly kind: 'unwind'; readonly field: string; readonly keep: boolean }
  | { readonly kind: 'project'; readonly fields: readonly string[]; readonly as: string; readonly of: string }
  | { readonly kind: 'group'; readonly by: string; readonly of: string }
  | { readonly kind: 'lookup'; readonly local: string; readonly foreign: string }

/** `others`: the documents a lookup looks in, in the order of their `_id`. */
export function piped(
  documents: readonly PlainDocument[],
  stage: PlainStage,
  others: readonly PlainDocument[],
): PlainDocument[] {
  switch (stage.kind) {
    case 'match':
      return documents.filter((document) => fits(document, stage.query))
    case 'sort':
      return sorted(documents, stage.by)
    case 'skip':
      return documents.slice(stage.n)
    case 'limit':
      return documents.slice(0, stage.n)
    case 'unwind':
      return documents.flatMap((document) => unwound(document, stage.field, stage.keep))
    case 'project':
      return documents.map((document) => {
        const shown = Object.entries(document).filter(
          ([name]) => name === '_id' || stage.fields.includes(name),
        )
        const value = document[stage.of]
        return Object.fromEntries(value === undefined ? shown : [...shown, [stage.as, value]])
      })
    case 'group': {
      const groups: PlainDocument[][] = []
      const key = (document: PlainDocument | undefined): Plain => document?.[stage.by] ?? null
      for (const document of documents) {
        const group = groups.find(([first]) => same(key(first), key(document)))
        if (group) group.push(document)
        else groups.push([document])
      }
      return groups.map((group) => {
        const values = group.map((document) => document[stage.of])
        return {
          _id: key(group[0]),
          n: group.length,
          sum: sum(values),
          least: least(values, 1),
          most: least(values, -1),
          first: values[0] ?? null,
          all: values.filter((value) => value !== undefined),
        }
      })
    }
    case 'lookup':
      return documents.map((document) => {
        const value = document[stage.local] ?? null
        const wanted = Array.isArray(value) ? value : [value]
        return {
          ...document,
          found: others.filter((other) => fits(other, { [stage.foreign]: { $in: wanted } })),
        }
      })
  }
}
