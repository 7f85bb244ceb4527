import { type Document, isDocument, type Value } from './bson.ts'
import { Long, ObjectId, Timestamp } from './bson-classes.ts'
import { dayOfYear, isoWeek, isoWeekday, week, weekday } from './calendar.ts'
import { fromParts, readDate, written } from './date-text.ts'
import { failedToParse, location, ServerError } from './errors.ts'
import { int, integer, isNumber, wholeNumber } from './numbers.ts'
import { localDate, type TimeZone, timeZone, UTC, utcOf } from './time-zones.ts'
import { typeName } from './types.ts'

/** An operator of one argument: a value, a list of values, or a document of named ones. */
export type Named = (argument: Value) => Value

const DAY_MS = 86_400_000

const isNothing = (value: Value): value is null | undefined => value === null || value === undefined

/** Milliseconds since 1970. @throws ServerError 16006 */
function momentOf(value: Value): number {
  if (value instanceof Date) return value.getTime()
  if (value instanceof ObjectId) return value.getTimestamp().getTime()
  if (value instanceof Timestamp) return value.getHighBitsUnsigned() * 1000
  throw location(16006, `can't convert from BSON type ${typeName(value)} to Date`)
}

function fieldsOf(name: string, argument: Value, known: readonly string[]): Document {
  if (!isDocument(argument)) throw location(40524, `${name} only supports an object as its argument`)
  for (const field of Object.keys(argument))
    if (!known.includes(field)) throw location(40535, `unrecognized option to ${name}: "${field}"`)
  return argument
}

/** Null where the zone is given and is null: then the result is, too. */
function zoneOf(given: Document): TimeZone | null {
  if (!Object.hasOwn(given, 'timezone')) return UTC
  const { timezone } = given
  if (isNothing(timezone)) return null
  if (typeof timezone !== 'string')
    throw location(40517, `timezone must evaluate to a string, found ${typeName(timezone)}`)
  return timeZone(timezone)
}

const parts: Readonly<Record<string, (date: Date) => Value>> = {
  $year: (date) => int(date.getUTCFullYear()),
  $month: (date) => int(date.getUTCMonth() + 1),
  $dayOfMonth: (date) => int(date.getUTCDate()),
  $hour: (date) => int(date.getUTCHours()),
  $minute: (date) => int(date.getUTCMinutes()),
  $second: (date) => int(date.getUTCSeconds()),
  $millisecond: (date) => int(date.getUTCMilliseconds()),
  $dayOfWeek: (date) => int(weekday(date) + 1),
  $dayOfYear: (date) => int(dayOfYear(date) + 1),
  $week: (date) => int(week(date)),
  $isoWeek: (date) => int(isoWeek(date).week),
  $isoWeekYear: (date) => Long.fromNumber(isoWeek(date).year),
  $isoDayOfWeek: (date) => int(isoWeekday(date)),
}

const part =
  (name: string, of: (date: Date) => Value): Named =>
  (argument) => {
    const single = Array.isArray(argument) && argument.length === 1 ? argument[0] : argument
    const given = isDocument(single) ? fieldsOf(name, single, ['date', 'timezone']) : { date: single }
    const zone = zoneOf(given)
    return isNothing(given.date) || !zone ? null : of(localDate(momentOf(given.date), zone))
  }

