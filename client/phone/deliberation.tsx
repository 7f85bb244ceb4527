import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { ActDialog, ReasonDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { OpenedOpinions } from '../meeting/opened-opinions.tsx'
import { RecommendationText } from '../meeting/recommendation-text.tsx'
import { RecommendationVotes } from '../meeting/recommendation-votes.tsx'
import { Button } from '../ui/button.tsx'
import { ScrollArea } from '../ui/scroll-area.tsx'
import { draftKey } from './opinion-steps.tsx'
import { PhoneFrame } from './phone-frame.tsx'
import { StageSub } from './stage-sub.tsx'

/** After the opening: everybody's opinion, the recommendation, and whether this panelist agrees. */
export function Deliberation({ title }: { title: string }) {
  const { t } = useTranslation(['phone', 'meeting'])
  const { state, meetingId, participantId = '' } = useMeeting()
  const may = useMay()
  const [answering, setAnswering] = useState<'agree' | 'dissent'>()
  const { recommendation } = state
  const own = recommendation?.answers[participantId]
  useEffect(
    () => window.localStorage.removeItem(draftKey(meetingId, participantId)),
    [meetingId, participantId],
  )
  const waits = recommendation && !own && may('answer-recommendation')
  return (
    <PhoneFrame
      title={title}
      sub={<StageSub />}
      foot={
        waits ? (
          <div className="pair">
            <Button kind="primary" size={56} onClick={() => setAnswering('agree')}>
              {t('vote.agree')}
            </Button>
            <Button size={56} onClick={() => setAnswering('dissent')}>
              {t('vote.dissent')}
            </Button>
          </div>
        ) : own ? (
          <p className="hint">
            {t(own.agrees ? 'vote.agreed' : 'vote.dissented', { version: recommendation?.version ?? 0 })}
          </p>
        ) : undefined
      }
    >
      {recommendation ? (
        <section className="blk pad reading">
          <h2>
            {t('meeting:recommendation.title')}{' '}
            <small className="mut">
              {t('meeting:recommendation.draft', { version: recommendation.version })}
            </small>
          </h2>
          <RecommendationText text={recommendation.text} />
          <RecommendationVotes />
        </section>
      ) : (
        <p className="quiet">
          {t('meeting:recommendation.none')} {t('meeting:recommendation.noneNext')}
        </p>
      )}
      <section className="blk pad reading">
        <h2>
          {t('meeting:opinions.title')}{' '}
          {state.openedAt !== null && (
            <small className="mut">
              {t('openedAt', { time: formatTime(state.openedAt, { seconds: true }) })}
            </small>
          )}
        </h2>
        <OpenedOpinions />
      </section>
      {recommendation && answering === 'agree' && (
        <ActDialog
          title={t('vote.agreeTitle', { version: recommendation.version })}
          confirm={t('vote.agree')}
          type="answer-recommendation"
          data={{ version: recommendation.version, agrees: true, note: '' }}
          onClose={() => setAnswering(undefined)}
        >
          <p>{t('vote.explain')}</p>
          <ScrollArea label={t('meeting:recommendation.title')}>
            <RecommendationText text={recommendation.text} />
          </ScrollArea>
        </ActDialog>
      )}
      {recommendation && answering === 'dissent' && (
        <ReasonDialog
          title={t('vote.dissentTitle', { version: recommendation.version })}
          explain={t('vote.dissentExplain')}
          label={t('vote.note')}
          optional
          confirm={t('vote.dissent')}
          type="answer-recommendation"
          makeData={(note) => ({ version: recommendation.version, agrees: false, note })}
          onClose={() => setAnswering(undefined)}
        />
      )}
    </PhoneFrame>
  )
}
