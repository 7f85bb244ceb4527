import type { Paragraph, Piece, Sheet } from '../../shared/minutes/sheet.ts'

/** What is markup in the middle of a line, or begins a link by itself. CommonMark 0.31 §2.4: escaped, it is text. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~&$]|:(?=\/\/)|(?<=www)\./g, '\\$&').replace(/\r\n?/g, '\n')

/** What is markup only where a line begins (lists, rules, underlined headings), and space that would be lost. */
const escapedLine = (line: string): string =>
  line
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replace(/^[ \t]+|[ \t]+$/g, (space) => [...space].map((one) => `&#${one.charCodeAt(0)};`).join(''))

/**
 * Bold from its first to its last letter: stars beside a full stop or a space do not count as such if there is a
 * letter on their other side, as in `**信访人：**我`.
 */
const strong = (text: string): string => {
  const letters = /[^\p{P}\p{S}\s](?:[\s\S]*[^\p{P}\p{S}\s])?/u.exec(text)
  if (!letters) return escaped(text)
  const [inside] = letters
  const after = letters.index + inside.length
  return `${escaped(text.slice(0, letters.index))}**${escaped(inside)}**${escaped(text.slice(after))}`
}

/** Neighbours of one look are one piece: the stars of two would run together. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const done: Piece[] = []
  for (const piece of pieces) {
    const last = done.at(-1)
    const alike = last?.bold === piece.bold && last.underline === piece.underline
    if (alike) done.splice(-1, 1, { ...piece, text: last.text + piece.text })
    else done.push(piece)
  }
  return done
}

/** The lines of a paragraph. */
const linesOf = (pieces: readonly Piece[]): string[] =>
  joined(pieces.filter(({ text }) => text !== ''))
    .map(({ text, bold, underline }) => {
      const marked = bold ? strong(text) : escaped(text)
      return underline ? `<u>${marked}</u>` : marked
    })
    .join('')
    .trim()
    .split('\n')

/** In a heading or a cell, which have one line. */
const inLine = (pieces: readonly Piece[]): string => linesOf(pieces).join('<br>')

/** A break is a stroke at the end of its line: a line without text would end the paragraph. */
const inLines = (pieces: readonly Piece[], indent = ''): string =>
  linesOf(pieces).map(escapedLine).join(`\\\n${indent}`)

const plain = (text: string): readonly Piece[] => [{ text, bold: false, underline: false }]

type Row = Extract<Paragraph, { kind: 'table' }>['rows'][number]

const row = (cells: Row, columns: number): string =>
  `|${Array.from({ length: columns }, (_, at) => ` ${inLine(cells[at] ?? [])} |`).join('')}`

/** An entry of a list and those it is in: how far what is inside each is indented, and its number. */
type Lists = readonly { readonly width: number; readonly no: number | null; readonly closer: string }[]

/**
 * An entry of a list, indented as far as the text of the entry it is in. A number that does not follow the one
 * before begins another list, which another mark after the number says; else it would be counted on.
 */
function entry(
  { mark, depth, pieces }: Extract<Paragraph, { kind: 'entry' }>,
  lists: Lists,
): { readonly text: string; readonly lists: Lists } {
  const around = lists.slice(0, depth)
  const before = lists[around.length]
  const indent = ' '.repeat(around.reduce((sum, { width }) => sum + width, 0))
  const no = /^\d{1,9}\.$/.test(mark) ? Number.parseInt(mark, 10) : null
  const follows = before === undefined || before.no === null || no === before.no + 1
  const closer = follows === (before?.closer !== ')') ? '.' : ')'
  const written = no === null ? '- ' : `${no}${closer} `
  const inside = { width: written.length, no, closer }
  return {
    text: `${indent}${written}${inLines(pieces, indent + ' '.repeat(written.length))}`,
    lists: [...around, inside],
  }
}

function block(paragraph: Exclude<Paragraph, { kind: 'entry' }>): string {
  switch (paragraph.kind) {
    case 'heading':
      return `## ${inLine(paragraph.pieces)}`
    case 'subheading':
      return `### ${inLine(paragraph.pieces)}`
    case 'text':
      return inLines(paragraph.pieces)
    case 'note':
      return `> ${inLines(paragraph.pieces, '> ')}`
    case 'table': {
      const columns = Math.max(1, ...paragraph.rows.map((cells) => cells.length))
      const [head = [], ...rest] = paragraph.rows
      const rule = `|${' --- |'.repeat(columns)}`
      return [row(head, columns), rule, ...rest.map((cells) => row(cells, columns))].join('\n')
    }
  }
}

function blocks(body: readonly Paragraph[]): string[] {
  let lists: Lists = []
  return body.map((paragraph) => {
    if (paragraph.kind !== 'entry') {
      lists = []
      return block(paragraph)
    }
    const made = entry(paragraph, lists)
    lists = made.lists
    return made.text
  })
}

/**
 * The minutes as Markdown (CommonMark with tables): for reading in any program, not for signing. Paragraphs are a
 * line apart, so that none is read as part of the one before, such as words after the last entry of a list.
 */
export function minutesMarkdown(sheet: Sheet): string {
  const { address } = sheet
  const list = (lines: readonly string[]) => lines.join('\n')
  return [
    `# ${inLine(plain(sheet.title))}`,
    inLines(plain(sheet.number)),
    list(sheet.fields.map(([label, value]) => `- **${escaped(label)}** ${inLines(plain(value), '  ')}`)),
    ...blocks(sheet.body),
    `## ${inLine(plain(sheet.signaturesTitle))}`,
    ...sheet.read.map((sentence) => inLines(plain(sentence))),
    list(sheet.signatures.map(({ who, done }) => `- ${inLines(plain(`${who} ${done}`), '  ')}`)),
    '---',
    list(
      sheet.foot.map((line) => `- ${inLines(plain(line), '  ').replace(escaped(address), `<${address}>`)}`),
    ),
  ]
    .filter((part) => part !== '')
    .map((part) => `${part}\n`)
    .join('\n')
}
