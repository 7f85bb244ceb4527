import type { Value } from './bson.ts'
import { dayOfYear, isoWeek, isoWeekday, week, weekday } from './calendar.ts'
import { location, ServerError } from './errors.ts'
import { type TimeZone, timeZone, UTC, utcOf } from './time-zones.ts'

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${pad(minutes % 60, 2)}`
}

/** What the letters of a format stand for. */
const letters: Readonly<Record<string, (date: Date, offset: number) => string>> = {
  '%': () => '%',
  d: (date) => pad(date.getUTCDate(), 2),
  G: (date) => pad(isoWeek(date).year, 4),
  H: (date) => pad(date.getUTCHours(), 2),
  j: (date) => pad(dayOfYear(date) + 1, 3),
  L: (date) => pad(date.getUTCMilliseconds(), 3),
  m: (date) => pad(date.getUTCMonth() + 1, 2),
  M: (date) => pad(date.getUTCMinutes(), 2),
  S: (date) => pad(date.getUTCSeconds(), 2),
  u: (date) => String(isoWeekday(date)),
  U: (date) => pad(week(date), 2),
  V: (date) => pad(isoWeek(date).week, 2),
  w: (date) => String(weekday(date) + 1),
  Y: (date) => pad(date.getUTCFullYear(), 4),
  z: (_, offset) => offsetText(offset),
  Z: (_, offset) => String(offset / 60_000),
}

/** A moment in a format of `$dateToString`. @throws ServerError 18535, 18536 */
export function written(utc: number, format: string, zone: TimeZone): string {
  const offset = zone.offset(utc)
  const local = new Date(utc + offset)
  return format.replace(/%([\s\S])?/g, (_, letter: string | undefined) => {
    if (letter === undefined) throw location(18535, "Unmatched '%' at end of format string")
    const of = Object.hasOwn(letters, letter) ? letters[letter] : undefined
    if (!of) throw location(18536, `Invalid format character '%${letter}' in format string`)
    return of(local, offset)
  })
}

const unreadable = (text: string) =>
  new ServerError(241, 'ConversionFailure', `Error parsing date string '${text}'`)

interface Read {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  millisecond: number
  /** Milliseconds ahead of UTC, where the text says so. */
  offset?: number
}

const ISO =
  /^\s*(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*([Zz]|[+-]\d{2}:?\d{2}?)?\s*$/

const zoneOffset = (text: string): number => timeZone(text.toUpperCase()).offset(0)

function readIso(text: string): Read {
  const found = ISO.exec(text)
  if (!found) throw unreadable(text)
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', zone] = found
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    millisecond: Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6),
    ...(zone === undefined ? {} : { offset: zoneOffset(zone) }),
  }
}

const READING: Readonly<Record<string, [pattern: string, take: (read: Read, text: string) => void]>> = {
  d: ['\\d{1,2}', (read, text) => Object.assign(read, { day: Number(text) })],
  H: ['\\d{1,2}', (read, text) => Object.assign(read, { hour: Number(text) })],
  L: ['\\d{1,3}', (read, text) => Object.assign(read, { millisecond: Number(text) })],
  m: ['\\d{1,2}', (read, text) => Object.assign(read, { month: Number(text) })],
  M: ['\\d{1,2}', (read, text) => Object.assign(read, { minute: Number(text) })],
  S: ['\\d{1,2}', (read, text) => Object.assign(read, { second: Number(text) })],
  Y: ['\\d{4}', (read, text) => Object.assign(read, { year: Number(text) })],
  z: ['Z|[+-]\\d{2}:?\\d{2}', (read, text) => Object.assign(read, { offset: zoneOffset(text) })],
  Z: ['[+-]?\\d{1,3}', (read, text) => Object.assign(read, { offset: Number(text) * 60_000 })],
}

function readFormat(text: string, format: string): Read {
  const takes: ((read: Read, text: string) => void)[] = []
  const pattern = format.replace(/%([\s\S])|[\\^$.*+?()[\]{}|]/g, (whole, letter: string | undefined) => {
    if (letter === undefined) return `\\${whole}`
    if (letter === '%') return '%'
    const reading = Object.hasOwn(READING, letter) ? READING[letter] : undefined
    if (!reading) throw location(18536, `Invalid format character '%${letter}' in format string`)
    takes.push(reading[1])
    return `(${reading[0]})`
  })
  const found = new RegExp(`^${pattern}$`).exec(text)
  if (!found) throw unreadable(text)
  const read: Read = { year: Number.NaN, month: 1, day: 1, hour: 0, minute: 0, second: 0, millisecond: 0 }
  for (const [i, take] of takes.entries()) take(read, found[i + 1] ?? '')
  if (Number.isNaN(read.year)) throw unreadable(text)
  return read
}

/** A date from its parts, of which any may be too large or too small for its place. */
export function fromParts(read: Omit<Read, 'offset'>): number {
  const date = new Date(0)
  date.setUTCFullYear(read.year, read.month - 1, read.day)
  return date.setUTCHours(read.hour, read.minute, read.second, read.millisecond)
}

/** The moment a text names. @throws ServerError 241 for one that names none */
export function readDate(text: string, format: Value, zone: TimeZone | undefined): Date {
  const read = typeof format === 'string' ? readFormat(text, format) : readIso(text)
  const local = fromParts(read)
  const back = new Date(local)
  if (back.getUTCMonth() + 1 !== read.month || back.getUTCDate() !== read.day || read.minute > 59)
    throw unreadable(text)
  if (read.offset === undefined) return new Date(utcOf(local, zone ?? UTC))
  if (zone && !zone.isUtc) throw unreadable(text)
  return new Date(local - read.offset)
}
