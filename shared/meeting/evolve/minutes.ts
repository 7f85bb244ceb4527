import type { CommitFacts, Seen } from '../../ledger/aggregate.ts'
import type { MeetingEvent } from '../events.ts'
import { itemsFingerprint } from '../minutes.ts'
import type { Correction, MeetingState } from '../state.ts'

type Of<T extends MeetingEvent['type']> = Seen<Extract<MeetingEvent, { type: T }>>

const without = <T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))

const ruled = (correction: Correction, e: Of<'correction-ruled'>, at: number): Correction =>
  correction.id === e.correctionId
    ? {
        ...correction,
        ruling: { accepted: e.accepted ?? false, reason: e.reason ?? e.panelReason ?? undefined, at },
      }
    : correction

/** Evolution of the minutes' versions: final, checked, corrected, signed, added to. */
export const evolveMinutes = {
  'item-finalised': (state: MeetingState, e: Of<'item-finalised'>, facts: CommitFacts): MeetingState => {
    if (e.itemId === undefined) return state
    const final = {
      version: e.version ?? 1,
      sha256: e.sha256 ?? '',
      entries: e.entries ?? 0,
      at: facts.at,
    }
    return {
      ...state,
      items: { ...state.items, [e.itemId]: final },
      versions: { ...state.versions, [e.itemId]: [...(state.versions[e.itemId] ?? []), final] },
      revisions: without(state.revisions, e.itemId),
    }
  },
  'item-checked': (state: MeetingState, e: Of<'item-checked'>): MeetingState =>
    e.itemId === undefined || e.participantId === undefined
      ? state
      : {
          ...state,
          itemChecks: {
            ...state.itemChecks,
            [e.itemId]: { ...state.itemChecks[e.itemId], [e.participantId]: e.version ?? 1 },
          },
        },
  'correction-requested': (
    state: MeetingState,
    e: Of<'correction-requested'>,
    facts: CommitFacts,
  ): MeetingState =>
    e.correctionId === undefined
      ? state
      : {
          ...state,
          corrections: [
            ...state.corrections,
            {
              id: e.correctionId,
              itemId: e.itemId ?? '',
              version: e.version ?? 1,
              participantId: e.participantId ?? '',
              text: e.text ?? e.panelText ?? undefined,
              at: facts.at,
              ruling: null,
            },
          ],
        },
  'correction-ruled': (state: MeetingState, e: Of<'correction-ruled'>, facts: CommitFacts): MeetingState => ({
    ...state,
    corrections: state.corrections.map((correction) => ruled(correction, e, facts.at)),
  }),
  'item-reopened': (state: MeetingState, e: Of<'item-reopened'>, facts: CommitFacts): MeetingState =>
    e.itemId === undefined
      ? state
      : {
          ...state,
          revisions: { ...state.revisions, [e.itemId]: { version: e.version ?? 2, since: facts.at } },
          readOut: null,
          signatures: {},
        },
  'addendum-added': (state: MeetingState, e: Of<'addendum-added'>, facts: CommitFacts): MeetingState =>
    e.addendumId === undefined
      ? state
      : {
          ...state,
          addenda: [
            ...state.addenda,
            {
              id: e.addendumId,
              itemId: e.itemId ?? '',
              by: e.by,
              text: e.text ?? e.panelText ?? undefined,
              at: facts.at,
            },
          ],
        },
  'scan-filed': (state: MeetingState, e: Of<'scan-filed'>, facts: CommitFacts): MeetingState =>
    e.sha256 === undefined
      ? state
      : {
          ...state,
          scans: [
            ...state.scans,
            {
              sha256: e.sha256,
              pages: e.pages,
              mime: e.mime,
              bytes: e.bytes,
              itemsSha256: e.itemsSha256 ?? itemsFingerprint(state.items),
              at: facts.at,
            },
          ],
        },
  'minutes-read-out': (state: MeetingState, e: Of<'minutes-read-out'>, facts: CommitFacts): MeetingState =>
    e.how === undefined ? state : { ...state, readOut: { how: e.how, at: facts.at } },
  'minutes-signed': (state: MeetingState, e: Of<'minutes-signed'>, facts: CommitFacts): MeetingState =>
    e.participantId === undefined || e.method === undefined
      ? state
      : {
          ...state,
          signatures: {
            ...state.signatures,
            [e.participantId]: {
              method: e.method,
              at: facts.at,
              note: e.note,
              itemsSha256: e.itemsSha256 ?? '',
              drawing: e.drawing,
            },
          },
        },
}
