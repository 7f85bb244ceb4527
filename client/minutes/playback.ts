import * as Y from 'yjs'
import type { MinutesHistory } from '../../shared/minutes/answers.ts'
import { historySha256 } from '../../shared/minutes/body.ts'
import { type MinutesNode, minutesContent } from '../../shared/minutes/content.ts'

/** Entries between two checkpoints: the most that a step back applies again. */
export const CHECKPOINT_EVERY = 2048

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/**
 * The text of a version as it stood after any of its entries. Entries are only ever applied to a document that has all
 * before them; going back begins at a state kept on the way, so that long minutes are as quick at their end as at
 * their beginning.
 */
export function createPlayback(entries: MinutesHistory['entries']) {
  let doc = new Y.Doc()
  let step = 0
  /** States after every `CHECKPOINT_EVERY` entries, as far as anybody has gone. */
  const checkpoints: Uint8Array[] = []

  const apply = (to: number): void => {
    doc.transact(() => {
      for (const { update } of entries.slice(step, to)) if (update !== '') Y.applyUpdate(doc, bytesOf(update))
    })
    step = to
  }
  const goBack = (to: number): void => {
    const kept = Math.floor(to / CHECKPOINT_EVERY)
    const state = checkpoints[kept - 1]
    doc = new Y.Doc()
    if (state) Y.applyUpdate(doc, state)
    step = state ? kept * CHECKPOINT_EVERY : 0
  }

  return {
    /** @param wanted how many entries have been written, from 0 to all of them */
    contentAfter(wanted: number): MinutesNode {
      if (wanted < step) goBack(wanted)
      while (step < wanted) {
        const next = (Math.floor(step / CHECKPOINT_EVERY) + 1) * CHECKPOINT_EVERY
        apply(Math.min(wanted, next))
        if (step === next && checkpoints.length < step / CHECKPOINT_EVERY)
          checkpoints.push(Y.encodeStateAsUpdate(doc))
      }
      return minutesContent(doc)
    },
  }
}

/** Fingerprint of these entries, to be compared with the `stateSha256` that the record has for the version. */
export const entriesSha256 = (entries: MinutesHistory['entries']): string =>
  historySha256(
    entries.map(({ kind, update, sha256 }) =>
      kind === 'close' ? { kind, sha256 } : { kind: 'edit', update: bytesOf(update) },
    ),
  )
