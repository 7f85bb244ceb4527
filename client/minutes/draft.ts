import { IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'
import { FRAGMENT, type ItemAddress } from '../../shared/minutes/protocol.ts'

/** A copy of one item's text on this device, so that a dead laptop or network costs nothing. */
export interface Draft {
  /** Resolves when what the device kept is in the document. */
  readonly loaded: Promise<void>
  /** Stops keeping; the copy stays. */
  stop(): void
  /** Removes the copy from the device. */
  clear(): void
}

/** Keeps `doc` on this device, under one person's name: two people of one computer never mix. */
export type OpenDraft = (doc: Y.Doc, userId: string, address: ItemAddress) => Draft

/** Nothing is kept where the browser has no database (private windows of some). */
const noDraft: Draft = { loaded: Promise.resolve(), stop() {}, clear() {} }

/** A database that does not open must not keep anybody from writing. */
const patience = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1500))

export const openDraft: OpenDraft = (doc, userId, { meetingId, itemId }) => {
  if (typeof indexedDB === 'undefined') return noDraft
  const name = `minutes/${userId}/${meetingId}/${itemId}`
  let markLoaded = () => {}
  const loaded = new Promise<void>((resolve) => {
    markLoaded = resolve
  })
  const keep = (): IndexeddbPersistence => {
    const keeping = new IndexeddbPersistence(name, doc)
    void keeping.whenSynced.then(markLoaded)
    void keeping._db.then((db) => {
      // Another page of the same person is done with the item and removes the copy: this one is kept anew.
      db.onversionchange = () => {
        if (!keeping._destroyed) kept = keep()
        void keeping.destroy()
        db.close()
      }
    })
    return keeping
  }
  let kept = keep()
  return {
    loaded: Promise.race([loaded, patience()]),
    stop: () => void kept.destroy(),
    clear: () => void kept.clearData(),
  }
}

/** True once a document holds anything, be it only the empty paragraph every item begins with. */
export const hasBegun = (doc: Y.Doc): boolean => doc.getXmlFragment(FRAGMENT).length > 0
