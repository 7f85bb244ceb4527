import type { Streams } from '../streams/streams.ts'

/** County pattern of a hearing's number; `{year}` and `{n}` are filled in. A setting of the county. */
export const DEFAULT_NUMBER_PATTERN = '青信听〔{year}〕{n}号'

/**
 * Hearing numbers of a year count on without gaps and without duplicates, over any number of processes: each
 * is the place of an entry in the stream `register/meetings-<year>`, and the same meeting always gets the same.
 */
export function createRegister(streams: Streams, clock: () => number, pattern = DEFAULT_NUMBER_PATTERN) {
  return async (meetingId: string, year: number): Promise<string> => {
    const stream = `register/meetings-${year}`
    for (;;) {
      const known = await streams.find(stream, meetingId)
      const entries = known ? [] : await streams.read(stream, 0)
      const appended = known
        ? null
        : await streams.append(stream, entries.length, {
            id: meetingId,
            by: 'register',
            request: 'meeting-number',
            at: clock(),
            body: new Uint8Array(),
          })
      const entry = known ?? (appended && 'entry' in appended ? appended.entry : null)
      if (entry) return pattern.replace('{year}', String(year)).replace('{n}', String(entry.seq))
    }
  }
}
