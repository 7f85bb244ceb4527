import mongoose from 'mongoose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { MinutesDocument } from '../../../server/minutes/document.ts'
import { createMongoSnapshots } from '../../../server/minutes/model.ts'
import { createMemorySnapshots, type Snapshot, type Snapshots } from '../../../server/minutes/snapshots.ts'
import { createStore } from '../../../server/minutes/store.ts'
import { noHints } from '../../../server/streams/hints.ts'
import { createMemoryStreams } from '../../../server/streams/memory.ts'
import { createMongoStreams } from '../../../server/streams/mongo.ts'
import type { Streams } from '../../../server/streams/streams.ts'
import { sha256Hex } from '../../../shared/ledger/canonical.ts'
import { encodeBody } from '../../../shared/minutes/body.ts'
import { FRAGMENT } from '../../../shared/minutes/protocol.ts'
import { freshDatabase } from '../support/database.ts'
import { seeded } from './simulation.ts'

interface Storage {
  /** One more process over the same storage. */
  node(): Promise<{ streams: Streams; snapshots: Snapshots }>
  close(): Promise<void>
}

/** Types words, one entry each, through a store. */
async function write(store: ReturnType<typeof createStore>, document: MinutesDocument, words: string[]) {
  const doc = new Y.Doc()
  for (const word of words) {
    Y.applyUpdate(doc, document.missing(Y.encodeStateVector(doc)))
    const known = Y.encodeStateVector(doc)
    doc.getXmlFragment(FRAGMENT).push([new Y.XmlText(word)])
    const update = Y.encodeStateAsUpdate(doc, known)
    const result = await store.append(document.seq, store.draft('clerk', { kind: 'edit', update }))
    if (result.kind !== 'appended') throw new Error(result.kind)
    document.apply(result.entry)
  }
}

function snapshotAt(seq: number, change: Partial<Snapshot> = {}): Snapshot {
  return {
    seq,
    entryId: `e${seq}`,
    bytes: 100 * seq,
    closing: null,
    owners: [
      [1, 'clock'],
      [4_294_967_295, 'account:a1'],
    ],
    state: Uint8Array.from({ length: 256 }, (_, i) => i),
    sha256: sha256Hex(Uint8Array.from({ length: 256 }, (_, i) => i)),
    ...change,
  }
}

