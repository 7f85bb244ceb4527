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

const isRow = (paragraph: Paragraph | undefined): boolean => paragraph?.kind === 'row'

function block(paragraph: Paragraph, before: Paragraph | undefined): string {
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
    case 'row': {
      const row = `| ${paragraph.cells.map((cell) => inline(cell).replace(/ {2}\n/g, '<br>')).join(' | ')} |`
      return isRow(before) ? row : `\n${row}\n|${' --- |'.repeat(paragraph.cells.length)}`
    }
  }
}

/** The minutes as Markdown: for reading in any program, not for signing. */
export function minutesMarkdown(sheet: Sheet): string {
  const fields = sheet.fields.map(([label, value]) => `- **${label}** ${escaped(value)}`)
  const body = sheet.body.map((paragraph, index) => block(paragraph, sheet.body[index - 1]))
  const signatures = sheet.signatures.map(({ label, name, done }) =>
    `- ${escaped(label)} ${escaped(name)} ${escaped(done)}`.trimEnd(),
  )
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
    sheet.read,
    '',
    ...signatures,
    '',
    '---',
    ...sheet.foot.map(escaped),
    '',
  ].join('\n')
}
