import { z } from 'zod'
import { headCode } from '../ledger/chain.ts'
import type { Commit } from '../ledger/commit.ts'
import { seenEvents } from '../ledger/replay.ts'
import { meetingAudiences } from '../meeting/audiences.ts'
import { isPresent, signers } from '../meeting/guards.ts'
import { itemsFingerprint } from '../meeting/minutes.ts'
import { participantKindSchema } from '../meeting/participants.ts'
import type { MeetingState } from '../meeting/state.ts'
import { bilingualSchema, type Procedure } from '../procedures/schema.ts'
import { type MinutesNode, minutesNodeSchema } from './content.ts'
import {
  type EntryRef,
  entriesIn,
  entryKey,
  nameIn,
  recordEntry,
  recordEntrySchema,
} from './record-entries.ts'

/** One final version of an item, with its text. */
export const storedVersionSchema = z.object({
  itemId: z.string(),
  version: z.int().min(1),
  sha256: z.string(),
  stateSha256: z.string(),
  /** UTC milliseconds. */
  at: z.number(),
  content: minutesNodeSchema,
})
export type StoredVersion = z.infer<typeof storedVersionSchema>

/** Every final version this reader may read, in the order they were finalised. */
export function storedVersions(commits: readonly Commit[]): StoredVersion[] {
  return commits.flatMap((commit) =>
    seenEvents(meetingAudiences, commit).flatMap((event) => {
      if (event.type !== 'item-finalised') return []
      const found = storedVersionSchema.safeParse({
        ...event,
        at: commit.at,
        content: event.content ?? event.panelContent,
      })
      return found.success ? [found.data] : []
    }),
  )
}

const personSchema = z.object({
  id: z.string(),
  kind: participantKindSchema,
  name: z.string(),
  title: z.string(),
  present: z.boolean(),
})

/**
 * The minutes of a whole meeting as they are printed, filed and signed; only final text is in them. One shape for
 * every form of output. Instants are UTC milliseconds.
 */
export const minutesRecordSchema = z.object({
  number: z.string(),
  subject: z.string(),
  procedure: bilingualSchema,
  place: z.string(),
  begunAt: z.number().nullable(),
  closedAt: z.number().nullable(),
  open: z.boolean(),
  closedReason: z.string(),
  responsibleUnit: z.string(),
  chair: z.string(),
  clerks: z.array(z.string()),
  people: z.array(personSchema),
  items: z.array(
    z.object({
      itemId: z.string(),
      no: z.int(),
      name: bilingualSchema,
      version: z.int(),
      at: z.number(),
      sha256: z.string(),
      content: minutesNodeSchema,
      /** Wishes for a correction that were refused: both views stand in the minutes. */
      kept: z.array(
        z.object({ name: z.string(), passage: z.string(), wanted: z.string(), reason: z.string() }),
      ),
      addenda: z.array(z.object({ by: z.string(), text: z.string(), at: z.number() })),
    }),
  ),
  /** What the texts refer to, by `entryKey`; what this reader's record does not have is missing. */
  entries: z.record(z.string(), recordEntrySchema),
  /** Items that have begun and have no final text, or none this reader may read. */
  left: z.array(z.object({ no: z.int(), name: bilingualSchema })),
  /** How all of this was read before it was signed; null: not, or not yet. */
  readOut: z.object({ how: z.enum(['read-out', 'read-by-each']), at: z.number() }).nullable(),
  signatures: z.array(
    z.object({
      id: z.string(),
      kind: participantKindSchema,
      name: z.string(),
      method: z.enum(['paper', 'fingerprint', 'phone', 'refused']).nullable(),
      at: z.number().nullable(),
      note: z.string(),
      drawing: z.string(),
    }),
  ),
  /** Fingerprint of all final items, also of those this reader may not read: what is signed. */
  itemsSha256: z.string(),
  /** The record this print belongs to: its head as a code, and whether it is the closing one. */
  head: z.object({ seq: z.int(), code: z.string(), closing: z.boolean() }),
  /** Code by which the conclusion is read and the record verified. */
  code: z.string(),
})
export type MinutesRecord = z.infer<typeof minutesRecordSchema>

/**
 * Composes the minutes from what a reader may see.
 * @param state the reader's view after `commits`
 */
