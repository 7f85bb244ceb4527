import { location } from './errors.ts'

const MINUTE_MS = 60_000

/** A time zone: how much its clocks are ahead of UTC at a moment, in milliseconds. */
export interface TimeZone {
  readonly isUtc: boolean
  offset(utc: number): number
}

export const UTC: TimeZone = { isUtc: true, offset: () => 0 }

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(name: string): Intl.DateTimeFormat {
  const known = clocks.get(name)
  if (known) return known
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(name, clock)
    return clock
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${name}"`)
  }
}

/** A zone by its IANA name or as an offset (`+08:00`, `+0800`, `+08`). @throws ServerError 40485 */
export function timeZone(name: string): TimeZone {
  if (['UTC', 'GMT', 'Z'].includes(name)) return UTC
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(name)
  if (fixed) {
    const [, sign, hours, minutes = '0'] = fixed
    const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
    return { isUtc: offset === 0, offset: () => offset }
  }
  const clock = clockOf(name)
  return {
    isUtc: false,
    offset: (utc) => {
      const shown = Object.fromEntries(clock.formatToParts(utc).map(({ type, value }) => [type, value]))
      const year = shown.era === 'BC' ? 1 - Number(shown.year) : Number(shown.year)
      const [month = 1, day, hour, minute, second] = ['month', 'day', 'hour', 'minute', 'second'].map(
        (part) => Number(shown[part]),
      )
      const local = new Date(0)
      local.setUTCFullYear(year, month - 1, day)
      local.setUTCHours(hour ?? 0, minute, second, 0)
      return local.getTime() - Math.floor(utc / 1000) * 1000
    },
  }
}

/** A date whose UTC fields are what clocks of a zone show. */
export const localDate = (utc: number, zone: TimeZone): Date => new Date(utc + zone.offset(utc))

/** The moment clocks of a zone show something; what they skip is moved by the change of the clocks. */
export function utcOf(local: number, zone: TimeZone): number {
  const guess = local - zone.offset(local)
  return local - zone.offset(guess)
}