const dateToString: Named = (argument) => {
  const given = fieldsOf('$dateToString', argument, ['date', 'format', 'timezone', 'onNull'])
  const zone = zoneOf(given)
  if (isNothing(given.date)) return given.onNull ?? null
  const { format = zone?.isUtc ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L' } = given
  if (format === null || !zone) return null
  if (typeof format !== 'string') throw location(18533, '$dateToString requires that format be a string')
  return written(momentOf(given.date), format, zone)
}

const dateFromString: Named = (argument) => {
  const given = fieldsOf('$dateFromString', argument, [
    'dateString',
    'format',
    'timezone',
    'onError',
    'onNull',
  ])
  const { dateString: text, format, onNull } = given
  const zone = zoneOf(given)
  if (isNothing(text)) return onNull ?? null
  if (!zone || format === null) return null
  try {
    if (typeof text !== 'string')
      throw new ServerError(
        241,
        'ConversionFailure',
        `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`,
      )
    return readDate(text, format, Object.hasOwn(given, 'timezone') ? zone : undefined)
  } catch (error) {
    if (Object.hasOwn(given, 'onError') && error instanceof ServerError && error.code === 241)
      return given.onError
    throw error
  }
}

const CLOCK = ['hour', 'minute', 'second', 'millisecond'] as const
const PART_NAMES = ['year', 'month', 'day', 'isoWeekYear', 'isoWeek', 'isoDayOfWeek', ...CLOCK, 'timezone']

const dateFromParts: Named = (argument) => {
  const given = fieldsOf('$dateFromParts', argument, PART_NAMES)
  const zone = zoneOf(given)
  const names = Object.keys(given).filter((name) => name !== 'timezone')
  if (!zone || names.some((name) => isNothing(given[name]))) return null
  const number = (name: string, otherwise: number): number => {
    if (!Object.hasOwn(given, name)) return otherwise
    const value = wholeNumber(given[name])
    if (value === undefined)
      throw location(40515, `'${name}' must evaluate to an integer, found ${typeName(given[name])}`)
    return value
  }
  const byWeek = Object.hasOwn(given, 'isoWeekYear')
  if (byWeek === Object.hasOwn(given, 'year'))
    throw location(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  const year = number(byWeek ? 'isoWeekYear' : 'year', 1970)
  if (year < 1 || year > 9999) throw location(40523, `'year' must be in the range 1 to 9999, found ${year}`)
  const [hour = 0, minute = 0, second = 0, millisecond = 0] = CLOCK.map((name) => number(name, 0))
  const clock = { hour, minute, second, millisecond }
  if (!byWeek)
    return new Date(
      utcOf(fromParts({ year, month: number('month', 1), day: number('day', 1), ...clock }), zone),
    )
  // The fourth of January is always in the first week.
  const fourth = new Date(
    fromParts({ year, month: 1, day: 4, hour: 0, minute: 0, second: 0, millisecond: 0 }),
  )
  const day = 4 - isoWeekday(fourth) + (number('isoWeek', 1) - 1) * 7 + number('isoDayOfWeek', 1)
  return new Date(utcOf(fromParts({ year, month: 1, day, ...clock }), zone))
}

const dateToParts: Named = (argument) => {
  const given = fieldsOf('$dateToParts', argument, ['date', 'timezone', 'iso8601'])
  const zone = zoneOf(given)
  if (isNothing(given.date) || !zone || given.iso8601 === null) return null
  const local = localDate(momentOf(given.date), zone)
  const names =
    given.iso8601 === true
      ? { isoWeekYear: '$isoWeekYear', isoWeek: '$isoWeek', isoDayOfWeek: '$isoDayOfWeek' }
      : { year: '$year', month: '$month', day: '$dayOfMonth' }
  const all = { ...names, hour: '$hour', minute: '$minute', second: '$second', millisecond: '$millisecond' }
  return Object.fromEntries(
    Object.entries(all).map(([name, operator]) => {
      const value = parts[operator]?.(local)
      return [name, value instanceof Long ? int(value.toNumber()) : value]
    }),
  )
}

const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 }
const LENGTHS: Readonly<Record<string, number>> = {
  week: 7 * DAY_MS,
  day: DAY_MS,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
}
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** How long a unit is: so many months, or so many milliseconds. @throws ServerError 9 */
function unitOf(name: string, unit: Value): { months: number } | { length: number; isDays: boolean } {
  if (typeof unit !== 'string') throw location(5439013, `${name} requires 'unit' to be a string`)
  const [months, length] = [MONTHS[unit], LENGTHS[unit]]
  if (months !== undefined) return { months }
  if (length !== undefined) return { length, isDays: length >= DAY_MS }
  throw failedToParse(`${name} parameter 'unit' value cannot be recognized as a time unit: ${unit}`)
}

function startOfWeek(name: string, given: Document): number {
  const { startOfWeek: start = 'sunday' } = given
  const day = String(start).toLowerCase()
  const index = WEEKDAYS.findIndex((one) => one === day || one.slice(0, 3) === day)
  if (index < 0)
    throw failedToParse(
      `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${day}`,
    )
  return index
}

/** A month on, or back; a day the month does not have becomes its last. */
function withMonths(local: Date, months: number): number {
  const target = new Date(local)
  target.setUTCDate(1)
  target.setUTCMonth(target.getUTCMonth() + months)
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  return target.setUTCDate(Math.min(local.getUTCDate(), last))
}

const shifting =
  (name: string, way: 1 | -1): Named =>
  (argument) => {
    const given = fieldsOf(name, argument, ['startDate', 'unit', 'amount', 'timezone'])
    const zone = zoneOf(given)
    const { startDate, unit, amount } = given
    if (!zone || [startDate, unit, amount].some(isNothing)) return null
    const by = unitOf(name, unit)
    const count = isNumber(amount) ? wholeNumber(amount) : undefined
    if (count === undefined) throw location(5166405, `${name} expects integer amount of time units`)
    const utc = momentOf(startDate)
    if ('length' in by && !by.isDays) return new Date(utc + way * count * by.length)
    const local = localDate(utc, zone)
    const moved =
      'months' in by ? withMonths(local, way * count * by.months) : local.getTime() + way * count * by.length
    return new Date(utcOf(moved, zone))
  }

/** Months since year 0. */
const monthOf = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth()
// The first day of 1970 was a Thursday.
const weekOf = (local: number, start: number): number =>
  Math.floor((Math.floor(local / DAY_MS) + 4 - start) / 7)

const dateDiff: Named = (argument) => {
  const given = fieldsOf('$dateDiff', argument, ['startDate', 'endDate', 'unit', 'timezone', 'startOfWeek'])
  const zone = zoneOf(given)
  const { startDate, endDate, unit } = given
  if (!zone || [startDate, endDate, unit].some(isNothing)) return null
  const by = unitOf('$dateDiff', unit)
  const [from, to] = [startDate, endDate].map((date) => localDate(momentOf(date), zone)) as [Date, Date]
  const index = (date: Date): number => {
    if ('months' in by) return Math.floor(monthOf(date) / by.months)
    if (unit === 'week') return weekOf(date.getTime(), startOfWeek('$dateDiff', given))
    return Math.floor(date.getTime() / by.length)
  }
  return integer(index(to) - index(from), true)
}

/** What bins are counted from. */
const REFERENCE = Date.UTC(2000, 0, 1)
const REFERENCE_WEEKDAY = 6

const dateTrunc: Named = (argument) => {
  const given = fieldsOf('$dateTrunc', argument, ['date', 'unit', 'binSize', 'timezone', 'startOfWeek'])
  const zone = zoneOf(given)
  const { date, unit, binSize = int(1) } = given
  if (!zone || [date, unit, binSize].some(isNothing)) return null
  const by = unitOf('$dateTrunc', unit)
  const bins = wholeNumber(binSize)
  if (bins === undefined || bins < 1)
    throw location(5439018, "$dateTrunc requires 'binSize' to be greater than 0")
  const local = localDate(momentOf(date), zone)
  const down = (value: number, size: number): number => Math.floor(value / size) * size
  if ('months' in by) {
    const months = 2000 * 12 + down(monthOf(local) - 2000 * 12, by.months * bins)
    const first = new Date(0).setUTCFullYear(Math.floor(months / 12), months % 12, 1)
    return new Date(utcOf(first, zone))
  }
  const start = unit === 'week' ? startOfWeek('$dateTrunc', given) : REFERENCE_WEEKDAY
  const reference = REFERENCE + ((start - REFERENCE_WEEKDAY + 7) % 7) * DAY_MS
  return new Date(utcOf(reference + down(local.getTime() - reference, by.length * bins), zone))
}

/** Operators on dates. */
export const dates: Readonly<Record<string, Named>> = {
  ...Object.fromEntries(Object.entries(parts).map(([name, of]) => [name, part(name, of)])),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
  $dateAdd: shifting('$dateAdd', 1),
  $dateSubtract: shifting('$dateSubtract', -1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
}
