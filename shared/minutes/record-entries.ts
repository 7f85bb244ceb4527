import { z } from 'zod'
import { fillIn } from '../i18n/fill-in.ts'
import { dateOf, formatDate, formatDuration, formatTime } from '../i18n/format.ts'
import type { Language } from '../i18n/language.ts'
import { minutes } from '../i18n/minutes.ts'
import { words } from '../i18n/words.ts'
import { sideSchema } from '../meeting/participants.ts'
import type { MeetingState } from '../meeting/state.ts'
import type { MinutesNode } from './content.ts'

/**
 * What of the record minutes can refer to: who spoke when, a recusal and its ruling, a recess or suspension, a piece of
 * evidence.
 */
export const entryKinds = ['turn', 'recusal', 'interruption', 'evidence'] as const
export type EntryKind = (typeof entryKinds)[number]

/** All that the minutes hold of it. */
export interface EntryRef {
  /** An `EntryKind`, or whatever else a writer put there. */
  readonly of: string
  readonly id: string
}

const stand = z.enum(['accepted', 'disputed', 'open']).exactOptional()

/** What the record says of an entry, as one reader may see it. Instants are UTC milliseconds. */
export const recordEntrySchema = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('turn'),
    name: z.string(),
    evidenceNo: z.int().nullable(),
    from: z.number(),
    /** Null while somebody speaks. */
    ended: z.object({ at: z.number(), usedMs: z.number() }).nullable(),
  }),
  z.object({
    of: z.literal('recusal'),
    at: z.number(),
    name: z.string(),
    target: z.string(),
    reason: z.string().exactOptional(),
    ruling: z.object({ granted: z.boolean(), at: z.number(), reason: z.string().exactOptional() }).nullable(),
  }),
  z.object({
    of: z.literal('interruption'),
    kind: z.enum(['recess', 'suspension']),
    from: z.number(),
    /** Null while it lasts. */
    until: z.number().nullable(),
    reason: z.string().exactOptional(),
  }),
  z.object({
    of: z.literal('evidence'),
    no: z.int(),
    title: z.string(),
    side: sideSchema,
    pages: z.int(),
    withdrawn: z.boolean(),
    stands: z.object({ petitioner: stand, unit: stand }),
  }),
])
export type RecordEntry = z.infer<typeof recordEntrySchema>

/** Name of somebody in the meeting as this reader may see it; empty for who is not on the list. */
export function nameIn(state: MeetingState, id: string): string {
  if (id === 'chair') return state.chair?.name ?? ''
  if (id === 'clerk') return state.clerks[0]?.name ?? ''
  const found = state.participants.find((p) => p.id === id)
  return found?.name ?? found?.maskedName ?? ''
}

const withReason = (reason: string | undefined): { reason?: string } => (reason ? { reason } : {})

function turnEntry(state: MeetingState, id: string): RecordEntry | null {
  const { turn, ended } = state.floor
  const past = ended.find((one) => one.id === id)
  const found = past ?? (turn?.id === id ? turn : undefined)
  if (!found) return null
  return {
    of: 'turn',
    name: nameIn(state, found.participantId),
    evidenceNo: found.evidenceNo,
    from: found.startedAt,
    ended: past ? { at: past.endedAt, usedMs: past.usedMs } : null,
  }
}

function recusalEntry(state: MeetingState, id: string): RecordEntry | null {
  const found = state.recusals.find((one) => one.id === id)
  if (!found) return null
  const { ruling } = found
  return {
    of: 'recusal',
    at: found.requestedAt,
    name: nameIn(state, found.participantId),
    target: found.targetName,
    ...withReason(found.reason),
    ruling: ruling && { granted: ruling.granted, at: ruling.at, ...withReason(ruling.reason) },
  }
}

function interruptionEntry(state: MeetingState, id: string): RecordEntry | null {
  const found = state.interruptions.find((one) => one.id === id)
  if (!found) return null
  const { kind, since, until, reason } = found
  return { of: 'interruption', kind, from: since, until, ...withReason(reason) }
}

function evidenceEntry(state: MeetingState, id: string): RecordEntry | null {
  const found = state.evidence.find(({ no }) => String(no) === id)
  if (!found) return null
  const { no, title = '', side, pages, withdrawn, stands } = found
  return { of: 'evidence', no, title, side, pages, withdrawn, stands }
}

