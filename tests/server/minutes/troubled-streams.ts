import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { kindOf, type Streams } from '../../../server/streams/streams.ts'

/** Something that goes on only when the test lets it. */
export function createBarrier() {
  let open = true
  const waiting: (() => void)[] = []
  return {
    /** How many wait. */
    waiting: () => waiting.length,
    pass: (): Promise<void> => (open ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    lower() {
      open = false
    },
    raise() {
      open = true
      for (const go of waiting.splice(0)) go()
    },
  }
}

/** Streams whose storage can be slow or down. */
export function createTroubledStreams() {
  const inner = createMemoryStreams()
  const reading = createBarrier()
  const appending = createBarrier()
  const state = { failing: false, refused: 0, readAfter: [] as number[] }
  const streams: Streams = {
    ...inner,
    async read(stream, after, limit) {
      if (kindOf(stream) === 'minutes') state.readAfter.push(after)
      await reading.pass()
      return inner.read(stream, after, limit)
    },
    async append(stream, expected, entry) {
      await appending.pass()
      if (state.failing) {
        state.refused += 1
        throw new Error('storage is down')
      }
      return inner.append(stream, expected, entry)
    },
  }
  return { streams, inner, reading, appending, state }
}
