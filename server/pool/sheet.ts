import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'

/** Cells as people see them; row 0 is the header. */
export type Cells = readonly (readonly string[])[]

export const mimes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** The bytes are neither a workbook nor text in a known encoding. */
export class UnreadableSheetError extends Error {
  override readonly name = 'UnreadableSheetError'
}

const ZIP_START = [0x50, 0x4b]

/**
 * Reads a file by what it contains, whatever its name: an XLSX workbook (first sheet), or CSV in UTF-8 or,
 * as Chinese spreadsheets save it, GB18030.
 * @throws UnreadableSheetError
 */
export async function readCells(bytes: Uint8Array): Promise<Cells> {
  try {
    const workbook = ZIP_START.every((byte, index) => bytes[index] === byte)
    return workbook ? await readWorkbook(bytes) : readCsv(decodeText(bytes))
  } catch {
    throw new UnreadableSheetError()
  }
}

/** Bytes a workbook may unpack to: a list of officers needs a small part of it, a bomb needs more. */
const MAX_UNPACKED = 40 * 1024 * 1024

/** Adds up what the parts say they unpack to, without unpacking any; the reader allots no more than they say. */
function unpackedSize(bytes: Uint8Array): number {
  let size = 0
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size += originalSize
      return false
    },
  })
  return size
}

async function readWorkbook(bytes: Uint8Array): Promise<Cells> {
  if (unpackedSize(bytes) > MAX_UNPACKED) throw new UnreadableSheetError()
  const rows = await readSheet(Buffer.from(bytes))
  return rows.map((row) => row.map(cellText))
}

function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return cell === null || cell === undefined ? '' : String(cell).trim()
}

function decodeText(bytes: Uint8Array): string {
  const text = decodeAs('utf-8', bytes) ?? decodeAs('gb18030', bytes)
  if (text === null || text.includes('\0')) throw new UnreadableSheetError()
  return text
}

function decodeAs(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function readCsv(text: string): Cells {
  const rows = parse(text, { bom: true, relaxColumnCount: true, skipEmptyLines: false, trim: true })
  return rows.map((row) => row.map(withoutGuard))
}

/** Full-width forms count: spreadsheets in Chinese read them as the plain ones (OWASP, CSV injection). */
const FORMULA_START = /^'*[=+\-@\t\r\n＝＋－＠]/
const GUARDED = /^'(?='*[=+\-@\t\r\n＝＋－＠])/

/** A cell a spreadsheet would run as a formula is kept as text by a leading apostrophe; so is one that has it already. */
const withGuard = (cell: string): string => (FORMULA_START.test(cell) ? `'${cell}` : cell)
const withoutGuard = (cell: string): string => cell.replace(GUARDED, '')

/** CSV that spreadsheets open in the right encoding, no cell of which runs as a formula. */
export function writeCsv(cells: Cells): Buffer {
  return Buffer.from(
    stringify(
      cells.map((row) => row.map(withGuard)),
      { bom: true, record_delimiter: '\r\n' },
    ),
  )
}

/** A workbook with one sheet of text cells: text never runs as a formula. */
export async function writeXlsx(cells: Cells, sheet: string): Promise<Buffer> {
  const [header = [], ...rows] = cells
  const file = writeXlsxFile(
    [
      header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((value) => ({ value, type: String }))),
    ],
    { sheet, columns: header.map(() => ({ width: 16 })), stickyRowsCount: 1 },
  )
  return file.toBuffer()
}
