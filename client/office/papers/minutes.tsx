import { z } from 'zod'
import { minutesRecordSchema } from '../../../shared/minutes/record.ts'
import { layOutMinutes, type Paragraph, type Piece, type Sheet } from '../../../shared/minutes/sheet.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useSessionAnswer } from '../../meeting/session.ts'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { Paper } from './paper.tsx'

const answerSchema = z.object({ record: minutesRecordSchema, verifyAt: z.string() })

/** The final minutes in the page's language; read anew whenever the record has grown. */
export function useMinutesSheet() {
  const language = useLanguage()
  const { meetingId, live } = useMeeting()
  const session = useSessionAnswer()
  const answer = useAnswer(`/api/meetings/${meetingId}/minutes?after=${live.seq}`, answerSchema)
  const zone = session.data?.county.timezone
  const sheet =
    answer.data && zone !== undefined
      ? layOutMinutes(answer.data.record, { language, zone, address: answer.data.verifyAt })
      : undefined
  return { sheet, error: answer.error ?? session.error, retry: () => void answer.refetch() }
}

/** 听证笔录: final text only, word for word as the Word document has it, with the places to sign. */
export function MinutesSheet() {
  const { sheet, error, retry } = useMinutesSheet()
  if (error) return <ErrorBox error={error} onRetry={retry} />
  if (!sheet) return <Skeleton lines={8} />
  return (
    <Paper paper="minutes" headLine={sheet.foot[1]}>
      <dl>
        {sheet.fields.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SheetBody body={sheet.body} />
      <h2>{sheet.signaturesTitle}</h2>
      {sheet.read.map((sentence) => (
        <p key={sentence} className="indent">
          {sentence}
        </p>
      ))}
      <Signatures signatures={sheet.signatures} />
    </Paper>
  )
}

const lookOf = ({ bold, underline }: Piece) => ({
  fontWeight: bold ? 700 : 400,
  textDecoration: underline ? 'underline' : 'none',
})

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of final text have no names and never move
    <span key={index} style={lookOf(piece)}>
      {piece.text}
    </span>
  ))
}

function SheetParagraph({ paragraph }: { paragraph: Paragraph }) {
  switch (paragraph.kind) {
    case 'heading':
      return (
        <h2>
          <Pieces pieces={paragraph.pieces} />
        </h2>
      )
    case 'subheading':
      return (
        <h3>
          <Pieces pieces={paragraph.pieces} />
        </h3>
      )
    case 'text':
    case 'note':
      return (
        <p className={paragraph.kind === 'note' ? 'indent sheet-note' : 'indent sheet-text'}>
          <Pieces pieces={paragraph.pieces} />
        </p>
      )
    case 'entry':
      return (
        <p className="sheet-text" style={{ paddingLeft: `${2 + paragraph.depth * 1.5}em` }}>
          {paragraph.mark} <Pieces pieces={paragraph.pieces} />
        </p>
      )
    case 'table':
      return (
        <table>
          <tbody>
            {paragraph.rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of final text have no names and never move
              <tr key={row}>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: cells of final text have no names and never move
                  <td key={column}>
                    <Pieces pieces={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )
  }
}

/** The words of the items, in order. */
export function SheetBody({ body }: { body: Sheet['body'] }) {
  return body.map((paragraph, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of final text have no names and never move
    <SheetParagraph key={index} paragraph={paragraph} />
  ))
}

function Signatures({ signatures }: { signatures: Sheet['signatures'] }) {
  return (
    <table className="sheet-sign-here">
      <tbody>
        {signatures.map(({ who, done, drawing }) => (
          <tr key={who}>
            <td>{who}</td>
            <td>
              {drawing !== '' && (
                <svg viewBox="0 0 600 200" className="sheet-drawing" aria-hidden="true">
                  <path d={drawing} />
                </svg>
              )}
              {done}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
