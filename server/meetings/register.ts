import type { Streams } from '../streams/streams.ts'

/** County patterns of hearing and matter numbers; `{year}` and `{n}` are filled in. Settings of the county. */
export const HEARING_NUMBERS = '青信听〔{year}〕{n}号'
export const MATTER_NUMBERS = '青信〔{year}〕{n}号'

/**
 * Numbers of a year count on without gaps and without duplicates, over any number of processes: each is the
 * place of an entry in the stream `register/<of>-<year>`, and the same meeting or matter always gets the same.
 */
export function createRegister(
  streams: Streams,
  clock: () => number,
  pattern = HEARING_NUMBERS,
  of: 'meetings' | 'matters' = 'meetings',
) {
  return async (id: string, year: number): Promise<string> => {
    const stream = `register/${of}-${year}`
    for (;;) {
      const known = await streams.find(stream, id)
      const entries = known ? [] : await streams.read(stream, 0)
      const appended = known
        ? null
        : await streams.append(stream, entries.length, {
            id,
            by: 'register',
            request: 'number',
            at: clock(),
            body: new Uint8Array(),
          })
      const entry = known ?? (appended && 'entry' in appended ? appended.entry : null)
      if (entry) return pattern.replace('{year}', String(year)).replace('{n}', String(entry.seq))
    }
  }
}
