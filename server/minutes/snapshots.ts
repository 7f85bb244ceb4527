import type { Closing } from './document.ts'

/** The state after entry `seq`: it only shortens loading, the entries stay the truth. */
export interface Snapshot {
  readonly seq: number
  /** Id of that entry: a snapshot is of no other history, whatever was restored or imported meanwhile. */
  readonly entryId: string
  readonly bytes: number
  readonly closing: Closing | null
  /** Who writes under each Yjs client number. */
  readonly owners: readonly (readonly [number, string])[]
  /** A Yjs update that holds everything. */
  readonly state: Uint8Array
  /** Of `state`: a damaged one may still read as an update, of less than was written. */
  readonly sha256: string
}

export interface Snapshots {
  load(stream: string): Promise<Snapshot | null>
  /** Keeps the snapshot unless a later one is there. */
  save(stream: string, snapshot: Snapshot): Promise<void>
}

/** Snapshots of one process, for tests. */
export function createMemorySnapshots(): Snapshots {
  const kept = new Map<string, Snapshot>()
  return {
    async load(stream) {
      return kept.get(stream) ?? null
    },
    async save(stream, snapshot) {
      if (snapshot.seq > (kept.get(stream)?.seq ?? 0)) kept.set(stream, snapshot)
    },
  }
}
