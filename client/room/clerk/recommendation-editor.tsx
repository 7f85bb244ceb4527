import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatTime } from '../../../shared/i18n/format.ts'
import { canonicalJson } from '../../../shared/ledger/canonical.ts'
import { positionSchema, tally } from '../../../shared/opinions/opinion.ts'
import { type Recommendation, recommendationSchema } from '../../../shared/publication/document.ts'
import { useAct } from '../../meeting/act.ts'
import { ActError } from '../../meeting/act-error.tsx'
import { useKept } from '../../meeting/kept.ts'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { OpenedOpinions } from '../../meeting/opened-opinions.tsx'
import { PositionField } from '../../meeting/opinion-fields.tsx'
import { RecommendationVotes } from '../../meeting/recommendation-votes.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { ScrollArea } from '../../ui/scroll-area.tsx'
import { ReasonsFields } from './reasons-fields.tsx'

const draftSchema = z.object({
  findings: z.record(z.string(), z.object({ position: positionSchema.optional(), text: z.string() })),
  reasons: z.array(z.object({ heading: z.string(), text: z.string() })),
})
type Draft = z.infer<typeof draftSchema>

const draftOf = (text: Recommendation): Draft => ({
  findings: Object.fromEntries(text.findings.map(({ requestId, ...finding }) => [requestId, finding])),
  reasons: text.reasons,
})

/** The clerk writes down what the panel settles: a finding per request and the reasons; each draft is voted on. */
export function RecommendationEditor() {
  const { t } = useTranslation(['room', 'meeting', 'words'])
  const { state, meetingId } = useMeeting()
  const may = useMay()
  const act = useAct()
  const requests = state.requests ?? []
  const current = state.recommendation
  const kept = useKept<Draft>(
    `mingting.recommendation.${meetingId}`,
    draftSchema,
    current ? draftOf(current.text) : { findings: {}, reasons: [{ heading: '', text: '' }] },
  )
  const draft = kept.value
  const finished = recommendationSchema.safeParse({
    findings: requests.map(({ id }) => ({ requestId: id, ...draft.findings[id] })),
    reasons: draft.reasons,
  })
  const votes = tally(
    Object.values(state.opinions).map((each) => each.opinion),
    requests.map((request) => request.id),
  )
  const unchanged =
    current !== null && finished.success && canonicalJson(finished.data) === canonicalJson(current.text)
  const setFinding = (id: string, part: Partial<Draft['findings'][string]>) =>
    kept.set({
      ...draft,
      findings: { ...draft.findings, [id]: { text: '', ...draft.findings[id], ...part } },
    })

  async function send() {
    if (
      finished.success &&
      !unchanged &&
      (await act.send('draft-recommendation', { recommendation: finished.data }))
    )
      window.localStorage.removeItem(`mingting.recommendation.${meetingId}`)
  }

  if (state.openedAt === null) return <p className="pad mut">{t('recommend.notOpened')}</p>
  return (
    <ScrollArea className="recommend pad" label={t('tabs.recommendation')}>
      <section aria-label={t('recommend.write')}>
        <h1 className="vh">{t('tabs.recommendation')}</h1>
        {requests.map((request, index) => (
          <div key={request.id} className="finding">
            <PositionField
              legend={t('recommend.finding', { n: index + 1 })}
              request={request.text}
              value={draft.findings[request.id]?.position}
              onChange={(position) => setFinding(request.id, { position })}
            />
            <p className="mut">
              {t('meeting:conclusion.tally', votes[request.id] ?? { support: 0, partly: 0, not: 0 })}
            </p>
            <TextField
              label={t('recommend.findingText')}
              className="rec"
              rows={2}
              value={draft.findings[request.id]?.text ?? ''}
              onChange={(text) => setFinding(request.id, { text })}
            />
          </div>
        ))}
        <ReasonsFields reasons={draft.reasons} onChange={(reasons) => kept.set({ ...draft, reasons })} />
        <ActError act={act} />
        <div className="send">
          <Button
            kind="primary"
            size={40}
            waiting={!finished.success || unchanged || act.busy || !may('draft-recommendation')}
            onClick={() => void send()}
          >
            {t('recommend.send', { version: (current?.version ?? 0) + 1 })}
          </Button>
          <small className="mut">
            {!unchanged &&
              kept.savedAt !== undefined &&
              t('recommend.kept', { time: formatTime(kept.savedAt) })}
            {!finished.success && ` ${t('recommend.incomplete')}`}
            {unchanged && t('recommend.unchanged', { version: current.version })}
          </small>
        </div>
        {current && (
          <>
            <h3>{t('meeting:recommendation.draft', { version: current.version })}</h3>
            <RecommendationVotes onPaper />
          </>
        )}
      </section>
      <section aria-label={t('meeting:opinions.title')}>
        <h3>{t('meeting:opinions.title')}</h3>
        <OpenedOpinions />
      </section>
    </ScrollArea>
  )
}
