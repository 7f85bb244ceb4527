import { pool as sentences } from '../../shared/i18n/pool.ts'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { MAX_IMPORT } from '../../shared/pool/commands.ts'
import { clashesOf } from '../../shared/pool/decide/entry.ts'
import type { ImportCheck, RowError } from '../../shared/pool/import.ts'
import { officersOf, type PoolState } from '../../shared/pool/state.ts'
import { missingColumns, officerCells, readRows, templateCells } from './rows.ts'
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
      columns: missing.map((column) => sentences.zh.column[column]).join('、'),
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
    check: { seq, rows: rows.length, officers: errors.length > 0 ? [] : officers, errors },
  }
}

/** The pool, or the empty template, as a file. */
export async function writeList(
  what: 'pool' | 'template',
  format: SheetFormat,
  state: PoolState,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const cells = what === 'template' ? templateCells() : officerCells(officersOf(state))
  const { name: sheet, file, template } = sentences.zh.sheet
  return {
    name: `${what === 'template' ? template : file}.${format}`,
    bytes: format === 'csv' ? writeCsv(cells) : await writeXlsx(cells, sheet),
  }
}