const resolvers: Readonly<Record<EntryKind, (state: MeetingState, id: string) => RecordEntry | null>> = {
  turn: turnEntry,
  recusal: recusalEntry,
  interruption: interruptionEntry,
  evidence: evidenceEntry,
}

const isKind = (of: string): of is EntryKind => Object.hasOwn(resolvers, of)

/** The entry as the reader of `state` may see it; null where there is none, or none for this reader. */
export const recordEntry = (state: MeetingState, { of, id }: EntryRef): RecordEntry | null =>
  isKind(of) ? resolvers[of](state, id) : null

/** Everything minutes can refer to now, the latest first. */
export function entryRefs(state: MeetingState): readonly EntryRef[] {
  const { turn, ended } = state.floor
  const turns = [...(turn ? [turn] : []), ...[...ended].reverse()]
  return [
    ...turns.map(({ id }) => ({ of: 'turn', id })),
    ...[...state.recusals].reverse().map(({ id }) => ({ of: 'recusal', id })),
    ...[...state.interruptions].reverse().map(({ id }) => ({ of: 'interruption', id })),
    ...state.evidence.map(({ no }) => ({ of: 'evidence', id: String(no) })),
  ]
}

/** Every entry a text refers to, blocks and pieces of evidence within a line. */
export function entriesIn({ type, attrs = {}, content = [] }: MinutesNode): readonly EntryRef[] {
  if (type === 'recordEntry') return [{ of: String(attrs.of), id: String(attrs.id) }]
  if (type === 'evidence') return [{ of: 'evidence', id: String(attrs.no) }]
  return content.flatMap(entriesIn)
}

export const entryKey = ({ of, id }: EntryRef): string => `${of}:${id}`

export function parseEntryKey(key: string): EntryRef {
  const colon = key.indexOf(':')
  return { of: key.slice(0, colon), id: key.slice(colon + 1) }
}

/** The entry in words; null: the reader's record has none. `zone` is the county's. */
export function entryText(entry: RecordEntry | null, language: Language, zone?: string): string {
  const t = minutes[language].entry
  const sides = words[language].side
  const time = (at: number) => formatTime(at, zone === undefined ? {} : { zone })
  const reason = (of: { readonly reason?: string }) =>
    of.reason === undefined ? '' : fillIn(t.reason, { reason: of.reason })
  if (!entry) return t.unknown
  switch (entry.of) {
    case 'turn': {
      const { name, from, ended, evidenceNo } = entry
      const on = evidenceNo === null ? '' : fillIn(t.onEvidence, { no: evidenceNo })
      return ended
        ? fillIn(t.turn, {
            from: time(from),
            to: time(ended.at),
            name,
            on,
            used: formatDuration(ended.usedMs),
          })
        : fillIn(t.turnNow, { from: time(from), name, on })
    }
    case 'recusal': {
      const { name, target, at, ruling } = entry
      const asked = fillIn(t.recusal, { time: time(at), name, target }) + reason(entry)
      const ruled = ruling
        ? fillIn(ruling.granted ? t.granted : t.refused, { time: time(ruling.at) }) + reason(ruling)
        : t.pending
      return asked + ruled
    }
    case 'interruption': {
      const { kind, from, until } = entry
      const day = (at: number) => dateOf(at, zone)
      const said =
        until === null
          ? fillIn(t.interruptionNow[kind], { from: time(from) })
          : fillIn(t.interruption[kind], {
              from: time(from),
              to:
                day(until) === day(from) ? time(until) : `${formatDate(day(until), language)} ${time(until)}`,
            })
      return said + reason(entry)
    }
    case 'evidence': {
      const { no, side, pages, withdrawn, stands } = entry
      const said = (['petitioner', 'unit'] as const).flatMap((who) => {
        const stand = stands[who]
        return stand === undefined ? [] : [fillIn(t.stand[stand], { side: sides[who] })]
      })
      return [
        fillIn(t.evidence, { name: evidenceName(entry, no, language), side: sides[side], pages }),
        ...said,
        ...(withdrawn ? [t.withdrawn] : []),
      ].join('')
    }
  }
}

/** A piece of evidence named within a line: its number, and its title where the reader's record has it. */
export function evidenceName(entry: RecordEntry | null, no: number, language: Language): string {
  const t = minutes[language]
  if (entry?.of !== 'evidence') return fillIn(t.entry.noEvidence, { no })
  return entry.title === '' ? fillIn(t.evidence, { no }) : fillIn(t.entry.named, { no, title: entry.title })
}
