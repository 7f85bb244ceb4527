import { type Document, isDocument, type Value } from './bson.ts'
import { BSONRegExp } from './bson-classes.ts'
import { location } from './errors.ts'
import type { Plain } from './expressions.ts'
import { asText } from './expressions-convert.ts'
import { int, wholeNumber } from './numbers.ts'
import { regexFor } from './regex.ts'
import { typeName } from './types.ts'

const isNothing = (value: Value): value is null | undefined => value === null || value === undefined

const needText = (name: string, value: Value, code = 34471): string => {
  if (typeof value !== 'string')
    throw location(code, `${name} requires a string argument, found: ${typeName(value)}`)
  return value
}

const whole = (name: string, value: Value): number => {
  const number = wholeNumber(value)
  if (number === undefined)
    throw location(34450, `${name}: starting index must be a whole number, is ${typeName(value)}`)
  return number
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
    const [text, wanted, other] = [input, find, replacement].map((value) => needText(name, value, 51746))
    return all ? text?.split(wanted ?? '').join(other) : text?.replace(wanted ?? '', () => other ?? '')
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
      ? regexFor(regex.pattern, flags || regex.options)
      : regexFor(needText(name, regex, 51105), flags)
  return [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))].map((found) => ({
    match: found[0],
    idx: int([...text.slice(0, found.index)].length),
    captures: found.slice(1).map((capture) => capture ?? null),
  }))
}

const byBytes: Plain = (value, from, count) => {
  const bytes = Buffer.from(asText(value) ?? '')
  const start = whole('$substrBytes', from)
  const length = whole('$substrBytes', count)
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
    const start = whole('$substrCP', from)
    return chars.slice(start, start + whole('$substrCP', count)).join('')
  },
  $split: (value, separator) => {
    if (isNothing(value) || isNothing(separator)) return null
    const by = needText('$split', separator, 40086)
    if (by === '') throw location(40087, '$split requires a non-empty separator')
    return needText('$split', value, 40085).split(by)
  },
  $indexOfCP: (value, wanted, from = int(0)) => {
    if (isNothing(value)) return null
    const [chars, sought] = [[...needText('$indexOfCP', value, 40093)], needText('$indexOfCP', wanted, 40094)]
    const start = chars.slice(0, whole('$indexOfCP', from)).join('').length
    const at = chars.join('').indexOf(sought, start)
    return int(at < 0 ? -1 : [...chars.join('').slice(0, at)].length)
  },
  $indexOfBytes: (value, wanted, from = int(0)) =>
    isNothing(value)
      ? null
      : int(
          Buffer.from(needText('$indexOfBytes', value, 40091)).indexOf(
            needText('$indexOfBytes', wanted, 40092),
            whole('$indexOfBytes', from),
          ),
        ),
  $trim: trimmed('$trim', true, true),
  $ltrim: trimmed('$ltrim', true, false),
  $rtrim: trimmed('$rtrim', false, true),
  $replaceOne: replaced('$replaceOne', false),
  $replaceAll: replaced('$replaceAll', true),
  $regexMatch: (given) => hits('$regexMatch', given).length > 0,
  $regexFind: (given) => hits('$regexFind', given)[0] ?? null,
  $regexFindAll: (given) => hits('$regexFindAll', given),
}
