import { performance } from 'node:perf_hooks'
import * as Y from 'yjs'
import { writeUpdate } from '../../shared/minutes/messages.ts'
import type { Clock } from './clock.ts'

/** Share of time a process may be busy before its rooms begin to gather what they hand on. */
const BUSY = 0.4
/** The longest that words are gathered: readers see them together, and nobody sees them late. */
const MOST_MS = 40
const LOOK_EVERY_MS = 500

/**
 * How long rooms gather what they hand on, in milliseconds: 0 in a process that has time, more the busier it is.
 * What costs a busy process most is handing every word to every reader.
 */
export function gatherByLoad(now: () => number = () => performance.now()): () => number {
  let since = performance.eventLoopUtilization()
  let lookedAt = now()
  let ms = 0
  return () => {
    if (now() - lookedAt < LOOK_EVERY_MS) return ms
    const { utilization } = performance.eventLoopUtilization(since)
    since = performance.eventLoopUtilization()
    lookedAt = now()
    ms = Math.round(MOST_MS * Math.max(0, (utilization - BUSY) / (1 - BUSY)))
    return ms
  }
}

/** What a room hands on to its members. `From` is whoever an update came from, who needs no copy. */
export interface Outbox<From> {
  put(update: Uint8Array, from: From | null): void
  /** Hands on what was gathered, now. */
  flush(): void
}

/** Gathers updates for as long as `gatherMs` says, and hands on several as one. */
export function createOutbox<From>(
  clock: Clock,
  gatherMs: () => number,
  send: (message: Uint8Array, except: From | null) => void,
): Outbox<From> {
  let gathered: { readonly update: Uint8Array; readonly from: From | null }[] = []
  const flush = (): void => {
    const updates = gathered
    gathered = []
    const [first, ...others] = updates
    if (!first) return
    if (others.length === 0) send(writeUpdate(first.update), first.from)
    // Whoever wrote one of them hears it again: an update that is known changes nothing.
    else send(writeUpdate(Y.mergeUpdates(updates.map(({ update }) => update))), null)
  }
  return {
    put(update, from) {
      gathered.push({ update, from })
      if (gathered.length > 1) return
      const ms = gatherMs()
      if (ms > 0) clock.after(ms, flush)
      else flush()
    },
    flush,
  }
}
