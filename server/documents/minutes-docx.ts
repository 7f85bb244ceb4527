import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  HeightRule,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { toBuffer } from 'qrcode'
import type { Piece, Sheet, Paragraph as SheetParagraph, SignatureLine } from '../../shared/minutes/sheet.ts'
import { namePicture } from './name-picture.ts'

/** Layout of an official document after GB/T 9704-2012; docx measures in twentieths of a point, fonts in halves. */
const mm = (length: number): number => Math.round((length / 25.4) * 1440)
const page = { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) }
const width = mm(210) - page.left - page.right
const LINES = 22
const CHARACTERS = 28
const LINE = Math.floor((mm(297) - page.top - page.bottom) / LINES)
const line = { line: LINE, lineRule: LineRuleType.EXACT }
const body = { ascii: 'FangSong', eastAsia: '仿宋', hAnsi: 'FangSong' }
const heading = { ascii: 'SimHei', eastAsia: '黑体', hAnsi: 'SimHei' }
const title = { ascii: 'SimSun', eastAsia: '方正小标宋简体', hAnsi: 'SimSun' }
const numeral = { ascii: 'SimSun', eastAsia: '宋体', hAnsi: 'SimSun' }
const BODY = 32
const TITLE = 44
const FOOT = 18
const PAGE_NUMBER = 28
/** Two characters. */
const indent = { firstLine: 640 }
/**
 * 22 lines of 28 characters fill the type area. `charSpace` is what a character is wider than its 16 pt, in 1/4096
 * of a point: here it is narrower.
 */
const grid = {
  type: DocumentGridType.LINES_AND_CHARS,
  linePitch: LINE,
  charSpace: Math.round((width / CHARACTERS / 20 - BODY / 2) * 4096),
}

const runs = (pieces: readonly Piece[], font = body): TextRun[] =>
  pieces.flatMap(({ text, bold, underline }) =>
    text.split('\n').map(
      (part, index) =>
        new TextRun({
          text: part,
          font,
          size: BODY,
          bold,
          ...(underline ? { underline: {} } : {}),
          ...(index > 0 ? { break: 1 } : {}),
        }),
    ),
  )

