import * as Y from 'yjs'
import { minutesContent, minutesText, type TextWording } from '../../shared/minutes/content.ts'
import type { ItemAddress } from '../../shared/minutes/protocol.ts'
import { hasBegun, type OpenDraft } from './draft.ts'

/** Lines of one text that another does not have, in order; a line is looked for as often as it occurs. */
export function linesOnlyIn(mine: string, theirs: string): string[] {
  const left = new Map<string, number>()
  for (const line of theirs.split('\n')) left.set(line, (left.get(line) ?? 0) + 1)
  return mine.split('\n').filter((line) => {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    return count === 0 && line.trim() !== ''
  })
}

export interface Unsent {
  readonly lines: readonly string[]
  discard(): void
}

/**
 * What this device kept of an item and the final text does not have. A copy that holds nothing of its own is
 * removed.
 */
export async function findUnsent(
  openDraft: OpenDraft,
  userId: string,
  address: ItemAddress,
  final: Y.Doc,
  wording: TextWording,
): Promise<Unsent | null> {
  const doc = new Y.Doc()
  const draft = openDraft(doc, userId, address)
  if (!(await draft.loaded)) return null
  const text = (of: Y.Doc): string => minutesText(minutesContent(of), wording)
  const lines = hasBegun(doc) ? linesOnlyIn(text(doc), text(final)) : []
  if (lines.length === 0) {
    draft.clear()
    return null
  }
  draft.stop()
  return {
    lines,
    discard() {
      openDraft(new Y.Doc(), userId, address).clear()
    },
  }
}
