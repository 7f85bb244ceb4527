import * as Y from 'yjs'
import { minutesContent, minutesText, type TextWording } from '../../shared/minutes/content.ts'
import type { ItemAddress } from '../../shared/minutes/protocol.ts'
import { itemKey, parseItemKey } from '../../shared/minutes/versions.ts'
import { type Draft, hasBegun, type OpenDraft } from './draft.ts'

/** Lines of one text that another does not have, in order; a line is looked for as often as it occurs. */
function linesOnlyIn(mine: readonly string[], theirs: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of theirs) left.set(line, (left.get(line) ?? 0) + 1)
  return mine.filter((line) => {
    const count = left.get(line) ?? 0
    if (count > 0) left.set(line, count - 1)
    return count === 0 && line.trim() !== ''
  })
}

/** A copy as it would be without what the record never received. Its own deletions stay. */
function withoutUnsent(copy: Y.Doc, record: Y.Doc): Y.Doc {
  const received = Y.decodeStateVector(Y.encodeStateVector(record))
  const both = new Map(
    [...Y.decodeStateVector(Y.encodeStateVector(copy))].map(([client, clock]) => [
      client,
      Math.min(clock, received.get(client) ?? 0),
    ]),
  )
  return Y.createDocFromSnapshot(copy, Y.createSnapshot(Y.snapshot(copy).ds, both))
}

/**
 * Lines of a copy that hold something the record never received. What was changed or deleted in the record
 * afterwards is not unsent.
 */
function unsentLines(copy: Y.Doc, record: Y.Doc, wording: TextWording): string[] {
  if (!hasBegun(copy)) return []
  const lines = (of: Y.Doc): string[] => minutesText(minutesContent(of), wording).split('\n')
  const received = lines(withoutUnsent(copy, record))
  // A line that the record had all along is no copy of one that was written and not sent.
  const gained = linesOnlyIn(lines(record), received)
  return linesOnlyIn(linesOnlyIn(lines(copy), received), gained)
}

/** What this device kept and the record does not have. */
export interface Unsent {
  readonly lines: readonly string[]
  /** Removes the copies it was found in. */
  discard(): void
}

export interface UnsentOptions {
  readonly openDraft: OpenDraft
  readonly userId: string
  /** The version on the page. */
  readonly address: ItemAddress
  /** That version is still written: its copy is in use, and only those of earlier versions are looked at. */
  readonly inUse: boolean
  /** The version on the page as the record has it, complete. */
  readonly record: Y.Doc
  readonly wording: TextWording
}

/**
 * What this device kept of an item, in the version on the page or in an earlier one, and the record does not
 * have. A copy that holds nothing of its own is removed; one that cannot be read is left alone.
 */
export async function findUnsent(options: UnsentOptions): Promise<Unsent | null> {
  const { openDraft, userId, address, inUse, record, wording } = options
  const named = parseItemKey(address.itemId)
  if (!named) return null
  const newest = inUse ? named.version - 1 : named.version
  const found: { readonly address: ItemAddress; readonly lines: readonly string[] }[] = []
  for (let version = 1; version <= newest; version++) {
    const of = { ...address, itemId: itemKey({ ...named, version }) }
    // What the copy deletes is still needed to compare it.
    const copy = new Y.Doc({ gc: false })
    const draft: Draft = openDraft(copy, userId, of)
    if (!(await draft.loaded)) continue
    const lines = unsentLines(copy, record, wording)
    if (lines.length === 0) draft.clear()
    else {
      draft.stop()
      found.push({ address: of, lines })
    }
  }
  if (found.length === 0) return null
  return {
    lines: found.flatMap(({ lines }) => lines),
    discard() {
      for (const one of found) openDraft(new Y.Doc(), userId, one.address).clear()
    },
  }
}
