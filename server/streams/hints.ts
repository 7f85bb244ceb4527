import { createClient } from 'redis'
import { z } from 'zod'

/** Word between processes that a stream has grown. It may be lost, doubled or late: the truth is the stream. */
export interface Hints {
  publish(stream: string, seq: number): void
  subscribe(onHint: (stream: string, seq: number) => void): { stop(): Promise<void> }
  close(): Promise<void>
}

/** One process needs no hints: its own appends are handed over directly. */
export const noHints: Hints = {
  publish() {},
  subscribe: () => ({ async stop() {} }),
  async close() {},
}

const CHANNEL = 'mingting:streams'
const hintSchema = z.tuple([z.string(), z.int().min(1)])

/** Hints over Redis publish/subscribe. A lost connection costs only time: streams are compared anyway. */
export async function createRedisHints(uri: string, onError: (error: unknown) => void): Promise<Hints> {
  const publisher = createClient({ url: uri }).on('error', onError)
  const subscriber = publisher.duplicate().on('error', onError)
  await Promise.all([publisher.connect(), subscriber.connect()])
  return {
    publish(stream, seq) {
      publisher.publish(CHANNEL, JSON.stringify([stream, seq])).catch(onError)
    },
    subscribe(onHint) {
      const listener = (message: string) => {
        const parsed = hintSchema.safeParse(JSON.parse(message))
        if (parsed.success) onHint(...parsed.data)
      }
      subscriber.subscribe(CHANNEL, listener).catch(onError)
      return {
        async stop() {
          await subscriber.unsubscribe(CHANNEL, listener)
        },
      }
    },
    async close() {
      await Promise.all([publisher.close(), subscriber.close()])
    },
  }
}
