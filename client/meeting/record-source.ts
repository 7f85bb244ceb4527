import { useMemo } from 'react'
import { fillIn } from '../../shared/i18n/fill-in.ts'
import { minutes } from '../../shared/i18n/minutes.ts'
import {
  type EntryRef,
  entryKey,
  entryRefs,
  entryText,
  evidenceName,
  recordEntry,
} from '../../shared/minutes/record-entries.ts'
import type { RecordSource } from '../minutes/record-source.ts'
import { useLanguage } from '../ui/i18n.ts'
import { useMeeting } from './meeting-context.ts'

/** What minutes can refer to, from the record as this reader may see it, in the page's language. */
export function useRecordSource(): RecordSource {
  const { state } = useMeeting()
  const language = useLanguage()
  return useMemo(() => {
    const entry = (ref: EntryRef) => entryText(recordEntry(state, ref), language)
    return {
      entry,
      evidence: (no) => evidenceName(recordEntry(state, { of: 'evidence', id: String(no) }), no, language),
      entries: entryRefs(state).map((ref) => ({ key: entryKey(ref), label: entry(ref) })),
      evidenceList: state.evidence
        .filter(({ withdrawn }) => !withdrawn)
        .map(({ no, title = '' }) => ({
          key: String(no),
          label: `${fillIn(minutes[language].evidence, { no })} ${title}`,
        })),
    }
  }, [state, language])
}
