/**
 * What queries, sorts and updates mean, written as plainly as possible and apart from the database: no index, no
 * compiling, no shared code. Values are JavaScript's: null, booleans, doubles, texts, dates, arrays, documents.
 */
export type Plain = null | boolean | number | string | Date | Plain[] | PlainDocument
export interface PlainDocument {
  [field: string]: Plain
}

const isDocument = (value: unknown): value is PlainDocument =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

const rank = (value: Plain): number => {
  if (value === null) return 1
  if (typeof value === 'number') return 2
  if (typeof value === 'string') return 3
  if (isDocument(value)) return 4
  if (Array.isArray(value)) return 5
  if (typeof value === 'boolean') return 6
  return 7
}

export function compare(a: Plain, b: Plain): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime()
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
      : values.some((v) => v !== undefined && rank(v) === rank(operand) && holds(compare(v, operand)))
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

/** What a document sorts by: its least value at the path, or its greatest when descending. */
function sortValue(document: PlainDocument, path: string, way: number): { empty: boolean; value: Plain } {
  const found = leads(document, path.split('.')).flatMap((end) =>
    Array.isArray(end)
      ? end.length === 0
        ? [{ empty: true, value: null }]
        : end.map((value) => ({ empty: false, value }))
      : [{ empty: false, value: end ?? null }],
  )
  const sorted = found.sort((a, b) => compareSort(a, b) * way)
  return sorted[0] ?? { empty: false, value: null }
}

const compareSort = (a: { empty: boolean; value: Plain }, b: { empty: boolean; value: Plain }): number =>
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
