import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatTime } from '../../shared/i18n/format.ts'
import { headCode } from '../../shared/ledger/chain.ts'
import { commitSchema } from '../../shared/ledger/commit.ts'
import { useMeeting } from '../meeting/meeting-context.ts'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { withSeat } from '../ui/seat.ts'
import { useAnswer } from '../ui/use-answer.ts'

const closingSchema = z.object({ commits: z.array(commitSchema) })

/** What is printed once the record is closed: each carries the head code. */
const papers = ['slip', 'draw-sheet', 'minutes'] as const

/** After closing: the code each side takes home on paper, and what the office does next. */
export function ClosedCard() {
  const { t } = useTranslation('room')
  const { meetingId, state } = useMeeting()
  const { closedSeq, closedAt } = state
  const id = encodeURIComponent(meetingId)
  const closing = useAnswer(
    closedSeq === null ? undefined : `/api/meetings/${id}/commits?after=${closedSeq - 1}`,
    closingSchema,
  )
  if (closedSeq === null) return null
  const head = closing.data?.commits.find((commit) => commit.seq === closedSeq)?.head
  return (
    <Card
      className="closed-card"
      title={t('closed.title')}
      end={closedAt === null ? undefined : t('closed.at', { time: formatTime(closedAt) })}
    >
      {closing.error && <ErrorBox error={closing.error} onRetry={() => void closing.refetch()} />}
      <dl>
        <dt>{t('closed.headCode')}</dt>
        <dd>{head === undefined ? '…' : headCode(head)}</dd>
        <dt>{t('closed.code')}</dt>
        <dd>{state.code}</dd>
      </dl>
      <p>{t('closed.slips')}</p>
      <p className="foot">
        <a className="btn btn-primary btn-40" href={withSeat(`/office/meetings/${id}/publication`)}>
          {t(state.publication ? 'closed.published' : 'closed.publish')}
        </a>
        <span>{t(state.publication ? 'closed.publishedNote' : 'closed.publishNote')}</span>
      </p>
      <ul>
        {papers.map((paper) => (
          <li key={paper}>
            <a href={withSeat(`/office/meetings/${id}/print/${paper}`)}>{t(`closed.papers.${paper}`)}</a>
          </li>
        ))}
      </ul>
    </Card>
  )
}
