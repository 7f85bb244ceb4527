import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import {
  dateOf,
  formatDate,
  formatDuration,
  formatFingerprint,
  formatList,
} from '../../../shared/i18n/format.ts'
import { publicationProposalSchema } from '../../../shared/meeting/answers.ts'
import { positionSchema } from '../../../shared/opinions/opinion.ts'
import type { PublishedDocument } from '../../../shared/publication/document.ts'
import { useAct } from '../../meeting/act.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { ActError } from '../../meeting/act-error.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { PositionIcon } from '../../ui/icon.tsx'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { ServiceList } from './notice-card.tsx'

/** Approving the public text: exactly what is shown is what is published. */
export function PublicationPage() {
  const { t } = useTranslation('office')
  const { state } = useMeeting()
  if (!state.conclusion) return <Empty title={t('publish.notYet')} next={t('publish.notYetNext')} />
  if (state.phase !== 'closed')
    return <Empty title={t('publish.notClosed')} next={t('publish.notClosedNext')} />
  return (
    <div className="office-grid">
      <div className="office-main">{state.publication ? <Published /> : <Approval />}</div>
      <div className="office-aside">
        <Papers />
        <Card title={t('publish.service')}>
          <ServiceList document="conclusion" />
        </Card>
      </div>
    </div>
  )
}

function Published() {
  const { t } = useTranslation('office')
  const language = useLanguage()
  const { state } = useMeeting()
  const { publication } = state
  if (!publication) return null
  return (
    <Card title={t('publish.published', { date: formatDate(dateOf(publication.at), language) })}>
      <div className="office-foot">
        <span>{t(publication.listed ? 'publish.listed' : 'publish.byCode')}</span>
        <a className="btn btn-primary btn-40" href={`/c/${state.code ?? ''}`}>
          {t('publish.view')}
        </a>
      </div>
      {publication.document && <PublicText document={publication.document} />}
    </Card>
  )
}

function Approval() {
  const { t } = useTranslation('office')
  const { meetingId, state } = useMeeting()
  const may = useMay()
  const act = useAct()
  const consents = Object.keys(state.consents).length
  const proposal = useAnswer(
    `/api/meetings/${encodeURIComponent(meetingId)}/publication?consents=${consents}`,
    publicationProposalSchema,
  )
  const [listed, setListed] = useState<boolean>()
  const [approving, setApproving] = useState(false)
  if (proposal.error) return <ErrorBox error={proposal.error} onRetry={() => void proposal.refetch()} />
  if (!proposal.data) return <Skeleton lines={8} />
  const { document, sha256, mayList } = proposal.data
  const openly = (listed ?? mayList) && mayList
  const petitioner = state.participants.find((p) => p.kind === 'petitioner')
  return (
    <Card title={t('publish.title')}>
      <p className="office-foot">{t('publish.exact')}</p>
      <PublicText document={document} />
      <div className="office-foot">
        <label>
          <input
            type="checkbox"
            checked={openly}
            disabled={!mayList}
            onChange={(event) => setListed(event.target.checked)}
          />{' '}
          {t('publish.listed')}
        </label>
        <span className="mut">{t('publish.listingRule')}</span>
        {petitioner && may('record-consent') && state.consents[petitioner.id] === undefined && (
          <Button
            waiting={act.busy}
            onClick={() => void act.send('record-consent', { participantId: petitioner.id, consents: true })}
          >
            {t('publish.consent')}
          </Button>
        )}
      </div>
      <div className="office-foot">
        <ActError act={act} />
        <small className="mut">
          {t('publish.fingerprint')} {formatFingerprint(sha256.slice(0, 32))}
        </small>
        {may('publish') && (
          <Button kind="primary" size={40} onClick={() => setApproving(true)}>
            {t('publish.approve')}
          </Button>
        )}
      </div>
      {approving && (
        <ActDialog
          title={t('publish.approve')}
          confirm={t('publish.approve')}
          type="publish"
          data={{ sha256, listed: openly }}
          onClose={() => {
            setApproving(false)
            // A text that changed meanwhile is refused: it is read anew before it can be approved.
            void proposal.refetch()
          }}
        >
          <p>{t('publish.approveExplain')}</p>
        </ActDialog>
      )}
    </Card>
  )
}

function Papers() {
  const { t } = useTranslation('office')
  const { meetingId, state } = useMeeting()
  return (
    <Card title={t('publish.papers')}>
      <ul className="office-list">
        <li>
          <Link to={`/meetings/${meetingId}/print/slip`}>{t('publish.slip')}</Link>
        </li>
        <li>
          <Link to={`/meetings/${meetingId}/print/conclusion`}>{t('publish.conclusion')}</Link>
        </li>
        <li>
          <Link to={`/meetings/${meetingId}/print/draw-sheet`}>{t('draw.sheet')}</Link>
        </li>
        <li>
          <Link to={`/meetings/${meetingId}/print/minutes`}>{t('publish.minutes')}</Link>
        </li>
        <li>
          <Link to={`/matters/${state.matterId ?? ''}`}>{t('publish.decision')}</Link>
        </li>
      </ul>
    </Card>
  )
}

const positions = positionSchema.options

/** The published document as text: every field of it, nothing else. */
function PublicText({ document }: { document: PublishedDocument }) {
  const { t } = useTranslation(['office', 'words'])
  const language = useLanguage()
  const request = (id: string) => document.requests.find((each) => each.id === id)?.text ?? ''
  return (
    <div className="publish-text" lang="zh-CN">
      <h2>{document.title}</h2>
      <p>
        {document.number}·{formatDate(document.heldOn, language, { year: true })}·{document.place}·
        {document.responsibleUnit}
      </p>
      {document.recommendation.findings.map((finding) => (
        <div key={finding.requestId}>
          <h3>
            <PositionIcon position={finding.position} /> {t(`words:position.${finding.position}`)}{' '}
            {request(finding.requestId)}
          </h3>
          <p>{finding.text}</p>
        </div>
      ))}
      {document.recommendation.reasons.map((part) => (
        <div key={part.heading}>
          <h3>{part.heading}</h3>
          <p>{part.text}</p>
        </div>
      ))}
      {document.opinions.map((opinion) => (
        <p key={`${opinion.reasons}${opinion.advice}`}>
          {formatList(
            opinion.positions.map((p) => t(`words:position.${p.position}`)),
            language,
          )}
          {t('publish.holds')}
          {opinion.reasons} {opinion.advice}
        </p>
      ))}
      <p>
        {t('publish.votes', { agreeing: document.agreeing, dissenting: document.dissenting })}
        {document.missing.length > 0 &&
          t('publish.missing', { names: formatList(document.missing, language) })}
      </p>
      {Object.entries(document.tally).map(([id, votes]) => (
        <p key={id}>
          {request(id)}{' '}
          {formatList(
            positions.map((position) => `${t(`words:position.${position}`)} ${votes[position] ?? 0}`),
            language,
          )}
        </p>
      ))}
      <p>
        {t('publish.spoken', {
          petitioner: formatDuration(document.spoken.petitioner),
          unit: formatDuration(document.spoken.unit),
        })}
        {t('publish.recusals', document.recusals)}
      </p>
      <p>
        {document.chair} {document.clerks.join(' ')}{' '}
        {document.panel.map((seat) => `${seat.name}（${seat.title}）`).join(' ')}
      </p>
    </div>
  )
}
