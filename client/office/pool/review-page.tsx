import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { eliminationsSchema, type PoolView } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { EliminationDialog } from './elimination-dialog.tsx'
import { useFactWords } from './facts.ts'
import { OfficerSelect } from './officer-select.tsx'
import { ReviewForm } from './review-form.tsx'
import { useRuleWords } from './rule-sentences.ts'
import { PoolTabs } from './tabs.tsx'
import { poolPath, usePool } from './use-pool.ts'

interface Deciding {
  readonly officer: { readonly no: number; readonly name: string }
  readonly rule: string
  readonly facts: Readonly<Record<string, number>>
  readonly reported: boolean
}

/** Periodic review, and eliminations proposed by rule and decided by a person. */
export default function ReviewPage() {
  const { t } = useTranslation('appraisal')
  const pool = usePool()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('review.title')}</h1>
      </div>
      {pool.error && <ErrorBox error={pool.error} onRetry={() => void pool.refetch()} />}
      {pool.isPending && <Skeleton lines={6} />}
      {pool.data && (
        <>
          <Proposals pool={pool.data} onDecide={setDeciding} />
          <ReviewForm pool={pool.data} />
        </>
      )}
      {deciding && <EliminationDialog {...deciding} onClose={() => setDeciding(null)} />}
    </main>
  )
}

function Proposals({ pool, onDecide }: { pool: PoolView; onDecide: (deciding: Deciding) => void }) {
  const { t } = useTranslation('appraisal')
  const words = useFactWords()
  const ruleWords = useRuleWords()
  const found = useAnswer(`${poolPath}/eliminations`, eliminationsSchema)
  const [choice, setChoice] = useState(0)
  const reports = pool.rules.elimination.rules.find(({ ground }) => ground.kind === 'reported')
  return (
    <Card title={t('review.proposals')}>
      <p className="office-foot mut">
        {t('review.proposalsNote')} <Link to="/pool/rules">{t('review.rules')}</Link>
      </p>
      {found.error && <ErrorBox error={found.error} onRetry={() => void found.refetch()} />}
      <ul className="office-list">
        {found.data?.proposals.length === 0 && <li className="mut">{t('review.none')}</li>}
        {found.data?.proposals.map(({ no, name, unit, rule, facts }) => (
          <li key={`${no} ${rule}`}>
            <span>
              <Link to={`/pool/${no}`}>
                {no} {name}
              </Link>{' '}
              {unit}
              <small>
                {ruleWords(rule)}：{words(facts)}
              </small>
            </span>
            <Button
              aria-label={t('review.decideOf', { no, name })}
              onClick={() => onDecide({ officer: { no, name }, rule, facts, reported: false })}
            >
              {t('review.decide')}
            </Button>
          </li>
        ))}
      </ul>
      {reports && (
        <div className="office-foot">
          <OfficerSelect
            label={t('review.reportOf')}
            officers={pool.officers}
            value={choice}
            onChange={setChoice}
          />
          <Button
            waiting={choice === 0}
            onClick={() => {
              const officer = pool.officers.find(({ no }) => no === choice)
              if (officer) onDecide({ officer, rule: reports.id, facts: {}, reported: true })
            }}
          >
            {t('review.report')}
          </Button>
        </div>
      )}
    </Card>
  )
}
