import type { Actor } from '../../shared/accounts/actor.ts'
import { pool as sentences } from '../../shared/i18n/pool.ts'
import type { Refusal } from '../../shared/ledger/aggregate.ts'
import { redact } from '../../shared/ledger/redact.ts'
import { replay } from '../../shared/ledger/replay.ts'
import type { PoolOfficer } from '../../shared/meeting/context.ts'
import { MAX_IMPORT } from '../../shared/pool/commands.ts'
import { clashesOf, keepsPool } from '../../shared/pool/decide.ts'
import { barredOn, poolForDraw } from '../../shared/pool/eligibility.ts'
import type { ImportCheck, RowError } from '../../shared/pool/import.ts'
import { POOL_ID, pool } from '../../shared/pool/pool.ts'
import { officersOf, type PoolState } from '../../shared/pool/state.ts'
import { type PoolView, poolViewSchema } from '../../shared/pool/view.ts'
import type { CommandRequest, CommandResult, Ledger } from '../ledger/service.ts'
import { missingColumns, officerCells, readRows, templateCells } from './rows.ts'
import { type Cells, readCells, UnreadableSheetError, writeCsv, writeXlsx } from './sheet.ts'

export type SheetFormat = 'csv' | 'xlsx'

const refused = (
  code: string,
  params: Refusal['params'] = {},
): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal: { code, params },
})

/** The pool of the county: read from its stream, changed by commands only. */
export function createPool(ledger: Ledger) {
  const load = () => ledger.load(pool, POOL_ID)
  const publicState = async (): Promise<PoolState> => {
    const commits = await ledger.commits(pool, POOL_ID, 0)
    return replay(
      pool,
      commits.map((commit) => redact(commit, pool.audiences, { level: 'public' }, true)),
    )
  }

  return {
    load,

    execute(request: CommandRequest, actor: Actor): Promise<CommandResult> {
      return ledger.execute(pool, POOL_ID, request, actor, () => ({ actor }))
    },

    /** The pool as a draw quotes it, eligible as of `day` (county's date). */
    async snapshot(
      day: string,
    ): Promise<{ stream: string; seq: number; head: string; officers: PoolOfficer[] }> {
      const { state, seq, head } = await load()
      return { stream: `${pool.name}/${POOL_ID}`, seq, head, officers: [...poolForDraw(state, day)] }
    },

    /** Everybody in the pool, barred as of `today`: in full for who keeps it, for others as the public record has it. */
    async view(today: string, actor: Actor): Promise<PoolView> {
      const { state, seq, head } = await load()
      const officers = officersOf(keepsPool(actor) ? state : await publicState()).map((officer) => ({
        ...officer,
        phone: officer.phone ?? '',
        term: officer.term ?? null,
        trainingValidUntil: officer.trainingValidUntil ?? null,
        barred: barredOn(officer, today),
      }))
      return poolViewSchema.parse({ seq, head, today, officers })
    },

    /** Reads a list without importing it: all of it is right, or every wrong cell is named. */
    async checkImport(
      bytes: Uint8Array,
    ): Promise<{ readonly ok: true; readonly check: ImportCheck } | ReturnType<typeof refused>> {
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
      if (rows.length > MAX_IMPORT)
        return refused('POOL_FILE_TOO_LONG', { rows: rows.length, max: MAX_IMPORT })
      const { state, seq } = await load()
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
    },

    /** The pool, or the empty template, as a file. */
    async sheet(
      what: 'pool' | 'template',
      format: SheetFormat,
    ): Promise<{ readonly name: string; readonly bytes: Buffer }> {
      const cells = what === 'template' ? templateCells() : officerCells(officersOf((await load()).state))
      const { name: sheet, file, template } = sentences.zh.sheet
      return {
        name: `${what === 'template' ? template : file}.${format}`,
        bytes: format === 'csv' ? writeCsv(cells) : await writeXlsx(cells, sheet),
      }
    },
  }
}

export type Pool = ReturnType<typeof createPool>