const cell = (pieces: readonly Piece[], share: number): TableCell =>
  new TableCell({
    width: { size: Math.floor(width * share), type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: [
      new Paragraph({ children: runs(pieces), spacing: { line: 400, lineRule: LineRuleType.AT_LEAST } }),
    ],
  })

function table({ rows }: Extract<SheetParagraph, { kind: 'table' }>): Table {
  const columns = Math.max(1, ...rows.map((cells) => cells.length))
  return new Table({
    width: { size: width, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    rows: rows.map(
      (cells) =>
        new TableRow({
          children: Array.from({ length: columns }, (_, index) => cell(cells[index] ?? [], 1 / columns)),
        }),
    ),
  })
}

function bodyPart(one: SheetParagraph): Paragraph | Table {
  switch (one.kind) {
    case 'heading':
      return new Paragraph({ children: runs(one.pieces, heading), spacing: line, indent, keepNext: true })
    case 'subheading':
      return new Paragraph({
        children: runs(one.pieces.map((piece) => ({ ...piece, bold: true }))),
        spacing: line,
        indent,
        keepNext: true,
      })
    case 'text':
    case 'note':
      return new Paragraph({ children: runs(one.pieces), spacing: line, indent })
    case 'entry':
      return new Paragraph({
        children: runs([{ text: `${one.mark} `, bold: false, underline: false }, ...one.pieces]),
        spacing: line,
        indent: { left: 640 + one.depth * 480, hanging: 320 },
      })
    case 'table':
      return table(one)
  }
}

const drawingOf = (path: string): ImageRun => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200"><path d="${path}" fill="none" stroke="#000" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>`
  return new ImageRun({
    type: 'svg',
    data: Buffer.from(svg),
    transformation: { width: 150, height: 50 },
    fallback: { type: 'png', data: namePicture(path) },
  })
}

const noBorder = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const under = { style: BorderStyle.SINGLE, size: 6, color: '000000' }

/** A line to sign on, high enough for a hand and a fingerprint. */
function signatureRow({ who, done, drawing }: SignatureLine): TableRow {
  const text = (value: string) => new TextRun({ text: value, font: body, size: BODY })
  const bare = { top: noBorder, bottom: noBorder, left: noBorder, right: noBorder }
  return new TableRow({
    height: { value: mm(16), rule: HeightRule.ATLEAST },
    cantSplit: true,
    children: [
      new TableCell({
        width: { size: Math.floor(width * 0.42), type: WidthType.DXA },
        verticalAlign: VerticalAlign.BOTTOM,
        borders: bare,
        children: [new Paragraph({ children: [text(who)] })],
      }),
      new TableCell({
        width: { size: Math.floor(width * 0.58), type: WidthType.DXA },
        verticalAlign: VerticalAlign.BOTTOM,
        borders: { ...bare, bottom: under },
        children: [
          new Paragraph({
            children: [
              ...(drawing === '' ? [] : [drawingOf(drawing)]),
              new TextRun({ text: done, font: body, size: FOOT + 2 }),
            ],
          }),
        ],
      }),
    ],
  })
}

/** The page's number on its outer side, one character in from the edge of the text; below it what the paper belongs to. */
function footer({ foot }: Sheet, qr: Buffer, side: 'left' | 'right'): Footer {
  const bare = { top: noBorder, bottom: noBorder, left: noBorder, right: noBorder }
  const exact = (points: number) => ({ line: points * 20, lineRule: LineRuleType.EXACT })
  return new Footer({
    children: [
      new Paragraph({
        alignment: side === 'right' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: { [side]: PAGE_NUMBER * 10 },
        spacing: exact(PAGE_NUMBER / 2),
        children: [
          new TextRun({
            font: numeral,
            size: PAGE_NUMBER,
            snapToGrid: false,
            children: ['— ', PageNumber.CURRENT, ' —'],
          }),
        ],
      }),
      new Table({
        width: { size: width, type: WidthType.DXA },
        layout: TableLayoutType.FIXED,
        columnWidths: [mm(17), width - mm(17)],
        rows: [
          new TableRow({
            children: [
              new TableCell({
                width: { size: mm(17), type: WidthType.DXA },
                borders: bare,
                children: [
                  new Paragraph({
                    children: [
                      new ImageRun({ type: 'png', data: qr, transformation: { width: 53, height: 53 } }),
                    ],
                  }),
                ],
              }),
              new TableCell({
                width: { size: width - mm(17), type: WidthType.DXA },
                verticalAlign: VerticalAlign.CENTER,
                borders: bare,
                children: foot.map(
                  (text) =>
                    new Paragraph({
                      spacing: exact(12),
                      children: [new TextRun({ text, font: body, size: FOOT, snapToGrid: false })],
                    }),
                ),
              }),
            ],
          }),
        ],
      }),
      // Word wants a paragraph after a table.
      new Paragraph({ spacing: exact(1), children: [] }),
    ],
  })
}

/** The minutes as a Word document in the form an office files: A4, 37/26/35/28 mm, 22 lines of 28 仿宋 characters. */
export async function minutesDocx(sheet: Sheet): Promise<Buffer> {
  const centred = (text: string, font: typeof body, size: number) =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [new TextRun({ text, font, size })],
    })
  const qr = await toBuffer(sheet.address, { margin: 0, width: 200, errorCorrectionLevel: 'M' })
  const document = new Document({
    title: `${sheet.number} ${sheet.title}`,
    creator: '',
    styles: { default: { document: { run: { font: body, size: BODY } } } },
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: { size: { width: mm(210), height: mm(297) }, margin: { ...page, footer: mm(7) } },
          grid,
        },
        // The first page is an odd one; `default` are the odd pages.
        footers: { default: footer(sheet, qr, 'right'), even: footer(sheet, qr, 'left') },
        children: [
          centred(sheet.title, title, TITLE),
          centred(sheet.number, body, BODY),
          ...sheet.fields.map(
            ([label, value]) =>
              new Paragraph({
                spacing: line,
                children: [
                  new TextRun({ text: `${label}　`, font: heading, size: BODY }),
                  new TextRun({ text: value, font: body, size: BODY }),
                ],
              }),
          ),
          new Paragraph({ children: [], spacing: line }),
          ...sheet.body.map(bodyPart),
          new Paragraph({ children: [], spacing: line }),
          ...sheet.read.map(
            (text) =>
              new Paragraph({
                spacing: line,
                indent,
                keepNext: true,
                children: [new TextRun({ text, font: body, size: BODY })],
              }),
          ),
          new Table({
            width: { size: width, type: WidthType.DXA },
            layout: TableLayoutType.FIXED,
            rows: sheet.signatures.map(signatureRow),
          }),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
