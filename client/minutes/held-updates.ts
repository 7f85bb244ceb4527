import type { WebsocketProvider } from 'y-websocket'
import { messageType, syncType } from '../../shared/minutes/protocol.ts'

/** An input method settles its word within this after it says that it is done. */
const SETTLE_MS = 60
/** Nobody thinks this long over one word; what the others write is shown then in any case. */
const LONGEST_MS = 15_000

/** Keeps what others write, and their carets, away from the text while an input method works in it. */
export interface HeldUpdates {
  hold(): void
  release(): void
  stop(): void
}

/**
 * An input method composes in an element of the page. If text of somebody else at the same place changes that
 * element, the browser gives the composition up and the letters typed so far stay in the minutes: `bu` beside
 * `补偿`. So updates wait until the word is there; a word takes a second or two.
 */
export function holdUpdates(provider: WebsocketProvider): HeldUpdates {
  let waiting: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let holding = false

  const flush = (): void => {
    clearTimeout(timer)
    holding = false
    const ready = waiting
    waiting = []
    for (const apply of ready) apply()
  }
  for (const type of [messageType.sync, messageType.awareness]) {
    const handle = provider.messageHandlers[type]
    if (!handle) continue
    provider.messageHandlers[type] = (encoder, decoder, ...rest) => {
      // A question is answered at once: holding it would hold back what this browser has to send.
      const isQuestion = type === messageType.sync && decoder.arr[decoder.pos] === syncType.step1
      if (holding && !isQuestion) waiting.push(() => handle(encoder, decoder, ...rest))
      else handle(encoder, decoder, ...rest)
    }
  }
  return {
    hold() {
      holding = true
      clearTimeout(timer)
      timer = setTimeout(flush, LONGEST_MS)
    },
    release() {
      clearTimeout(timer)
      timer = setTimeout(flush, SETTLE_MS)
    },
    stop: flush,
  }
}
