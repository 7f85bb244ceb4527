import type { WebsocketProvider } from 'y-websocket'
import { messageType, syncType } from '../../shared/minutes/protocol.ts'

/** An input method settles its word within this after it says that it is done. */
const SETTLE_MS = 60
/** Nobody thinks this long over one word; what the others write is shown then in any case. */
const LONGEST_MS = 15_000

/** Keeps the shared text and the page apart while an input method works in the page. */
export interface HeldUpdates {
  readonly holding: boolean
  hold(): void
  release(): void
  /** Ends the waiting for a word that is finished already. */
  settle(): void
  stop(): void
  /** `write` puts the finished word into the shared text; it is called before what waited is applied. */
  onFlush(write: () => void): () => void
}

/**
 * An input method composes in an element of the page. If text of somebody else at the same place changes that
 * element, the browser gives the composition up and the letters typed so far stay in the minutes: `bu` beside
 * `补偿`. So what others write waits until the word is there; a word takes a second or two. Letters of an unfinished
 * word are no text either: nobody else is given them, who could move or copy them meanwhile.
 * @param onChange told when holding has begun and when it has ended
 */
export function holdUpdates(provider: WebsocketProvider, onChange: () => void = () => {}): HeldUpdates {
  const writers = new Set<() => void>()
  let waiting: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let phase: 'open' | 'composing' | 'settling' = 'open'

  const flush = (): void => {
    clearTimeout(timer)
    if (phase === 'open') return
    phase = 'open'
    for (const write of writers) write()
    const ready = waiting
    waiting = []
    for (const apply of ready) apply()
    onChange()
  }
  for (const type of [messageType.sync, messageType.awareness]) {
    const handle = provider.messageHandlers[type]
    if (!handle) continue
    provider.messageHandlers[type] = (encoder, decoder, ...rest) => {
      // A question is answered at once: holding it would hold back what this browser has to send.
      const isQuestion = type === messageType.sync && decoder.arr[decoder.pos] === syncType.step1
      if (phase !== 'open' && !isQuestion) waiting.push(() => handle(encoder, decoder, ...rest))
      else handle(encoder, decoder, ...rest)
    }
  }
  // What waited was said on that line: applied after it, it would pass for an answer on the next one, and a question
  // not asked yet for answered. The next one begins with everything this browser lacks.
  provider.on('connection-close', () => {
    waiting = []
  })
  return {
    get holding() {
      return phase !== 'open'
    },
    hold() {
      // Between two words of a fast typist there is room for what waited.
      if (phase === 'settling') flush()
      phase = 'composing'
      clearTimeout(timer)
      timer = setTimeout(flush, LONGEST_MS)
      onChange()
    },
    release() {
      if (phase === 'open') return
      phase = 'settling'
      clearTimeout(timer)
      timer = setTimeout(flush, SETTLE_MS)
    },
    settle() {
      if (phase === 'settling') flush()
    },
    stop: flush,
    onFlush(write) {
      writers.add(write)
      return () => writers.delete(write)
    },
  }
}
