/** Arithmetic on calendar dates 'YYYY-MM-DD'; no clock and no zone comes in here. */

const DAY_MS = 86_400_000

const toMs = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const toDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The date `days` calendar days later; negative goes back. */
export function addDays(date: string, days: number): string {
  return toDate(toMs(date) + days * DAY_MS)
}

/** Calendar days from one date to another; negative when `until` lies before. */
export function daysBetween(from: string, until: string): number {
  return Math.round((toMs(until) - toMs(from)) / DAY_MS)
}

/** Days off besides weekends, and weekend days worked in exchange, as the State Council announces each year. */
export interface WorkingCalendar {
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
}

/** Weekends only, where nobody has entered the year's arrangement. */
export const weekendsOnly: WorkingCalendar = { holidays: new Set(), workdays: new Set() }

export function isWorkingDay(date: string, calendar: WorkingCalendar): boolean {
  if (calendar.workdays.has(date)) return true
  if (calendar.holidays.has(date)) return false
  const weekday = new Date(toMs(date)).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** The `days`-th working day after `date`, the day itself not counted; negative goes back. 0 is the day itself. */
export function addWorkingDays(date: string, days: number, calendar: WorkingCalendar): string {
  let day = date
  for (let left = Math.abs(days); left > 0; ) {
    day = addDays(day, Math.sign(days))
    if (isWorkingDay(day, calendar)) left -= 1
  }
  return day
}
