import { addDays, addWorkingDays, weekendsOnly } from '../matter/days.ts'
import type { Procedure } from '../procedures/schema.ts'

/**
 * The last day on which the notice of a hearing on `meetingOn` is served in time ('YYYY-MM-DD'). As many days as
 * the procedure asks for lie before the hearing, the hearing's day not counted. Of days off only weekends are known.
 */
export function lastDayToServe(
  meetingOn: string,
  { daysBefore: { value }, dayType }: Procedure['notice'],
): string {
  switch (dayType) {
    case 'calendar':
      return addDays(meetingOn, -value)
    case 'working':
      return addWorkingDays(meetingOn, -value, weekendsOnly)
  }
}
