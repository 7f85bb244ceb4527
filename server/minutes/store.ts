import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { encodeBody, type MinutesBody } from '../../shared/minutes/body.ts'
import { seedUpdate } from '../../shared/minutes/seed.ts'
import { previousStream } from '../../shared/minutes/versions.ts'
import type { AppendResult, Entry, NewEntry, Streams } from '../streams/streams.ts'
import type { Clock } from './clock.ts'
import { createDocument, type MinutesDocument } from './document.ts'
import type { Snapshot, Snapshots } from './snapshots.ts'
import { followTurns, type Turns } from './turns.ts'

/** Entry ids that occur once in a stream. Edits have ids of their own making. */
const SEED_ID = 'seed'
const CLOSE_ID = 'close'

/** The stream and the snapshots of one item. */
export interface Store {
  /** The document as the stream has it now; an empty stream is begun. */
  load(): Promise<MinutesDocument>
  /** Brings a document up to date. */
  catchUp(document: MinutesDocument, onEntry: (entry: Entry) => void): Promise<void>
  /** An entry not yet appended, with an id of its own. */
  draft(by: string, body: MinutesBody): NewEntry
  append(after: number, entry: NewEntry): Promise<AppendResult>
  follow(after: number, onEntry: (entry: Entry) => void): { stop(): void }
  /** Calls `onAsked` when another node asks for a turn at this item. */
  followTurns(onAsked: (cycleMs: number) => void): Promise<Turns>
  saveSnapshot(document: MinutesDocument): Promise<void>
}

export interface StoreOptions {
  readonly streams: Streams
  readonly snapshots: Snapshots
  readonly clock: Clock
  readonly newId: () => string
}

export function createStore(stream: string, { streams, snapshots, clock, newId }: StoreOptions): Store {
  const draft: Store['draft'] = (by, body) => {
    const bytes = encodeBody(body)
    const id = body.kind === 'close' ? CLOSE_ID : newId()
    return { id, by, request: sha256Hex(bytes), at: clock.now(), body: bytes }
  }

  async function catchUp(document: MinutesDocument, onEntry: (entry: Entry) => void): Promise<void> {
    for (const entry of await streams.read(stream, document.seq)) onEntry(entry)
  }

  /** A first version begins with the seed, a later one with everything the version before it holds. */
  async function beginning(): Promise<Uint8Array> {
    const before = previousStream(stream)
    if (before === null) return seedUpdate()
    const document = await createStore(before, { streams, snapshots, clock, newId }).load()
    try {
      return document.snapshot().state
    } finally {
      document.destroy()
    }
  }

  async function replay(): Promise<MinutesDocument> {
    const snapshot = await snapshots.load(stream).catch(() => null)
    if (snapshot) {
      const [last, ...since] = await streams.read(stream, snapshot.seq - 1)
      const document = last?.id === snapshot.entryId ? restore(snapshot) : null
      for (const entry of since) document?.apply(entry)
      if (document) return document
    }
    const document = createDocument(null)
    await catchUp(document, document.apply)
    return document
  }

  return {
    draft,
    append: (after, entry) => streams.append(stream, after, entry),
    catchUp,
    async load() {
      const document = await replay()
      if (document.seq > 0) return document
      // Whoever is first begins the item; what it begins with is final and the same for everybody.
      const seed = draft('clock', { kind: 'edit', update: await beginning() })
      await streams.append(stream, 0, { ...seed, id: SEED_ID })
      await catchUp(document, document.apply)
      return document
    },
    follow: (after, onEntry) => streams.follow(stream, after, onEntry),
    followTurns: (onAsked) => followTurns(stream, { streams, clock, newId }, onAsked),
    saveSnapshot: (document) => snapshots.save(stream, document.snapshot()),
  }
}

/** A snapshot that does not open, or that is of another history, costs time, not text. */
function restore(snapshot: Snapshot): MinutesDocument | null {
  try {
    return createDocument(snapshot)
  } catch {
    return null
  }
}
