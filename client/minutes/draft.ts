import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import { FRAGMENT, type ItemAddress } from '../../shared/minutes/protocol.ts'

/** A copy of one item's text on this device, so that a dead laptop or network costs nothing. */
export interface Draft {
  /**
   * True once what the device kept is in the document, however long the device takes; false where it keeps nothing.
   * Before that nobody knows what the copy holds.
   */
  readonly loaded: Promise<boolean>
  /** How many changes of the document are not on the device yet; infinite where it cannot keep them. */
  unkept(): number
  /** Calls `listener` when more has been kept, or nothing can be. */
  onKept(listener: () => void): void
  /** Stops keeping; the copy stays. */
  stop(): void
  /** Removes the copy from the device, whatever it holds. */
  clear(): void
}

/** Keeps `doc` on this device, under one person's name: two people of one computer never mix. */
export type OpenDraft = (doc: Y.Doc, userId: string, address: ItemAddress) => Draft

/** After which a device that had no space is asked again. */
const TRY_AGAIN_MS = 3000

/** Nothing is kept where the browser has no database (private windows of some). */
const noDraft: Draft = {
  loaded: Promise.resolve(false),
  unkept: () => Number.POSITIVE_INFINITY,
  onKept() {},
  stop() {},
  clear() {},
}

export const openDraft: OpenDraft = (doc, userId, { meetingId, itemId }) => {
  if (typeof indexedDB === 'undefined') return noDraft
  const name = `minutes/${userId}/${meetingId}/${itemId}`
  let markLoaded = (_read: boolean) => {}
  const loaded = new Promise<boolean>((resolve) => {
    markLoaded = resolve
  })
  const listeners = new Set<() => void>()
  let changes = 0
  let keptChanges = 0
  /** The device refused: for want of space, or because it cannot be opened at all. */
  let refused = false

  /** Whatever was handed to the device before this is there once reading it back has been answered. */
  const confirm = (keeping: IndexeddbPersistence): void => {
    const { db } = keeping
    const upTo = changes
    if (!db || !keeping.synced || keeping !== kept || keeping._destroyed) return
    db.transaction('updates', 'readonly').objectStore('updates').count(0).onsuccess = () => {
      if (keeping !== kept || refused) return
      keptChanges = Math.max(keptChanges, upTo)
      for (const listener of listeners) listener()
    }
  }
  const keep = (): IndexeddbPersistence => {
    const keeping = new IndexeddbPersistence(name, doc)
    void keeping.whenSynced.then(() => {
      markLoaded(true)
      confirm(keeping)
    })
    const listen = (db: IDBDatabase): void => {
      // A change that was not written is missing from then on. Keeping anew begins with the whole document.
      db.onabort = () => {
        if (keeping !== kept || keeping._destroyed || refused) return
        refused = true
        for (const listener of listeners) listener()
        setTimeout(() => {
          if (keeping !== kept || keeping._destroyed) return
          refused = false
          keptChanges = 0
          kept = keep()
          void keeping.destroy()
        }, TRY_AGAIN_MS)
      }
      // Another page of the same person is done with the item and removes the copy: this one is kept anew.
      db.onversionchange = () => {
        if (!keeping._destroyed) {
          refused = false
          keptChanges = 0
          kept = keep()
        }
        void keeping.destroy()
        db.close()
      }
    }
    keeping._db.then(listen, () => {
      refused = true
      markLoaded(false)
    })
    return keeping
  }
  let kept = keep()
  doc.on('update', () => {
    changes += 1
    // After y-indexeddb's own listener, which may have been registered later than this one.
    queueMicrotask(() => confirm(kept))
  })
  return {
    loaded,
    unkept: () => (refused ? Number.POSITIVE_INFINITY : changes - keptChanges),
    onKept: (listener) => void listeners.add(listener),
    stop: () => void kept.destroy(),
    clear: () => void kept.clearData(),
  }
}

/** True once a document holds anything, be it only the empty paragraph every item begins with. */
export const hasBegun = (doc: Y.Doc): boolean => doc.getXmlFragment(FRAGMENT).length > 0
