const DAY_MS = 86_400_000

/** Day of the week, Sunday 0. */
export const weekday = (date: Date): number => date.getUTCDay()
/** Monday 1 to Sunday 7. */
export const isoWeekday = (date: Date): number => weekday(date) || 7
const startOfYear = (year: number): number => new Date(0).setUTCFullYear(year, 0, 1)
/** From 0. */
export const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - startOfYear(date.getUTCFullYear())) / DAY_MS)

/** ISO 8601: a week belongs to the year its Thursday is in. */
export function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (4 - isoWeekday(date)) * DAY_MS)
  return { year: thursday.getUTCFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 }
}

/** The week of the year that begins with a Sunday, from 0: what is before the first Sunday. */
export const week = (date: Date): number => Math.floor((dayOfYear(date) + 7 - weekday(date)) / 7)
