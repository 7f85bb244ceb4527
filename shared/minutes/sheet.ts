import { fillIn } from '../i18n/fill-in.ts'
import { dateOf, formatDate, formatTime } from '../i18n/format.ts'
import type { Language } from '../i18n/language.ts'
import { minutes } from '../i18n/minutes.ts'
import { minutesRecord } from '../i18n/minutes-record.ts'
import { words } from '../i18n/words.ts'
import { itemsCode } from '../meeting/minutes.ts'
import { type Block, type MinutesRecord, minutesBlocks, type Run } from './record.ts'
import { type EntryRef, entryKey, entryText, evidenceName } from './record-entries.ts'

/** A piece of text with its look. */
export interface Piece {
  readonly text: string
  readonly bold: boolean
  readonly underline: boolean
}

/** One paragraph of the sheet. */
export type Paragraph =
  | { readonly kind: 'heading' | 'subheading' | 'text' | 'note'; readonly pieces: readonly Piece[] }
  | {
      readonly kind: 'entry'
      readonly mark: string
      readonly depth: number
      readonly pieces: readonly Piece[]
    }
  /** Rows of cells; a row may have fewer cells than another. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Piece[])[])[] }

export interface SignatureLine {
  /** Of what kind, and the name. */
  readonly who: string
  /** How it was signed; empty where the line is still to be signed on paper. */
  readonly done: string
  /** SVG path data on a field of 600 × 200, or empty. */
  readonly drawing: string
}

/** The minutes as an office files them, word for word; every form of output is a rendering of this. */
export interface Sheet {
  readonly title: string
  readonly number: string
  readonly fields: readonly (readonly [label: string, value: string])[]
  readonly body: readonly Paragraph[]
  readonly signaturesTitle: string
  /** Sentences before the signatures: how the minutes were read, and what is signed. */
  readonly read: readonly string[]
  readonly signatures: readonly SignatureLine[]
  /** In the footer of every page: which record this paper belongs to. */
  readonly foot: readonly string[]
  /** Address in the QR of the footer. */
  readonly address: string
}

export interface SheetOptions {
  readonly language: Language
  /** The county's zone. */
  readonly zone: string
  /** Where the record can be verified. */
  readonly address: string
}

const plain = (text: string): Piece => ({ text, bold: false, underline: false })

