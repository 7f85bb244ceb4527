import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { dateOf, formatDate } from '../../../shared/i18n/format.ts'
import { officerPageSchema, type OfficerPage as Page } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { CandidacyForm } from './candidacy-form.tsx'
import { EliminationDialog } from './elimination-dialog.tsx'
import { useFactWords } from './facts.ts'
import { HistoryList } from './history-list.tsx'
import { type ActedOn, actsOn, type OfficerAct, OfficerActDialog } from './officer-acts.tsx'
import { useRuleWords } from './rule-sentences.ts'
import { PoolTabs } from './tabs.tsx'
import { poolPath } from './use-pool.ts'

/** One officer: who they are, what can be done, and everything the ledger says. */
export default function OfficerPage() {
  const { t } = useTranslation(['officer', 'pool', 'entry'])
  const { no = '' } = useParams()
  const page = useAnswer(`${poolPath}/officers/${encodeURIComponent(no)}`, officerPageSchema)
  const [act, setAct] = useState<OfficerAct | null>(null)
  const { data } = page
  const [returning, setReturning] = useState(false)
  const acted: ActedOn | null =
    data && data.officer.status !== 'removed' ? { ...data.officer, status: data.officer.status } : null
  return (
    <main id="content" className="register">
      <PoolTabs />
      {page.error && <ErrorBox error={page.error} onRetry={() => void page.refetch()} />}
      {page.isPending && <Skeleton lines={8} />}
      {data && (
        <>
          <div className="register-head">
            <h1>
              <span className="no">{data.officer.no}</span> {data.officer.name}
            </h1>
            {data.officer.standing && <span className="standing">{t('pool:column.standing')}</span>}
            <State page={data} />
            {!acted && (
              <div className="end">
                <Button onClick={() => setReturning(true)}>{t('entry:return')}</Button>
              </div>
            )}
            {acted && (
              <div className="end">
                {actsOn(acted).map((each) => (
                  <Button key={each} onClick={() => setAct(each)}>
                    {t(`pool:actions.${each}`)}
                  </Button>
                ))}
              </div>
            )}
          </div>
          {returning && (
            <CandidacyForm today={data.today} returning={data.officer} onClose={() => setReturning(false)} />
          )}
          <div className="matter">
            <div>
              {data.proposals.length > 0 && <Proposals page={data} />}
              <Particulars page={data} />
              <Card title={t('history.title')}>
                <p className="office-foot mut">{t('history.note')}</p>
                <HistoryList entries={data.history} />
              </Card>
            </div>
            <div>
              <Hearings page={data} />
              <Trainings page={data} />
            </div>
          </div>
        </>
      )}
      {acted && act && <OfficerActDialog act={act} officer={acted} onClose={() => setAct(null)} />}
    </main>
  )
}

function State({ page: { officer } }: { page: Page }) {
  const { t } = useTranslation(['officer', 'pool'])
  const language = useLanguage()
  if (officer.status === 'removed') {
    const { cause, on } = officer.leaving ?? { cause: 'other' as const, on: '' }
    const date = formatDate(on, language, { year: true })
    return <Chip>{t('card.left', { date, cause: t(`pool:cause.${cause}`) })}</Chip>
  }
  if (officer.bars.length === 0)
    return (
      <Chip tone="ok" icon="tick">
        {t('pool:bar.none')}
      </Chip>
    )
  return officer.bars.map((bar) => (
    <Chip key={bar} tone={bar === 'suspended' ? 'stop' : 'soon'} icon="alert">
      {t(`pool:bar.${bar}`)}
    </Chip>
  ))
}

function Proposals({ page: { officer, proposals } }: { page: Page }) {
  const { t } = useTranslation('appraisal')
  const words = useFactWords()
  const ruleWords = useRuleWords()
  const [chosen, setChosen] = useState<Page['proposals'][number] | null>(null)
  return (
    <Card title={t('review.proposals')}>
      <ul className="office-list">
        {proposals.map((proposal) => (
          <li key={proposal.rule}>
            <span>
              {ruleWords(proposal.rule)}
              <small>{words(proposal.facts)}</small>
            </span>
            <Button onClick={() => setChosen(proposal)}>{t('review.decide')}</Button>
          </li>
        ))}
      </ul>
      {chosen && (
        <EliminationDialog
          officer={officer}
          rule={chosen.rule}
          facts={chosen.facts}
          onClose={() => setChosen(null)}
        />
      )}
    </Card>
  )
}

function Particulars({ page: { officer } }: { page: Page }) {
  const { t } = useTranslation(['officer', 'pool'])
  const language = useLanguage()
  const date = (day: string) => formatDate(day, language, { year: true })
  const mean = ({ sum, count }: { sum: number; count: number }) =>
    count === 0 ? t('card.noMarks') : t('card.mean', { mean: (sum / count).toFixed(1), count })
  const { ties } = officer
  const declared = [...ties.kin.map(({ name, relation }) => `${name}（${relation}）`), ...ties.units]
  const rows: readonly (readonly [string, string])[] = [
    [t('pool:column.category'), t(`pool:category.${officer.category}`)],
    [t('pool:column.unit'), [officer.unit, officer.sector].filter((part) => part !== '').join('，')],
    [t('card.expertise'), officer.expertise.join('、')],
    [t('card.languages'), officer.languages.join('、')],
    [
      t('card.term'),
      officer.term ? `${date(officer.term.from)} – ${date(officer.term.until)}` : t('card.noTerm'),
    ],
    [
      t('card.training'),
      officer.trainingValidUntil ? date(officer.trainingValidUntil) : t('card.noTraining'),
    ],
    [t('card.phone'), officer.phone],
    [t('card.route'), t(`route.${officer.route}`)],
    [t('card.since'), date(dateOf(officer.since))],
    [t('card.ties'), declared.length === 0 ? t('card.noTies') : declared.join('、')],
    [t('card.marks'), mean(officer.chairAverage)],
    [t('card.partyMarks'), mean(officer.partyAverage)],
  ]
  return (
    <Card title={t('card.title')}>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value === '' ? '—' : value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}

function Hearings({ page: { officer } }: { page: Page }) {
  const { t } = useTranslation('officer')
  const language = useLanguage()
  return (
    <Card title={t('hearings.title')} end={t('hearings.count', { count: officer.hearings.length })}>
      <ul className="office-list">
        {officer.hearings.length === 0 && <li className="mut">{t('hearings.none')}</li>}
        {officer.hearings.map(({ meetingId, number, on, outcome }) => (
          <li key={meetingId}>
            <span>
              {number}
              <small>{formatDate(on, language, { year: true })}</small>
            </span>
            {t(`outcome.${outcome}`)}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Trainings({ page: { officer } }: { page: Page }) {
  const { t } = useTranslation('officer')
  return (
    <Card title={t('trainings.title')}>
      <ul className="office-list">
        {officer.trainings.length === 0 && <li className="mut">{t('trainings.none')}</li>}
        {officer.trainings.map(({ title, heldOn, validUntil }) => (
          <li key={`${title} ${heldOn}`}>
            <span>
              {title}
              <small>{t('trainings.valid', { heldOn, validUntil })}</small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
