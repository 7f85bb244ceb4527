import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Hints } from '../../../server/streams/hints.ts'
import type { Entry, NewEntry, Streams } from '../../../server/streams/streams.ts'

export interface NodeOptions {
  readonly hints: Hints
  readonly compareEveryMs: number
  readonly onError: (error: unknown) => void
}

/** Opens nodes over one storage; `kind` is `projected/…` or `plain/…` in these tests. */
export interface StreamsSetup {
  /** One more process over the same storage. */
  node(options: NodeOptions): Promise<Streams>
  close(): Promise<void>
}

export const projectedKinds = ['projected']

/** A bus between nodes of one test; `deaf` loses every hint, as a broken Redis would. */
export function createBus(deaf = false): Hints {
  const listeners = new Set<(stream: string, seq: number) => void>()
  return {
    publish(stream, seq) {
      if (!deaf) for (const listener of listeners) listener(stream, seq)
    },
    subscribe(listener) {
      listeners.add(listener)
      return {
        stop() {
          listeners.delete(listener)
        },
      }
    },
    async close() {},
  }
}

export function newEntry(id: string, change: Partial<NewEntry> = {}): NewEntry {
  return {
    id,
    by: 'clerk',
    request: 'r'.repeat(64),
    at: 1_700_000_000_000,
    body: new Uint8Array([0, 255, 254, 7]),
    ...change,
  }
}

const seqs = (entries: readonly Entry[]): number[] => entries.map((entry) => entry.seq)

