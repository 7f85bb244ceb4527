import * as Y from 'yjs'
import { FRAGMENT } from './protocol.ts'

/** Client number of the first entry; no browser draws it in practice, and no one may write under it. */
export const SEED_CLIENT = 1

/**
 * What every item begins with: one empty paragraph, the same bytes everywhere. Only the server writes it, as
 * the first entry, so that two editors which open an empty item do not each begin a paragraph.
 */
export function seedUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = SEED_CLIENT
  doc.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement('paragraph')])
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
