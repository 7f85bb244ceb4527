import type { DayRange } from '../../shared/pool/officer.ts'
import type { Meetings } from './service.ts'

/** Days meetings took, from the day they began to the day they ended; one that has not begun took none. */
export function createHearingDays(meetings: Pick<Meetings, 'load'>, dateOf: (instant: number) => string) {
  return async (meetingIds: readonly string[]): Promise<DayRange[]> => {
    const loaded = await Promise.all(meetingIds.map((id) => meetings.load(id)))
    return loaded.flatMap(({ state, at }) =>
      state.begunAt === null ? [] : [{ from: dateOf(state.begunAt), until: dateOf(state.closedAt ?? at) }],
    )
  }
}
