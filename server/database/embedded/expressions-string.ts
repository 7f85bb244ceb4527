import { type Document, isDocument, type Value } from './bson.ts'
import { BSONRegExp } from './bson-classes.ts'
import { location } from './errors.ts'
import type { Plain } from './expressions.ts'
import { wholeArgument } from './expressions-arguments.ts'
import { asText } from './expressions-convert.ts'
import { int } from './numbers.ts'
import { patternFor } from './patterns.ts'
import { typeName } from './types.ts'

const isNothing = (value: Value): value is null | undefined => value === null || value === undefined

const needText = (name: string, value: Value, code = 34471): string => {
  if (typeof value !== 'string')
    throw location(code, `${name} requires a string argument, found: ${typeName(value)}`)
  return value
}

const named = (given: Value): Document => (isDocument(given) ? given : {})

const spaces = /[\0\s]/u

const trimmed =
  (name: string, start: boolean, end: boolean): Plain =>
  (given) => {
    const { input, chars } = named(given)
    if (isNothing(input)) return null
    const text = [...needText(name, input, 50699)]
    const goes = (char: string | undefined): boolean =>
      char !== undefined &&
      (isNothing(chars) ? spaces.test(char) : needText(name, chars, 50700).includes(char))
    let [from, to] = [0, text.length]
    while (start && from < to && goes(text[from])) from += 1
    while (end && to > from && goes(text[to - 1])) to -= 1
    return text.slice(from, to).join('')
  }

const replaced =
  (name: string, all: boolean): Plain =>
  (given) => {
    const { input, find, replacement } = named(given)
    if ([input, find, replacement].some(isNothing)) return null
    const text = needText(name, input, 51746)
    const wanted = needText(name, find, 51745)
    const other = needText(name, replacement, 51744)
    return all ? text.replaceAll(wanted, () => other) : text.replace(wanted, () => other)
  }

interface Hit {
  readonly match: string
  readonly idx: Value
  readonly captures: Value[]
}

function hits(name: string, given: Value): Hit[] {
  const { input, regex, options } = named(given)
  if (isNothing(input) || isNothing(regex)) return []
  const text = needText(name, input, 51104)
  const flags = typeof options === 'string' ? options : ''
  const pattern =
    regex instanceof BSONRegExp
      ? patternFor(regex.pattern, flags || regex.options)
      : patternFor(needText(name, regex, 51105), flags)
  return pattern.all(text).map((found) => ({
    match: found[0],
    idx: int([...text.slice(0, found.index)].length),
    captures: found.slice(1).map((capture) => capture ?? null),
  }))
}

const byBytes: Plain = (value, from, count) => {
  const bytes = Buffer.from(asText(value) ?? '')
  const start = wholeArgument('$substrBytes', from, [16034, 16034])
  const length = wholeArgument('$substrBytes', count, [16035, 16035])
  if (start < 0) throw location(50752, '$substrBytes: starting index must be non-negative')
  const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length)
  // A byte of a character's inside cannot begin one.
  const splits = (at: number): boolean => ((bytes[at] ?? 0) & 0xc0) === 0x80
  if (splits(start))
    throw location(
      28656,
      '$substrBytes: Invalid range, starting index is in the middle of a UTF-8 character.',
    )
  if (splits(end))
    throw location(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.')
  return bytes.subarray(start, end).toString()
}

/** Where to look, from one place to before another. @throws ServerError 40096, 40097 */
function bounds(name: string, from: Value, to: Value, length: number): readonly [number, number] {
  const [start, end] = [from, to].map((given) => {
    if (given === undefined) return undefined
    const place = wholeArgument(name, given, [40096, 40096])
    if (place < 0) throw location(40097, `${name} requires a nonnegative place, found: ${place}`)
    return place
  })
  return [start ?? 0, Math.min(end ?? length, length)]
}

/** Where the first of the parts sought begins, -1 for nowhere. */
function placeIn<T>(
  parts: ArrayLike<T>,
  sought: ArrayLike<T>,
  [from, to]: readonly [number, number],
): number {
  for (let at = from; at + sought.length <= to; at += 1) {
    let same = 0
    while (same < sought.length && parts[at + same] === sought[same]) same += 1
    if (same === sought.length) return at
  }
  return -1
}

export const strings: Readonly<Record<string, Plain>> = {
  $concat: (...args) =>
    args.some(isNothing)
      ? null
      : args
          .map((arg) => {
            if (typeof arg !== 'string')
              throw location(16702, `$concat only supports strings, not ${typeName(arg)}`)
            return arg
          })
          .join(''),
  $toLower: (value) => (asText(value) ?? '').replace(/[A-Z]/g, (char) => char.toLowerCase()),
  $toUpper: (value) => (asText(value) ?? '').replace(/[a-z]/g, (char) => char.toUpperCase()),
  $strLenBytes: (value) => int(Buffer.byteLength(needText('$strLenBytes', value, 34473))),
  $strLenCP: (value) => int([...needText('$strLenCP', value)].length),
  $strcasecmp: (a, b) => {
    const [x, y] = [asText(a) ?? '', asText(b) ?? ''].map((text) => text.toUpperCase())
    return int(Math.sign(Buffer.compare(Buffer.from(x ?? ''), Buffer.from(y ?? ''))))
  },
  $substr: byBytes,
  $substrBytes: byBytes,
  $substrCP: (value, from, count) => {
    const chars = [...(asText(value) ?? '')]
    const start = wholeArgument('$substrCP', from, [34450, 34451])
    const length = wholeArgument('$substrCP', count, [34452, 34453])
    if (length < 0) throw location(34454, '$substrCP: length must be a nonnegative integer.')
    if (start < 0) throw location(34455, '$substrCP: the starting index must be nonnegative integer.')
    return chars.slice(start, start + length).join('')
  },
  $split: (value, separator) => {
    if (isNothing(value) || isNothing(separator)) return null
    const by = needText('$split', separator, 40086)
    if (by === '') throw location(40087, '$split requires a non-empty separator')
    return needText('$split', value, 40085).split(by)
  },
  $indexOfCP: (value, wanted, from, to) => {
    if (isNothing(value)) return null
    const chars = [...needText('$indexOfCP', value, 40093)]
    const sought = [...needText('$indexOfCP', wanted, 40094)]
    return int(placeIn(chars, sought, bounds('$indexOfCP', from, to, chars.length)))
  },
  $indexOfBytes: (value, wanted, from, to) => {
    if (isNothing(value)) return null
    const bytes = Buffer.from(needText('$indexOfBytes', value, 40091))
    const sought = Buffer.from(needText('$indexOfBytes', wanted, 40092))
    return int(placeIn(bytes, sought, bounds('$indexOfBytes', from, to, bytes.length)))
  },
  $trim: trimmed('$trim', true, true),
  $ltrim: trimmed('$ltrim', true, false),
  $rtrim: trimmed('$rtrim', false, true),
  $replaceOne: replaced('$replaceOne', false),
  $replaceAll: replaced('$replaceAll', true),
  $regexMatch: (given) => hits('$regexMatch', given).length > 0,
  $regexFind: (given) => hits('$regexFind', given)[0] ?? null,
  $regexFindAll: (given) => hits('$regexFindAll', given),
}
