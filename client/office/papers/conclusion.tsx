import { useTranslation } from 'react-i18next'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useMatter } from '../matters/use-matters.ts'
import { Paper, SignOff, useSheetWriting } from './paper.tsx'

/** 听证结论 as it is served on the parties: in full, with what it is and what it is not in its first line. */
export function ConclusionSheet() {
  const { t } = useTranslation(['papers', 'matter', 'words'])
  const write = useSheetWriting()
  const { state } = useMeeting()
  const matter = useMatter(state.matterId ?? '')
  const { conclusion } = state
  const text = conclusion?.recommendation
  if (!conclusion || !text) return null
  const requests = state.requests ?? []
  const heldAt = state.begunAt ?? state.startsAt
  return (
    <Paper paper="conclusion" leads="conclusion" sealed>
      <p className="indent">
        {t('conclusion.note', { decision: t(`matter:opinionName.${matter.data?.stage ?? 'review'}`) })}
      </p>
      <p className="indent">
        {state.subject}。
        {t('conclusion.heldOn', {
          date: write.date(heldAt),
          place: state.place,
          mode: state.open ? t('openly') : t('notOpenly', { reason: state.closedReason }),
        })}
      </p>
      <h2>{t('conclusion.requests')}</h2>
      {text.findings.map((finding, index) => (
        <div key={finding.requestId}>
          <p className="indent">
            {index + 1}. {requests.find(({ id }) => id === finding.requestId)?.text}
          </p>
          <p className="indent">
            <b>{t(`words:position.${finding.position}`)}</b>　{finding.text}
          </p>
        </div>
      ))}
      <h2>{t('conclusion.reasons')}</h2>
      {text.reasons.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text is announced and no longer changes
        <p className="indent" key={index}>
          <b>{part.heading}</b>　{part.text}
        </p>
      ))}
      <p className="indent">
        {t('conclusion.tally', {
          size: state.seats.length,
          agreeing: conclusion.agreeing,
          dissenting: conclusion.dissenting,
        })}
        {t('staffIs', {
          chair: state.chair?.name ?? '',
          clerks: write.list(state.clerks.map(({ name }) => name)),
          panel: write.list(state.seats.map(({ name }) => name)),
        })}
      </p>
      <SignOff at={conclusion.at} />
    </Paper>
  )
}