/** What every storage of minutes must do. */
function describeStore(name: string, openStorage: () => Promise<Storage>): void {
  describe(`store of minutes: ${name}`, () => {
    let storage: Storage
    let stream = ''
    let tests = 0
    beforeAll(async () => {
      storage = await openStorage()
    })
    beforeEach(() => {
      tests += 1
      stream = `minutes/m1/i${tests}`
    })
    afterAll(() => storage.close())
    const random = seeded(1)
    const storeOn = async () => {
      const { streams, snapshots } = await storage.node()
      const clock = { now: () => 1_700_000_000_000, after: () => ({ cancel() {} }) }
      const newId = () => `e${random.next()}`
      return { snapshots, store: createStore(stream, { streams, snapshots, clock, newId }) }
    }

    it('gives a snapshot back as it was, and none where there is none', async () => {
      const { snapshots } = await storage.node()
      const closing = { seq: 7, sha256: 'a'.repeat(64), by: 'account:a1', at: 1_700_000_000_000 }
      expect(await snapshots.load(stream)).toBeNull()
      await snapshots.save(stream, snapshotAt(7, { closing }))
      expect(await snapshots.load(stream)).toEqual(snapshotAt(7, { closing }))
      expect(await snapshots.load('minutes/m2/i1')).toBeNull()
    })

    it('never replaces a snapshot by an older one, whichever process saves it', async () => {
      const [{ snapshots: one }, { snapshots: other }] = [await storage.node(), await storage.node()]
      await Promise.all([5, 3, 9, 1].map((seq, i) => (i % 2 ? one : other).save(stream, snapshotAt(seq))))
      await other.save(stream, snapshotAt(8))
      await one.save(stream, snapshotAt(9, { bytes: 1 }))
      expect(await one.load(stream)).toEqual(snapshotAt(9))
    })

    it('an item is begun once, by whichever process comes first', async () => {
      const stores = [await storeOn(), await storeOn(), await storeOn()]
      const documents = await Promise.all(stores.map(({ store }) => store.load()))
      expect(documents.map(({ seq }) => seq)).toEqual([1, 1, 1])
      expect(new Set(documents.map((document) => JSON.stringify(document.content()))).size).toBe(1)
    })

    it('with a snapshot, an old one or none, loading gives the same document', async () => {
      const { store, snapshots } = await storeOn()
      const document = await store.load()
      await write(store, document, ['一', '二', '三'])
      const early = document.snapshot()
      await write(store, document, ['四', '五'])
      const expected = { seq: 6, bytes: document.bytes, content: document.content() }
      const loaded = async () => {
        const { seq, bytes, content } = await (await storeOn()).store.load()
        return { seq, bytes, content: content() }
      }
      expect(await loaded()).toEqual(expected)
      await snapshots.save(stream, early)
      expect(await loaded()).toEqual(expected)
      await store.saveSnapshot(document)
      expect(await loaded()).toEqual(expected)
    })

    it('a snapshot that does not open costs time, not text', async () => {
      const { store, snapshots } = await storeOn()
      const document = await store.load()
      await write(store, document, ['一', '二'])
      const state = document.snapshot().state.slice()
      state.fill(0, 0, 1)
      await snapshots.save(stream, { ...document.snapshot(), state })
      expect((await (await storeOn()).store.load()).content()).toEqual(document.content())
    })

    it('a snapshot of another history, ahead of the stream or beside it, counts as none', async () => {
      const { store, snapshots } = await storeOn()
      const document = await store.load()
      await write(store, document, ['一'])
      const elsewhere = { ...document.snapshot(), state: Y.encodeStateAsUpdate(new Y.Doc()) }
      const other = { ...elsewhere, sha256: sha256Hex(elsewhere.state), entryId: 'another' }
      await snapshots.save(stream, { ...other, seq: 4 })
      const ahead = await (await storeOn()).store.load()
      expect([ahead.seq, ahead.content()]).toEqual([2, document.content()])
      await write(store, document, ['二', '三', '四'])
      const beside = await (await storeOn()).store.load()
      expect([beside.seq, beside.content()]).toEqual([5, document.content()])
    })

    it('closing is kept, over a snapshot too; what comes after it changes nothing', async () => {
      const { store } = await storeOn()
      const document = await store.load()
      await write(store, document, ['定稿前'])
      const content = document.content()
      const close = store.draft('chair', { kind: 'close', sha256: 'b'.repeat(64) })
      const closed = await store.append(document.seq, close)
      if (closed.kind !== 'appended') throw new Error(closed.kind)
      document.apply(closed.entry)
      await write(store, document, ['迟到'])
      await store.saveSnapshot(document)
      const again = await (await storeOn()).store.load()
      expect(again.content()).toEqual(content)
      expect(again.closing).toMatchObject({ seq: 3, sha256: 'b'.repeat(64), by: 'chair' })
    })

    it('closing twice is one entry', async () => {
      const { store } = await storeOn()
      await store.load()
      const close = store.draft('chair', { kind: 'close', sha256: 'b'.repeat(64) })
      expect(await store.append(1, close)).toMatchObject({ kind: 'appended' })
      expect(await store.append(2, close)).toMatchObject({ kind: 'known', entry: { seq: 2 } })
      const other = store.draft('clerk', { kind: 'close', sha256: 'c'.repeat(64) })
      expect(await store.append(2, other)).toEqual({ kind: 'reused' })
      expect(encodeBody({ kind: 'close', sha256: 'b'.repeat(64) })).toEqual(close.body)
    })
  })
}

describeStore('memory', async () => {
  const node = { streams: createMemoryStreams(), snapshots: createMemorySnapshots() }
  return { node: async () => node, close: async () => {} }
})

describeStore('database', async () => {
  const database = await freshDatabase()
  const open: (() => Promise<void>)[] = []
  return {
    async node() {
      const connection = await mongoose.createConnection(database.uri).asPromise()
      const streams = await createMongoStreams({
        connection,
        hints: noHints,
        projected: [],
        compareEveryMs: 60_000,
        onError: (error) => expect.unreachable(String(error)),
      })
      open.push(() => streams.close())
      open.push(() => connection.close())
      return { streams, snapshots: createMongoSnapshots(connection) }
    },
    async close() {
      for (const each of open) await each()
      await database.close()
    },
  }
})
