import type { Paragraph, Piece, Sheet } from '../../shared/minutes/sheet.ts'

/** What Markdown would read as markup is written as it stands. */
const escaped = (text: string): string => text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')

const inline = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ text, bold, underline }) => {
      const safe = escaped(text).replace(/\n/g, '  \n')
      const marked = bold && safe.trim() !== '' ? `**${safe.trim()}** ` : safe
      return underline ? `<u>${marked}</u>` : marked
    })
    .join('')
    .trimEnd()

type Row = Extract<Paragraph, { kind: 'table' }>['rows'][number]

const row = (cells: Row, columns: number): string =>
  `|${Array.from({ length: columns }, (_, at) => ` ${inline(cells[at] ?? []).replace(/ {2}\n/g, '<br>')} |`).join('')}`

function block(paragraph: Paragraph): string {
  switch (paragraph.kind) {
    case 'heading':
      return `\n## ${inline(paragraph.pieces)}\n`
    case 'subheading':
      return `\n### ${inline(paragraph.pieces)}\n`
    case 'text':
      return `${inline(paragraph.pieces)}\n`
    case 'note':
      return `> ${inline(paragraph.pieces)}\n`
    case 'entry':
      return `${'  '.repeat(paragraph.depth)}${paragraph.mark === '·' ? '-' : paragraph.mark} ${inline(paragraph.pieces)}`
    case 'table': {
      const columns = Math.max(1, ...paragraph.rows.map((cells) => cells.length))
      const [head = [], ...rest] = paragraph.rows
      const rule = `|${' --- |'.repeat(columns)}`
      return ['', row(head, columns), rule, ...rest.map((cells) => row(cells, columns)), ''].join('\n')
    }
  }
}

/** The minutes as Markdown: for reading in any program, not for signing. */
export function minutesMarkdown(sheet: Sheet): string {
  const fields = sheet.fields.map(([label, value]) => `- **${label}** ${escaped(value)}`)
  const body = sheet.body.map(block)
  const signatures = sheet.signatures.map(({ who, done }) => `- ${escaped(who)} ${escaped(done)}`.trimEnd())
  return [
    `# ${sheet.title}`,
    '',
    sheet.number,
    '',
    ...fields,
    ...body,
    '',
    `## ${sheet.signaturesTitle}`,
    '',
    ...sheet.read.flatMap((sentence) => [sentence, '']),
    ...signatures,
    '',
    '---',
    '',
    ...sheet.foot.map((line) => `- ${escaped(line)}`),
    '',
  ].join('\n')
}
