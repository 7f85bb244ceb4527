import { type Language, languages } from '../../shared/i18n/language.ts'
import { pool as sentences } from '../../shared/i18n/pool.ts'
import { type Column, columns, type RowError, requiredColumns } from '../../shared/pool/import.ts'
import { categories, type NewOfficer, newOfficerSchema, type Officer } from '../../shared/pool/officer.ts'
import type { Cells } from './sheet.ts'

/** One line of the list, cell by cell. */
export type Row = Readonly<Record<Column, string>>
type Reason = RowError['reason']

/** The same word in either language. */
const labelled = <K extends string>(keys: readonly K[], labelOf: (key: K) => readonly string[]) =>
  new Map(keys.flatMap((key) => [...labelOf(key), key].map((label) => [label.toLowerCase(), key] as const)))

const columnOf = labelled(columns, (column) =>
  languages.map((language) => sentences[language].column[column]),
)
const categoryOf = labelled(categories, (category) =>
  languages.map((language) => sentences[language].category[category]),
)
const yesOrNo = new Map([
  ...['是', '常设', 'yes', 'y', 'true', '1', '√'].map((word) => [word, true] as const),
  ...['', '否', '非常设', 'no', 'n', 'false', '0'].map((word) => [word, false] as const),
])

/** Columns of the header that the sheet lacks; with any, no row can be read. */
export function missingColumns(header: readonly string[]): readonly Column[] {
  const found = new Set(header.map((title) => columnOf.get(title.toLowerCase())))
  return requiredColumns.filter((column) => !found.has(column))
}

/** Titles of columns that are none of the list's: what they hold is not read. */
export const strangeColumns = (header: readonly string[]): readonly string[] =>
  header.filter((title) => title !== '' && !columnOf.has(title.toLowerCase()))

export interface ReadRow {
  /** As the spreadsheet numbers it: the header is row 1. */
  readonly row: number
  readonly officer: NewOfficer | null
  readonly errors: readonly RowError[]
}

/** Every row that is not blank, read into an officer or into its errors. */
export function readRows(cells: Cells): readonly ReadRow[] {
  const [header = [], ...rows] = cells
  const places = header.map((title) => columnOf.get(title.toLowerCase()))
  return rows.flatMap((row, index) => {
    if (row.every((cell) => cell === '')) return []
    const values = Object.fromEntries(columns.map((column) => [column, row[places.indexOf(column)] ?? '']))
    return [readRow(index + 2, values as Row)]
  })
}

function readRow(row: number, values: Row): ReadRow {
  const errors: RowError[] = []
  const wrong = (column: Column, reason: Reason, params: RowError['params'] = {}): null => {
    errors.push({ row, column, reason, value: values[column].slice(0, 80), params })
    return null
  }
  const date = (column: Column): string | null => {
    const text = values[column]
    if (text === '') return null
    return isoDate(text) ?? wrong(column, 'not-a-date')
  }
  const category =
    categoryOf.get(values.category.toLowerCase()) ??
    (values.category === '' ? wrong('category', 'required') : wrong('category', 'not-a-category'))
  const standing = yesOrNo.get(values.standing.toLowerCase()) ?? wrong('standing', 'not-yes-or-no')
  const no =
    values.no === ''
      ? null
      : /^\d{1,5}$/.test(values.no) && Number(values.no) > 0
        ? Number(values.no)
        : wrong('no', 'not-a-number')
  const from = date('termFrom')
  const until = date('termUntil')
  if ((values.termFrom === '') !== (values.termUntil === ''))
    wrong(values.termFrom === '' ? 'termFrom' : 'termUntil', 'half-a-range')
  const trainingValidUntil = date('trainingValidUntil')
  if (category === null || standing === null) return { row, officer: null, errors }
  const parsed = newOfficerSchema.safeParse({
    no,
    name: values.name,
    category,
    sector: values.sector,
    unit: values.unit,
    standing,
    expertise: listOf(values.expertise),
    languages: listOf(values.languages),
    phone: values.phone,
    term: from !== null && until !== null ? { from, until } : null,
    trainingValidUntil,
  })
  if (parsed.success) return { row, officer: errors.length > 0 ? null : parsed.data, errors }
  for (const issue of parsed.error.issues) wrong(columnAt(issue.path), reasonOf(issue))
  return { row, officer: null, errors }
}

/** What people put between words; the first is ours and, where it stands, the only one that counts. */
const separators = /[，,;；/|]/
const listOf = (text: string): readonly string[] =>
  text
    .split(text.includes('、') ? '、' : separators)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** The words in one cell, read back as they are even where a single one has a separator in it. */
const listText = (words: readonly string[]): string =>
  words.length === 1 && separators.test(words[0] ?? '') ? `${words[0]}、` : words.join('、')

/** '2026-11-02', '2026/11/2', '2026.11.2' or '2026年11月2日' as 'YYYY-MM-DD'; null where there is no such day. */
function isoDate(text: string): string | null {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? []
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : date
}

function columnAt([key]: readonly PropertyKey[]): Column {
  if (key === 'term') return 'termUntil'
  return columns.find((column) => column === key) ?? 'name'
}

function reasonOf(issue: {
  readonly code: string
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly origin?: unknown
}): Reason {
  if (issue.code === 'too_small') return 'required'
  if (issue.code === 'too_big') return issue.origin === 'array' ? 'too-many' : 'too-long'
  return issue.message === 'range-reversed' ? 'range-reversed' : 'sector-mismatch'
}

/** The empty sheet: its header tells what goes where. */
export function templateCells(language: Language): Cells {
  return [columns.map((name) => sentences[language].column[name])]
}

/** The list's columns of one officer, as `readRows` takes them. */
export function rowOf(officer: Officer, language: Language): Row {
  const { category, sheet } = sentences[language]
  return {
    no: String(officer.no),
    name: officer.name,
    category: category[officer.category],
    sector: officer.sector,
    unit: officer.unit,
    standing: officer.standing ? sheet.yes : sheet.no,
    expertise: listText(officer.expertise),
    languages: listText(officer.languages),
    phone: officer.phone ?? '',
    termFrom: officer.term?.from ?? '',
    termUntil: officer.term?.until ?? '',
    trainingValidUntil: officer.trainingValidUntil ?? '',
  }
}
