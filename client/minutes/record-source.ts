import type { Choice } from './pick-list.tsx'
import type { RecordWords } from './references.ts'

/** What the minutes can refer to, and what is said of it; made by the page from the record its reader may see. */
export interface RecordSource extends RecordWords {
  /** The latest first; `key` as `entryKey` writes it. */
  readonly entries: readonly Choice[]
  readonly evidenceList: readonly Choice[]
}
