import { randomInt } from 'node:crypto'
import { type Document, isDocument, type Value } from './bson.ts'
import { location } from './errors.ts'
import { fieldValue } from './expressions.ts'
import { int, truth, wholeNumber } from './numbers.ts'
import { setComputed } from './project.ts'
import { PAUSE } from './query.ts'
import { asSpec, each, gathered, type Stage, withKnown } from './stage.ts'

/** How many documents a stage is about. @throws ServerError of the given code for what is no number of things */
const amount = (name: string, value: Value, code: number): number => {
  const number = wholeNumber(value)
  if (number === undefined || number < 0)
    throw location(code, `invalid argument to ${name} stage: Expected a non-negative whole number`)
  return number
}

/** `$limit`. */
export function limiting(value: Value): Stage {
  const most = amount('$limit', value, 5107201)
  if (most === 0) throw location(15958, 'the limit must be positive')
  return function* (input) {
    let left = most
    for (const document of input) {
      yield document
      if (document !== PAUSE) left -= 1
      if (left <= 0) return
    }
  }
}

/** `$skip`. */
export function skipping(value: Value): Stage {
  const count = amount('$skip', value, 5107200)
  return function* (input) {
    let left = count
    for (const document of input) {
      if (document === PAUSE || left <= 0) yield document
      else left -= 1
    }
  }
}

/** `$count`. */
export function counting(value: Value): Stage {
  if (typeof value !== 'string' || value === '')
    throw location(40156, 'the count field must be a non-empty string')
  if (value.startsWith('$')) throw location(40158, 'the count field cannot be a $-prefixed path')
  if (value.includes('.')) throw location(40160, "the count field cannot contain '.'")
  return function* (input) {
    let count = 0
    yield* gathered(input, () => {
      count += 1
    })
    if (count > 0) yield { [value]: int(count) }
  }
}

/** `$sample`: documents at random, each with the same chance; no more than are asked for are kept at a time. */
export function sampling(value: Value): Stage {
  const spec = withKnown('$sample', asSpec('$sample', value, 28745), ['size'], 28748)
  if (spec.size === undefined) throw location(28749, '$sample stage must specify a size')
  const size = wholeNumber(spec.size)
  if (size === undefined) throw location(28746, 'size argument to $sample must be a number')
  if (size < 0) throw location(28747, 'size argument to $sample must not be negative')
  return function* (input) {
    const kept: Document[] = []
    let seen = 0
    yield* gathered(input, (document) => {
      seen += 1
      // The one that makes room stands at a place of its own chance, so their order is by chance, too.
      const place = randomInt(seen)
      if (kept.length < size) {
        const last = kept.length
        kept.push(document)
        const other = kept[place]
        if (other !== undefined) [kept[place], kept[last]] = [document, other]
      } else if (place < size) kept[place] = document
    })
    yield* kept
  }
}

/** `$unwind`. */
export function unwinding(value: Value): Stage {
  const given =
    typeof value === 'string'
      ? { path: value }
      : withKnown(
          '$unwind',
          asSpec('$unwind', value, 15981),
          ['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'],
          28811,
        )
  const { path, preserveNullAndEmptyArrays, includeArrayIndex } = given
  if (preserveNullAndEmptyArrays !== undefined && typeof preserveNullAndEmptyArrays !== 'boolean')
    throw location(28809, 'expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage')
  if (includeArrayIndex !== undefined && (typeof includeArrayIndex !== 'string' || includeArrayIndex === ''))
    throw location(28810, 'expected a non-empty string for the includeArrayIndex option to $unwind stage')
  if (includeArrayIndex?.startsWith('$'))
    throw location(28822, 'includeArrayIndex option to $unwind stage should not be prefixed with a $')
  if (typeof path !== 'string') throw location(28812, 'no path specified to $unwind stage')
  if (!path.startsWith('$'))
    throw location(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`)
  const parts = path.slice(1).split('.')
  const place = includeArrayIndex?.split('.')
  const keep = truth(preserveNullAndEmptyArrays)
  const numbered = (document: Document, index: Value): Document => {
    const made = place ? setComputed(document, place, index) : document
    return isDocument(made) ? made : document
  }
  const withItem = (document: Document, item: Value): Document => {
    const made = setComputed(document, parts, item)
    return isDocument(made) ? made : document
  }
  return each(function* (document) {
    const items = fieldValue(document, parts)
    if (Array.isArray(items)) {
      for (const [i, item] of items.entries()) yield numbered(withItem(document, item), int(i))
      if (items.length === 0 && keep) yield numbered(withItem(document, undefined), null)
    } else if (items !== null && items !== undefined) yield numbered(document, null)
    else if (keep) yield numbered(document, null)
  })
}
