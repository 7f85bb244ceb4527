import { type Document, isDocument, type Value } from './bson.ts'
import { ServerError } from './errors.ts'

/** Stands where a path leads to nothing. */
export const MISSING = Symbol('missing')
export type Reached = Value | typeof MISSING

export const isIndex = (part: string): boolean => /^(0|[1-9]\d*)$/.test(part)

const own = (document: Document, name: string): Reached => {
  const value = document[name]
  return value !== undefined && Object.hasOwn(document, name) ? value : MISSING
}

/**
 * Visits what a dotted path reaches, as queries see it: arrays on the way are unfolded one level (and their
 * positions can be named), an array at the end gives its elements and, last, itself. Stops where `test` holds.
 */
export function someAt(value: Value, parts: readonly string[], test: (reached: Reached) => boolean): boolean {
  return descend(value, parts, 0, test, true)
}

/** As `someAt`, with arrays at the end left whole. */
export function someWhole(
  value: Value,
  parts: readonly string[],
  test: (reached: Reached) => boolean,
): boolean {
  return descend(value, parts, 0, test, false)
}

function descend(
  value: Value,
  parts: readonly string[],
  at: number,
  test: (reached: Reached) => boolean,
  unfold: boolean,
): boolean {
  const part = parts[at]
  if (part === undefined) {
    if (unfold && Array.isArray(value)) return value.some(test) || test(value)
    return test(value)
  }
  if (Array.isArray(value)) {
    if (isIndex(part) && Number(part) < value.length) {
      if (descend(value[Number(part)], parts, at + 1, test, unfold)) return true
    }
    return value.some((item) => isDocument(item) && descend(item, parts, at, test, unfold))
  }
  if (!isDocument(value)) return test(MISSING)
  const next = own(value, part)
  return next === MISSING ? test(MISSING) : descend(next, parts, at + 1, test, unfold)
}

/** Everything a path reaches, arrays at the end left whole, what is missing left out. */
export function reach(value: Value, path: string): Value[] {
  const found: Value[] = []
  someWhole(value, path.split('.'), (reached) => {
    if (reached !== MISSING) found.push(reached)
    return false
  })
  return found
}

/** Stands for an empty array in an index: neither null nor missing. */
export const EMPTY_ARRAY = Symbol('empty array')

interface Strand {
  readonly value: Reached
  readonly rest: readonly string[]
  /** An element of an unfolded array is not unfolded again. */
  readonly final: boolean
}

function advance({ value, rest, final }: Strand): Strand {
  let at = 0
  let current: Reached = value
  while (at < rest.length && current !== MISSING && isDocument(current)) {
    current = own(current, rest[at] ?? '')
    at += 1
  }
  const isArray = Array.isArray(current)
  return {
    value: at < rest.length && !isArray ? MISSING : current,
    rest: isArray ? rest.slice(at) : [],
    final,
  }
}

/**
 * The values of an index's paths in a document: one list for each combination an array gives, where all paths
 * through the same array move along it together. `arrays` tells which paths went through an array.
 * @throws ServerError 171 where two paths end in different arrays
 */
export function indexTuples(
  document: Document,
  paths: readonly (readonly string[])[],
): { tuples: (Value | typeof MISSING | typeof EMPTY_ARRAY)[][]; arrays: boolean[] } {
  const arrays = paths.map(() => false)
  const tuples: (Value | typeof MISSING | typeof EMPTY_ARRAY)[][] = []
  const expand = (strands: readonly Strand[]): void => {
    const moved = strands.map(advance)
    const open = moved.flatMap(({ value, final }) => (Array.isArray(value) && !final ? [value] : []))
    const [array] = open
    if (!array) {
      tuples.push(moved.map(({ value }) => value))
      return
    }
    if (open.some((other) => other !== array))
      throw new ServerError(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays')
    for (const [i, { value }] of moved.entries()) if (value === array) arrays[i] = true
    if (array.length === 0) {
      expand(
        moved.map((strand) =>
          strand.value !== array
            ? strand
            : { value: strand.rest.length > 0 ? MISSING : EMPTY_ARRAY, rest: [], final: true },
        ),
      )
      return
    }
    for (const item of array)
      expand(
        moved.map((strand) => {
          if (strand.value !== array) return strand
          const [head = '', ...others] = strand.rest
          if (isIndex(head) && !(isDocument(item) && Object.hasOwn(item, head)))
            return { value: array[Number(head)] ?? MISSING, rest: others, final: false }
          if (strand.rest.length > 0 && !isDocument(item)) return { value: MISSING, rest: [], final: true }
          return { value: item, rest: strand.rest, final: strand.rest.length === 0 }
        }),
      )
  }
  expand(paths.map((rest) => ({ value: document, rest, final: false })))
  return { tuples, arrays }
}
