import * as Y from 'yjs'
import { sha256Hex } from '../../shared/ledger/canonical.ts'
import { decodeBody } from '../../shared/minutes/body.ts'
import { type MinutesNode, minutesContent } from '../../shared/minutes/content.ts'
import type { Entry } from '../streams/streams.ts'
import { type Change, readChange } from './change.ts'
import type { Snapshot } from './snapshots.ts'

/**
 * What can be done with a change now. `known`: all of it is already there. `waiting`: it stands on something that
 * has not arrived. `foreign`: it writes under a client number that belongs to somebody else.
 */
export type Verdict = 'new' | 'known' | 'waiting' | 'foreign'

export interface Closing {
  readonly seq: number
  readonly sha256: string
  readonly by: string
  /** UTC milliseconds. */
  readonly at: number
}

/**
 * The minutes of one item as its entries so far make them. Nothing but an entry changes it, so every replica
 * with the same `seq` is the same.
 */
export interface MinutesDocument {
  readonly seq: number
  /** Stored bytes so far. */
  readonly bytes: number
  readonly closing: Closing | null
  /** Applies the next entry; anything but `seq + 1` is ignored. True if the document went on. */
  apply(entry: Entry): boolean
  /** `ahead`: how far clients will have come once what is being appended is applied. */
  judge(change: Change, by: string, ahead?: ReadonlyMap<number, number>): Verdict
  /**
   * The part of a change that can be applied now, as an update, where the change has holes: what comes after a hole
   * waits, what comes before it need not, and what fills the hole may stand on it.
   */
  beforeGaps(change: Change): Uint8Array
  stateVector(): Uint8Array
  /** Everything beyond a state vector. */
  missing(stateVector: Uint8Array): Uint8Array
  content(): MinutesNode
  snapshot(): Snapshot
  destroy(): void
}

/** @throws Error where the snapshot is damaged */
export function createDocument(from: Snapshot | null): MinutesDocument {
  const doc = new Y.Doc()
  const owners = new Map<number, string>(from?.owners ?? [])
  if (from && sha256Hex(from.state) !== from.sha256) throw new Error('damaged snapshot')
  if (from) Y.applyUpdate(doc, from.state)
  let seq = from?.seq ?? 0
  let entryId = from?.entryId ?? ''
  let bytes = from?.bytes ?? 0
  let closing = from?.closing ?? null

  const clockOf = (client: number): number => Y.getState(doc.store, client)

  function isDeleted(client: number, from: number, to: number): boolean {
    const structs = doc.store.clients.get(client)
    if (!structs || to > clockOf(client)) return false
    let index = Y.findIndexSS(structs, from)
    for (let at = from; at < to; index++) {
      const struct = structs[index]
      if (!struct?.deleted) return false
      at = struct.id.clock + struct.length
    }
    return true
  }

  function isKnown(change: Change): boolean {
    for (const [client, { to }] of change.adds) if (to > clockOf(client)) return false
    return change.deletes.every(({ client, from, to }) => isDeleted(client, from, to))
  }

  return {
    get seq() {
      return seq
    },
    get bytes() {
      return bytes
    },
    get closing() {
      return closing
    },
    apply(entry) {
      if (entry.seq !== seq + 1) return false
      seq = entry.seq
      entryId = entry.id
      bytes += entry.body.length
      if (closing) return true
      const body = decodeBody(entry.body)
      if (body.kind === 'close') {
        closing = { seq, sha256: body.sha256, by: entry.by, at: entry.at }
        return true
      }
      for (const client of readChange(body.update).adds.keys())
        if (!owners.has(client)) owners.set(client, entry.by)
      Y.applyUpdate(doc, body.update)
      return true
    },
    judge(change, by, ahead = new Map()) {
      if (isKnown(change)) return 'known'
      for (const [client, { to }] of change.adds) {
        const owner = owners.get(client)
        if (owner !== undefined && owner !== by && to > clockOf(client)) return 'foreign'
      }
      const clock = (client: number): number => Math.max(clockOf(client), ahead.get(client) ?? 0)
      for (const [client, { from }] of change.adds) if (from > clock(client)) return 'waiting'
      for (const [client, upTo] of change.gaps) if (upTo > clock(client)) return 'waiting'
      for (const [client, upTo] of change.needs)
        if (upTo > Math.max(clock(client), change.adds.get(client)?.to ?? 0)) return 'waiting'
      return 'new'
    },
    beforeGaps(change) {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
      const before = Y.encodeStateVector(copy)
      Y.applyUpdate(copy, change.update)
      copy.store.pendingStructs = null
      copy.store.pendingDs = null
      const update = Y.encodeStateAsUpdate(copy, before)
      copy.destroy()
      return update
    },
    stateVector: () => Y.encodeStateVector(doc),
    missing: (stateVector) => Y.encodeStateAsUpdate(doc, stateVector),
    content: () => minutesContent(doc),
    snapshot() {
      const state = Y.encodeStateAsUpdate(doc)
      return { seq, entryId, bytes, closing, owners: [...owners], state, sha256: sha256Hex(state) }
    },
    destroy: () => doc.destroy(),
  }
}
