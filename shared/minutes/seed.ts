import * as Y from 'yjs'
import { FRAGMENT } from './protocol.ts'

/** Client number of the first entry; no browser draws it in practice, and no one may write under it. */
export const SEED_CLIENT = 1

/**
 * What every item begins with: one empty paragraph with its text, the same bytes everywhere. Only the server writes
 * it, as the first entry, so that two editors which open an empty item do not each begin a paragraph, or a text in
 * it.
 */
export function seedUpdate(): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = SEED_CLIENT
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText()])
  doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
  const update = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return update
}
