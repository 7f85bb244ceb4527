import { copy, type Document, isDocument, type Value } from './bson.ts'
import { badValue, failedToParse, location } from './errors.ts'
import { clauses, compileQuery, type Test } from './match.ts'
import { isIndex } from './paths.ts'

/** What the identifiers `$[name]` of an update's paths stand for. */
export type ArrayFilters = ReadonlyMap<string, Test>

/** @throws ServerError 9 for a filter without one clear identifier */
export function arrayFiltersOf(value: Value): ArrayFilters {
  const filters = new Map<string, Test>()
  if (value === undefined) return filters
  if (!Array.isArray(value)) throw failedToParse('arrayFilters must be an array')
  for (const filter of value) {
    if (!isDocument(filter)) throw failedToParse('an array filter must be a document')
    const names = new Set(identifiersOf(filter))
    const [name] = names
    if (name === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters')
    if (names.size > 1)
      throw failedToParse(
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      )
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      throw badValue(
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      )
    if (filters.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`)
    const test = compileQuery(filter)
    filters.set(name, (item) => test({ [name]: item }))
  }
  return filters
}

function identifiersOf(filter: Document): string[] {
  return Object.entries(filter).flatMap(([name, value]) =>
    name.startsWith('$') && name !== '$comment'
      ? clauses(name, value).flatMap(identifiersOf)
      : [name.split('.')[0] ?? ''],
  )
}

/** A document like the given one, with another value at a path of plain fields. */
function withValue(document: Document, parts: readonly string[], value: Value): Document {
  const [head = '', ...rest] = parts
  const inner = document[head]
  return {
    ...document,
    [head]: rest.length === 0 ? value : withValue(isDocument(inner) ? inner : {}, rest, value),
  }
}

function firstArray(document: Document, parts: readonly string[]): { at: number; items: Value[] } | null {
  let current: Value = document
  for (const [i, part] of parts.entries()) {
    if (!isDocument(current)) return null
    current = current[part]
    if (Array.isArray(current)) return { at: i + 1, items: current }
  }
  return null
}

/**
 * Position of the array element through which a document matched its query: what `$` means in an update or a
 * projection. `prefix` is the path of the array it is asked about. Undefined where no array took part.
 */
export function matchedPosition(document: Document, query: Document, prefix: string): number | undefined {
  let found: number | undefined
  let exact = false
  for (const [path, condition] of Object.entries(query)) {
    if (path === '$and' || path === '$or') {
      for (const clause of clauses(path, condition)) {
        if (!compileQuery(clause)(document)) continue
        found = matchedPosition(document, clause, prefix) ?? found
      }
      continue
    }
    if (path.startsWith('$') || exact) continue
    const parts = path.split('.')
    const array = firstArray(document, parts)
    if (!array) continue
    const place = parts.slice(0, array.at)
    const next = parts[array.at]
    const test = compileQuery({ [path]: condition })
    const position =
      next !== undefined && isIndex(next)
        ? Number(next)
        : array.items.findIndex((item) => test(withValue(document, place, [item])))
    if (position < 0) continue
    found = position
    exact = place.join('.') === prefix
  }
  return found
}

/** How the positional parts of a path are to be read for one document. */
export interface Positions {
  readonly filters: ArrayFilters
  /** Position of the matched element of the array at a path. */
  readonly matched: (prefix: string) => number | undefined
}

/**
 * The plain paths a positional path stands for in a document.
 * @throws ServerError 2 where there is no array, no match or no filter for it
 */
export function resolvePath(document: Document, path: string, { filters, matched }: Positions): string[] {
  const parts = path.split('.')
  const at = parts.findIndex((part) => part === '$' || /^\$\[.*\]$/.test(part))
  if (at < 0) return [path]
  const prefix = parts.slice(0, at).join('.')
  const part = parts[at] ?? ''
  const rest = parts.slice(at + 1)
  const name = part.slice(2, -1)
  const on = (index: number): string[] =>
    resolvePath(document, [prefix, String(index), ...rest].join('.'), { filters, matched })
  if (prefix === '') throw badValue(`Cannot have positional element in the first position of path '${path}'`)
  if (part === '$') {
    const index = matched(prefix)
    if (index === undefined)
      throw badValue('The positional operator did not find the match needed from the query.')
    return on(index)
  }
  const filter = name === '' ? () => true : filters.get(name)
  if (!filter) throw badValue(`No array filter found for identifier '${name}' in path '${path}'`)
  const array = plainValue(document, parts.slice(0, at))
  if (array === undefined)
    throw badValue(`The path '${prefix}' must exist in the document in order to apply array updates.`)
  if (!Array.isArray(array))
    throw badValue(`Cannot apply array updates to non-array element ${parts[at - 1]}: ${String(array)}`)
  return array.flatMap((item, index) => (filter(item) ? on(index) : []))
}

function plainValue(document: Document, parts: readonly string[]): Value {
  let current: Value = document
  for (const part of parts)
    current = Array.isArray(current)
      ? current[Number(part)]
      : isDocument(current) && Object.hasOwn(current, part)
        ? current[part]
        : undefined
  return current
}

/** The `path.$` of a find projection: the array cut down to the element that matched. */
export function withMatchedElement(document: Document, query: Document, path: string): Document {
  const parts = path.split('.')
  const array = firstArray(document, parts)
  if (!array) return document
  const place = parts.slice(0, array.at)
  const position = matchedPosition(document, query, place.join('.'))
  if (position === undefined)
    throw location(
      51246,
      "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
    )
  return withValue(copy(document), place, array.items.slice(position, position + 1))
}
