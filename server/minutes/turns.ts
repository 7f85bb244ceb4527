import { z } from 'zod'
import { canonicalJson, sha256Hex } from '../../shared/ledger/canonical.ts'
import type { Entry } from '../streams/streams.ts'
import type { StoreOptions } from './store.ts'

const wishSchema = z.object({ cycleMs: z.number().min(0) }).strict()

/** Where nodes ask each other for a turn at an item: a stream of its own, since at the item's they lose. */
export const turnsStream = (stream: string): string => stream.replace(/^minutes\//, 'turns/')

export interface Turns {
  /** Asks the nodes that write this item to leave a gap. Losing a place costs this node `cycleMs`. */
  ask(by: string, cycleMs: number): Promise<void>
  stop(): void
}

/** Calls `onAsked` when another node asks from now on. */
export async function followTurns(
  stream: string,
  { streams, clock, newId }: Pick<StoreOptions, 'streams' | 'clock' | 'newId'>,
  onAsked: (cycleMs: number) => void,
): Promise<Turns> {
  const name = turnsStream(stream)
  const own = new Set<string>()
  let seq = (await streams.read(name, 0)).at(-1)?.seq ?? 0
  const following = streams.follow(name, seq, (entry: Entry) => {
    seq = entry.seq
    if (!own.delete(entry.id))
      onAsked(wishSchema.parse(JSON.parse(new TextDecoder().decode(entry.body))).cycleMs)
  })
  return {
    async ask(by, cycleMs) {
      const body = new TextEncoder().encode(canonicalJson({ cycleMs }))
      const entry = { id: newId(), by, request: sha256Hex(body), at: clock.now(), body }
      own.add(entry.id)
      const { kind } = await streams.append(name, seq, entry)
      // Somebody else asked first: the same gap serves both.
      if (kind !== 'appended') own.delete(entry.id)
    },
    stop: following.stop,
  }
}