/** What every implementation of Streams must do. `openSetup` starts from an empty storage. */
export function describeStreams(name: string, openSetup: () => Promise<StreamsSetup>): void {
  describe(`streams: ${name}`, () => {
    const open: { close(): Promise<void> }[] = []
    afterEach(async () => {
      for (const each of open.splice(0).reverse()) await each.close()
    })

    const start = async (options: Partial<NodeOptions> & { nodes?: number } = {}) => {
      const setup = await openSetup()
      open.push(setup)
      const {
        hints = createBus(),
        compareEveryMs = 50,
        onError = (error) => expect.unreachable(String(error)),
      } = options
      const nodes: Streams[] = []
      for (let i = 0; i < (options.nodes ?? 1); i += 1) {
        const node = await setup.node({ hints, compareEveryMs, onError })
        nodes.push(node)
        open.push(node)
      }
      return nodes
    }
    const startOne = async (options: Parameters<typeof start>[0] = {}): Promise<Streams> => {
      const [streams] = await start(options)
      if (!streams) throw new Error('no node')
      return streams
    }
    const startTwo = async (options: Parameters<typeof start>[0] = {}): Promise<[Streams, Streams]> => {
      const [a, b] = await start({ ...options, nodes: 2 })
      if (!a || !b) throw new Error('no nodes')
      return [a, b]
    }

    it('appends at the next place and gives the bytes back as they were', async () => {
      const streams = await startOne()
      const body = Uint8Array.from({ length: 256 }, (_, i) => i)
      expect(await streams.append('plain/a', 0, newEntry('one', { body }))).toMatchObject({
        kind: 'appended',
        entry: { seq: 1 },
      })
      await streams.append('plain/a', 1, newEntry('two', { body: new Uint8Array() }))
      const [one, two] = await streams.read('plain/a', 0)
      expect(one).toEqual({ ...newEntry('one', { body }), stream: 'plain/a', seq: 1 })
      expect(two?.body).toEqual(new Uint8Array())
    })

    it('streams do not mix', async () => {
      const streams = await startOne()
      await streams.append('plain/a', 0, newEntry('same-id'))
      expect(await streams.append('plain/ab', 0, newEntry('same-id'))).toMatchObject({ kind: 'appended' })
      expect(await streams.read('plain/a', 0)).toHaveLength(1)
    })

    it('a taken place is a conflict, a place beyond the end too: no gap, no overwriting', async () => {
      const streams = await startOne()
      await streams.append('plain/a', 0, newEntry('one'))
      expect(await streams.append('plain/a', 0, newEntry('late'))).toEqual({ kind: 'conflict' })
      expect(await streams.append('plain/a', 5, newEntry('early'))).toEqual({ kind: 'conflict' })
      expect(await streams.append('plain/empty', 1, newEntry('early'))).toEqual({ kind: 'conflict' })
      expect((await streams.read('plain/a', 0)).map((entry) => entry.id)).toEqual(['one'])
    })

    it('a known id returns the first entry to the same actor and request only, at any place', async () => {
      const streams = await startOne()
      await streams.append('plain/a', 0, newEntry('one'))
      await streams.append('plain/a', 1, newEntry('two'))
      for (const expected of [0, 1, 2, 9])
        expect(await streams.append('plain/a', expected, newEntry('one', { at: 99 }))).toMatchObject({
          kind: 'known',
          entry: { seq: 1, at: newEntry('').at },
        })
      expect(await streams.append('plain/a', 2, newEntry('one', { by: 'somebody' }))).toEqual({
        kind: 'reused',
      })
      expect(await streams.append('plain/a', 2, newEntry('one', { request: 'other' }))).toEqual({
        kind: 'reused',
      })
      expect(seqs(await streams.read('plain/a', 0))).toEqual([1, 2])
    })

    it('reads after a place and up to a limit, finds by id', async () => {
      const streams = await startOne()
      for (let i = 0; i < 5; i += 1) await streams.append('plain/a', i, newEntry(`id-${i}`))
      expect(seqs(await streams.read('plain/a', 2))).toEqual([3, 4, 5])
      expect(seqs(await streams.read('plain/a', 1, 2))).toEqual([2, 3])
      expect(await streams.read('plain/a', 5)).toEqual([])
      expect(await streams.find('plain/a', 'id-3')).toMatchObject({ seq: 4 })
      expect(await streams.find('plain/a', 'nobody')).toBeNull()
      expect(await streams.find('plain/b', 'id-3')).toBeNull()
    })

    it('many writers on two nodes: one winner per place, nothing lost, nothing twice', async () => {
      const nodes = await startTwo()
      const writer = async (streams: Streams, id: string): Promise<number> => {
        for (;;) {
          const length = (await streams.read('plain/race', 0)).length
          const result = await streams.append('plain/race', length, newEntry(id))
          if (result.kind === 'appended') return result.entry.seq
        }
      }
      const won = await Promise.all(
        Array.from({ length: 24 }, (_, i) => writer(nodes[i % 2 === 0 ? 0 : 1], `writer-${i}`)),
      )
      const entries = await nodes[0].read('plain/race', 0)
      expect(seqs(entries)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1))
      expect(won.map((seq) => entries[seq - 1]?.id)).toEqual(
        Array.from({ length: 24 }, (_, i) => `writer-${i}`),
      )
    })

    it('the same id from both nodes at once counts once, and both learn the same entry', async () => {
      const nodes = await startTwo()
      const results = await Promise.all(nodes.map((node) => node.append('plain/a', 0, newEntry('once'))))
      expect(results.map((result) => result.kind).sort()).toEqual(['appended', 'known'])
      expect(results.map((result) => 'entry' in result && result.entry.seq)).toEqual([1, 1])
    })

    it('follows in order from any place, own appends before the append returns', async () => {
      const streams = await startOne()
      await streams.append('plain/a', 0, newEntry('one'))
      await streams.append('plain/a', 1, newEntry('two'))
      const heard: number[] = []
      const following = streams.follow('plain/a', 1, ({ seq }) => heard.push(seq))
      await vi.waitFor(() => expect(heard).toEqual([2]))
      await vi.waitFor(async () => {
        const length = (await streams.read('plain/a', 0)).length
        await streams.append('plain/a', length, newEntry(`next-${length}`))
        expect(heard.at(-1)).toBe(length + 1)
      })
      following.stop()
      const before = heard.length
      const length = (await streams.read('plain/a', 0)).length
      await streams.append('plain/a', length, newEntry('unheard'))
      expect(heard).toHaveLength(before)
    })

    it('hears another node by hint, without gaps or repeats, while both write', async () => {
      const [a, b] = await startTwo({ compareEveryMs: 600_000 })
      const heard: number[] = []
      b.follow('plain/a', 0, ({ seq }) => heard.push(seq))
      for (let i = 0; i < 20; i += 1) await (i % 3 === 0 ? b : a).append('plain/a', i, newEntry(`id-${i}`))
      await vi.waitFor(() => expect(heard).toEqual(Array.from({ length: 20 }, (_, i) => i + 1)))
    })

    it('hears another node although every hint is lost', async () => {
      const [a, b] = await startTwo({ hints: createBus(true) })
      const heard: number[] = []
      b.follow('plain/a', 0, ({ seq }) => heard.push(seq))
      await a.append('plain/a', 0, newEntry('one'))
      await vi.waitFor(() => expect(heard).toEqual([1]), { timeout: 5000 })
    })

    it('a follower that fails disturbs neither the append nor its neighbour', async () => {
      const errors: unknown[] = []
      const streams = await startOne({ onError: (error) => errors.push(error) })
      const heard: number[] = []
      streams.follow('plain/a', 0, () => {
        throw new Error('follower fell over')
      })
      streams.follow('plain/a', 0, ({ seq }) => heard.push(seq))
      expect(await streams.append('plain/a', 0, newEntry('one'))).toMatchObject({ kind: 'appended' })
      await vi.waitFor(() => expect(heard).toEqual([1]))
      await vi.waitFor(() => expect(errors).toHaveLength(1))
    })

    it('entries of projected kinds wait until they are settled, others never', async () => {
      const streams = await startOne()
      for (let i = 0; i < 3; i += 1) await streams.append('projected/a', i, newEntry(`id-${i}`))
      await streams.append('projected/b', 0, newEntry('id'))
      await streams.append('plain/a', 0, newEntry('id'))
      expect((await streams.pending()).sort()).toEqual(['projected/a', 'projected/b'])
      await streams.settle('projected/a', 2)
      await streams.settle('projected/b', 1)
      expect(await streams.pending()).toEqual(['projected/a'])
      await streams.settle('projected/a', 3)
      expect(await streams.pending()).toEqual([])
    })

    it('names the streams of a kind', async () => {
      const streams = await startOne()
      for (const stream of ['plain/a', 'plain/b', 'plainer/c', 'projected/d'])
        await streams.append(stream, 0, newEntry('id'))
      await streams.append('plain/a', 1, newEntry('id2'))
      expect((await streams.names('plain')).sort()).toEqual(['plain/a', 'plain/b'])
      expect(await streams.names('plai')).toEqual([])
    })
  })
}
