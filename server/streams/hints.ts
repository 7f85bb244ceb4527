import { createClient } from 'redis'
import { z } from 'zod'

/** Word between processes that a stream has grown. It may be lost, doubled or late: the truth is the stream. */
export interface Hints {
  publish(stream: string, seq: number): void
  subscribe(onHint: (stream: string, seq: number) => void): { stop(): void }
  close(): Promise<void>
}

/** One process needs no hints: its own appends are handed over directly. */
export const noHints: Hints = {
  publish() {},
  subscribe: () => ({ stop() {} }),
  async close() {},
}

const CHANNEL = 'mingting:streams'
const hintSchema = z.tuple([z.string(), z.int().min(1)])

/** Reads one message; null for anything that is no hint, since any client of the bus may write there. */
export function readHint(message: string): z.infer<typeof hintSchema> | null {
  try {
    return hintSchema.parse(JSON.parse(message))
  } catch {
    return null
  }
}

/**
 * Hints over Redis publish/subscribe. Does not wait for the connection: one that is missing or lost costs only
 * time, since streams are compared anyway, and it is taken up again by itself.
 */
export function createRedisHints(uri: string, onError: (error: unknown) => void): Hints {
  const listeners = new Set<(stream: string, seq: number) => void>()
  let isClosed = false
  const report = (error: unknown): void => {
    if (!isClosed) onError(error)
  }
  // Hints that cannot go out now are worthless later: none are queued.
  const publisher = createClient({ url: uri, disableOfflineQueue: true }).on('error', report)
  const subscriber = createClient({ url: uri }).on('error', report)
  for (const client of [publisher, subscriber]) client.connect().catch(report)
  const receive = (message: string): void => {
    const hint = readHint(message)
    if (hint) for (const listener of listeners) listener(...hint)
  }
  subscriber.subscribe(CHANNEL, receive).catch(report)
  return {
    publish(stream, seq) {
      publisher.publish(CHANNEL, JSON.stringify([stream, seq])).catch(report)
    },
    subscribe(onHint) {
      listeners.add(onHint)
      return {
        stop() {
          listeners.delete(onHint)
        },
      }
    },
    async close() {
      isClosed = true
      publisher.destroy()
      subscriber.destroy()
    },
  }
}