export function composeMinutes(
  state: MeetingState,
  commits: readonly Commit[],
  procedure: Procedure,
): MinutesRecord {
  const versions = storedVersions(commits)
  const participant = (id: string) => state.participants.find((p) => p.id === id)
  const nameOf = (id: string): string => nameIn(state, id)
  const stages = procedure.stages.map((stage, index) => ({ stage, no: index + 1 }))
  const begun = stages.filter(
    ({ stage }) =>
      stage.id === state.stage?.stageId || state.stageLog.some((run) => run.stageId === stage.id),
  )
  const textOf = (itemId: string): StoredVersion | undefined =>
    versions.find((each) => each.itemId === itemId && each.version === state.items[itemId]?.version)
  const closing = commits.find((commit) => commit.seq === state.closedSeq)
  const head = closing ?? commits.at(-1)
  const entries = begun.flatMap(({ stage }) => {
    const text = textOf(stage.id)
    return text ? entriesIn(text.content) : []
  })
  const seated = (id: string) => state.seats.some((seat) => seat.participantId === id)
  return {
    number: state.number,
    subject: state.subject ?? state.maskedSubject,
    procedure: procedure.name,
    place: state.place,
    begunAt: state.begunAt,
    closedAt: state.closedAt,
    open: state.open,
    closedReason: state.closedReason,
    responsibleUnit: state.responsibleUnit,
    chair: state.chair?.name ?? '',
    clerks: state.clerks.map(({ name }) => name),
    people: state.participants
      .filter((p) => p.kind !== 'officer' || seated(p.id))
      .map(({ id, kind, title }) => ({
        id,
        kind,
        name: nameOf(id),
        title: title ?? '',
        present: isPresent(state, id),
      })),
    items: begun.flatMap(({ stage, no }) => {
      const text = textOf(stage.id)
      if (!text) return []
      return [
        {
          itemId: stage.id,
          no,
          name: stage.name,
          version: text.version,
          at: text.at,
          sha256: text.sha256,
          content: text.content,
          kept: state.corrections.flatMap((one) =>
            one.itemId === stage.id && one.ruling?.accepted === false && one.text
              ? [{ name: nameOf(one.participantId), ...one.text, reason: one.ruling.reason ?? '' }]
              : [],
          ),
          addenda: state.addenda.flatMap((one) =>
            one.itemId === stage.id && one.text !== undefined
              ? [{ by: one.by ?? '', text: one.text, at: one.at }]
              : [],
          ),
        },
      ]
    }),
    entries: Object.fromEntries(
      entries.flatMap((ref) => {
        const entry = recordEntry(state, ref)
        return entry ? [[entryKey(ref), entry]] : []
      }),
    ),
    left: begun.filter(({ stage }) => !textOf(stage.id)).map(({ stage, no }) => ({ no, name: stage.name })),
    readOut: state.readOut,
    signatures: signers(state).map((id) => {
      const signature = state.signatures[id]
      return {
        id,
        kind: id === 'chair' || id === 'clerk' ? id : (participant(id)?.kind ?? 'expert'),
        name: nameOf(id),
        method: signature?.method ?? null,
        at: signature?.at ?? null,
        note: signature?.note ?? '',
        drawing: signature?.drawing ?? '',
      }
    }),
    itemsSha256: itemsFingerprint(state.items),
    head: { seq: head?.seq ?? 0, code: head ? headCode(head.head) : '', closing: closing !== undefined },
    code: state.code ?? '',
  }
}

/** A paragraph of minutes: who spoke, when, and the words in pieces. */
export interface Block {
  readonly kind: 'speech' | 'heading' | 'record' | 'bullet' | 'number' | 'table'
  readonly speaker: string
  readonly at: number | null
  readonly runs: readonly Run[]
  /** Of a table: its rows, and their cells. */
  readonly rows?: readonly (readonly (readonly Run[])[])[]
  /** Nesting of lists, from 0. */
  readonly depth: number
  /** Number of a numbered entry. */
  readonly no?: number
}

export type Run =
  | { readonly kind: 'text'; readonly text: string; readonly bold: boolean; readonly underline: boolean }
  | { readonly kind: 'evidence'; readonly no: number }
  | { readonly kind: 'record'; readonly ref: EntryRef }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'break' }

function runsOf(node: MinutesNode): Run[] {
  const { attrs = {} } = node
  switch (node.type) {
    case 'text':
      return [
        {
          kind: 'text',
          text: node.text ?? '',
          bold: node.marks?.some(({ type }) => type === 'bold') ?? false,
          underline: node.marks?.some(({ type }) => type === 'underline') ?? false,
        },
      ]
    case 'evidence':
      return [{ kind: 'evidence', no: Number(attrs.no ?? 0) }]
    case 'recordEntry':
      return [{ kind: 'record', ref: { of: String(attrs.of), id: String(attrs.id) } }]
    case 'timestamp':
      return [{ kind: 'time', at: Number(attrs.at ?? 0) }]
    case 'hardBreak':
      return [{ kind: 'break' }]
    default:
      return (node.content ?? []).flatMap(runsOf)
  }
}

/** Every paragraph of a cell on a line of its own. */
const cellRuns = ({ content = [] }: MinutesNode): Run[] =>
  content.flatMap((child, index) => [...(index > 0 ? [{ kind: 'break' } as const] : []), ...runsOf(child)])

/** The minutes of an item as a flat list of paragraphs, for printing. */
export function minutesBlocks(node: MinutesNode, depth = 0): Block[] {
  const children = node.content ?? []
  switch (node.type) {
    case 'paragraph':
    case 'heading': {
      const { speakerName, at } = node.attrs ?? {}
      return [
        {
          kind: node.type === 'heading' ? 'heading' : 'speech',
          speaker: typeof speakerName === 'string' ? speakerName : '',
          at: typeof at === 'number' ? at : null,
          runs: children.flatMap(runsOf),
          depth,
        },
      ]
    }
    case 'recordEntry':
      return [{ kind: 'record', speaker: '', at: null, runs: runsOf(node), depth }]
    case 'bulletList':
    case 'orderedList': {
      const first = Number(node.attrs?.start ?? 1)
      return children.flatMap((item, index) => {
        const [head, ...rest] = (item.content ?? []).flatMap((child) => minutesBlocks(child, depth + 1))
        if (!head) return []
        const kind = node.type === 'bulletList' ? 'bullet' : 'number'
        return [
          { ...head, kind, depth, ...(kind === 'number' ? { no: first + index } : {}) } as const,
          ...rest,
        ]
      })
    }
    case 'table':
      return [
        {
          kind: 'table',
          speaker: '',
          at: null,
          runs: [],
          depth,
          rows: children.map(({ content = [] }) => content.map(cellRuns)),
        },
      ]
    default:
      return children.flatMap((child) => minutesBlocks(child, depth))
  }
}
