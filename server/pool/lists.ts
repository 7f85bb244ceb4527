import { type Language, languages } from '../../shared/i18n/language.ts'
import { pool as sentences } from '../../shared/i18n/pool.ts'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { MAX_IMPORT } from '../../shared/pool/commands.ts'
import { clashesOf } from '../../shared/pool/decide/entry.ts'
import type { ImportCheck, RowError } from '../../shared/pool/import.ts'
import type { PoolState } from '../../shared/pool/state.ts'
import { type ExportFor, exportCells } from './export.ts'
import { missingColumns, readRows, strangeColumns, templateCells } from './rows.ts'
import { type Cells, readCells, UnreadableSheetError, writeCsv, writeXlsx } from './sheet.ts'

export type SheetFormat = 'csv' | 'xlsx'

type Checked =
  | { readonly ok: true; readonly check: ImportCheck }
  | { readonly ok: false; readonly refusal: Refusal }

const refused = (code: string, params: Refusal['params'] = {}): Checked => ({
  ok: false,
  refusal: { code, params },
})

/**
 * Reads a list without importing it: all of it is right, or every wrong cell is named.
 * @param seq the pool's place in its stream that `state` is as of
 */
export async function checkImport(bytes: Uint8Array, state: PoolState, seq: number): Promise<Checked> {
  let cells: Cells
  try {
    cells = await readCells(bytes)
  } catch (error) {
    if (error instanceof UnreadableSheetError) return refused('POOL_FILE_UNREADABLE')
    throw error
  }
  const missing = missingColumns(cells[0] ?? [])
  if (missing.length > 0)
    return refused('POOL_FILE_COLUMNS', {
      columns: missing
        .map((column) => languages.map((language) => sentences[language].column[column]).join(' / '))
        .join('、'),
    })
  const rows = readRows(cells)
  if (rows.length === 0) return refused('POOL_FILE_EMPTY')
  if (rows.length > MAX_IMPORT) return refused('POOL_FILE_TOO_LONG', { rows: rows.length, max: MAX_IMPORT })
  const good = rows.flatMap(({ row, officer }) => (officer ? [{ row, officer }] : []))
  const officers = good.map(({ officer }) => officer)
  const clashes = clashesOf(state, officers).map(
    ({ index, field, code, params }): RowError => ({
      row: good[index]?.row ?? 2,
      column: field,
      reason: code,
      value: String(officers[index]?.[field] ?? ''),
      params,
    }),
  )
  const errors = [...rows.flatMap((row) => row.errors), ...clashes].sort((a, b) => a.row - b.row)
  return {
    ok: true,
    check: {
      seq,
      rows: rows.length,
      officers: errors.length > 0 ? [] : officers,
      errors,
      ignored: [...strangeColumns(cells[0] ?? [])],
    },
  }
}

export interface ListFile {
  readonly name: string
  readonly bytes: Buffer
}

async function fileOf(
  cells: Cells,
  name: string,
  format: SheetFormat,
  language: Language,
): Promise<ListFile> {
  const bytes = format === 'csv' ? writeCsv(cells) : await writeXlsx(cells, sentences[language].sheet.name)
  return { name: `${name}.${format}`, bytes }
}

/** The empty list to fill in, as a file. */
export const writeTemplate = (format: SheetFormat, language: Language): Promise<ListFile> =>
  fileOf(templateCells(language), sentences[language].sheet.template, format, language)

/** The pool as a file, as far as the reader's role goes. */
export const writePool = (format: SheetFormat, state: PoolState, reader: ExportFor): Promise<ListFile> =>
  fileOf(exportCells(state, reader), sentences[reader.language].sheet.file, format, reader.language)
