import { addDays } from '../../../shared/matter/days.ts'

/** 'YYYY-MM' of a day. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** The month so many months later; negative goes back. */
export function shiftMonth(month: string, by: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, of - 1 + by, 1)).toISOString().slice(0, 7)
}

/** Every day of a month 'YYYY-MM', in order; none of something that is no month. */
export function daysOfMonth(month: string): readonly string[] {
  if (!/^\d{4}-\d{2}$/.test(month)) return []
  const first = `${month}-01`
  return Array.from({ length: 31 }, (_, i) => addDays(first, i)).filter((day) => monthOf(day) === month)
}

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()
