import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../shared/i18n/format.ts'
import type { Position } from '../../../shared/opinions/opinion.ts'
import type { PublicConclusion } from '../../../shared/publication/answers.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon, PositionIcon } from '../../ui/icon.tsx'

/** The whole in one word: support or not only when every request got the same. */
export function overall(positions: readonly Position[]): Position {
  const [first = 'not'] = positions
  return positions.every((position) => position === first) ? first : 'partly'
}

/** What was decided on each request, and what the authority made of it. */
export function Findings({ conclusion }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const { document } = conclusion
  const { findings } = document.recommendation
  const request = (id: string) => document.requests.find((each) => each.id === id)?.text
  return (
    <section className="card box findings" id="content" aria-labelledby="conclusion">
      <h2 id="conclusion" className="vh">
        {t('heading')}
      </h2>
      <p className="big">{t(`overall.${overall(findings.map((each) => each.position))}`)}</p>
      <ol>
        {findings.map((finding) => (
          <li key={finding.requestId}>
            <PositionWord position={finding.position} />
            <b>{request(finding.requestId)}</b>
            <p>{finding.text}</p>
          </li>
        ))}
      </ol>
      <p className="basis">
        <Decision conclusion={conclusion} />
      </p>
      <p className="noprint">
        <button type="button" className="link-button" onClick={() => window.print()}>
          <Icon name="print" /> {t('words:print')}
        </button>
      </p>
    </section>
  )
}

export function PositionWord({ position }: { position: Position }) {
  const { t } = useTranslation('words')
  return (
    <span className="position-word">
      <PositionIcon position={position} />
      {t(`position.${position}`)}
    </span>
  )
}

function Decision({ conclusion: { decision, stage } }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const language = useLanguage()
  const name = t(`decisionName.${stage}`)
  if (!decision) return t('decision.pending', { name })
  const params = { name, number: decision.number, date: formatDate(decision.date, language, { year: true }) }
  if (decision.outcome === 'adopted') return t('decision.adopted', params)
  return (
    <>
      {t('decision.departed', params)} {decision.departureReason}
    </>
  )
}