/** Words of a record in one language: fields of a hearing record after GA 151, signatures after GA 152. */
export function layOutMinutes(record: MinutesRecord, { language, zone, address }: SheetOptions): Sheet {
  const t = minutesRecord[language]
  const common = words[language]
  const time = (at: number) => formatTime(at, { zone })
  const date = (at: number) => formatDate(dateOf(at, zone), language, { year: true })
  const entry = (ref: EntryRef) => record.entries[entryKey(ref)] ?? null

  const piece = (run: Run): Piece => {
    switch (run.kind) {
      case 'text':
        return { text: run.text, bold: run.bold, underline: run.underline }
      case 'evidence':
        return plain(evidenceName(entry({ of: 'evidence', id: String(run.no) }), run.no, language))
      case 'record':
        return plain(`${minutes[language].entry.mark}${entryText(entry(run.ref), language, zone)}`)
      case 'time':
        return plain(time(run.at))
      case 'break':
        return plain('\n')
    }
  }
  const paragraphs = (block: Block): Paragraph[] => {
    if (block.kind === 'table')
      return [{ kind: 'table', rows: (block.rows ?? []).map((row) => row.map((cell) => cell.map(piece))) }]
    const spoken = block.speaker === '' ? '' : `${block.speaker}${minutes[language].colon}`
    const said = block.at === null ? spoken : `${time(block.at)} ${spoken}`
    const pieces = [
      ...(said === '' ? [] : [{ ...plain(said), bold: spoken !== '' }]),
      ...block.runs.map(piece),
    ]
    if (pieces.every(({ text }) => text === '')) return []
    switch (block.kind) {
      case 'heading':
        return [{ kind: 'subheading', pieces }]
      case 'speech':
      case 'record':
        return [{ kind: 'text', pieces }]
      case 'bullet':
        return [{ kind: 'entry', mark: '·', depth: block.depth, pieces }]
      case 'number':
        return [{ kind: 'entry', mark: `${block.no ?? 1}.`, depth: block.depth, pieces }]
    }
  }
  const held = (): string => {
    if (record.begunAt === null) return ''
    const from = { date: date(record.begunAt), from: time(record.begunAt) }
    return record.closedAt === null
      ? fillIn(t.timeFrom, from)
      : fillIn(t.timeFromTo, { ...from, to: time(record.closedAt) })
  }
  const person = ({ name, title, present }: MinutesRecord['people'][number]): string => {
    const named = title === '' ? name : fillIn(t.personWith, { name, title })
    return present ? named : `${named} ${t.absent}`
  }
  const kinds = [...new Set(record.people.map(({ kind }) => kind))]
  const fields: (readonly [string, string])[] = [
    [t.subject, record.subject],
    [t.procedure, record.procedure[language]],
    [t.time, held()],
    [t.place, record.place],
    [t.mode, record.open ? t.open : fillIn(t.closed, { reason: record.closedReason })],
    [t.unit, record.responsibleUnit],
    [t.chair, record.chair],
    [t.clerk, record.clerks.join(t.listed)],
    ...kinds.map(
      (kind) =>
        [
          common.kind[kind],
          record.people
            .filter((each) => each.kind === kind)
            .map(person)
            .join(t.listed),
        ] as const,
    ),
  ]
  const body = record.items.flatMap((item): Paragraph[] => [
    {
      kind: 'heading',
      pieces: [
        plain(fillIn(t.item, { no: item.no, name: item.name[language] })),
        ...(item.version > 1 ? [plain(fillIn(t.inVersion, { version: item.version }))] : []),
      ],
    },
    ...minutesBlocks(item.content).flatMap(paragraphs),
    ...item.kept.map(
      (one): Paragraph => ({
        kind: 'note',
        pieces: [plain(fillIn(one.passage === '' ? t.keptMissing : t.kept, one))],
      }),
    ),
    ...item.addenda.map(
      (one): Paragraph => ({
        kind: 'note',
        pieces: [plain(fillIn(t.addendum, { ...one, time: `${date(one.at)} ${time(one.at)}` }))],
      }),
    ),
  ])
  const left = record.left.map((item) => fillIn(t.item, { no: item.no, name: item.name[language] }))
  const done = ({ kind, method, at, note }: MinutesRecord['signatures'][number]): string => {
    if (method === null || at === null) return ''
    const own = method === 'phone' && (kind === 'chair' || kind === 'clerk')
    return fillIn(t.method[own ? 'staff' : method], { time: `${date(at)} ${time(at)}`, note })
  }
  const { head } = record
  return {
    title: t.title,
    number: record.number,
    fields: fields.filter(([, value]) => value !== ''),
    body:
      left.length === 0
        ? body
        : [...body, { kind: 'note', pieces: [plain(fillIn(t.left, { names: left.join(t.listed) }))] }],
    signaturesTitle: t.signatures,
    read: [
      ...(record.readOut
        ? [
            fillIn(t.readOut[record.readOut.how], {
              time: `${date(record.readOut.at)} ${time(record.readOut.at)}`,
            }),
          ]
        : []),
      fillIn(t.read, { code: itemsCode(record.itemsSha256) }),
    ],
    signatures: record.signatures.map((signature) => ({
      who: fillIn(t.signature, { kind: common.kind[signature.kind], name: signature.name }),
      done: done(signature),
      drawing: signature.drawing,
    })),
    foot: [
      `${record.number} ${t.title}`,
      fillIn(head.closing ? t.headClosing : t.head, { code: head.code, seq: head.seq }),
      fillIn(t.verify, { address }),
    ],
    address,
  }
}
