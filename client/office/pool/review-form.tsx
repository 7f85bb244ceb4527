import './pool.css'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../shared/i18n/format.ts'
import { addDays } from '../../../shared/matter/days.ts'
import { poolHealthSchema } from '../../../shared/pool/health.ts'
import { reviewOutcomes } from '../../../shared/pool/officer.ts'
import type { PoolView } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { poolPath, useSendToPool } from './use-pool.ts'

type Outcome = (typeof reviewOutcomes)[number]
interface Entry {
  readonly outcome: Outcome | ''
  readonly note: string
}
const blank: Entry = { outcome: '', note: '' }

/** Periodic review: a conclusion on each officer, recorded all at once. */
export function ReviewForm({ pool }: { pool: PoolView }) {
  const { t } = useTranslation('appraisal')
  const language = useLanguage()
  const send = useSendToPool()
  const health = useAnswer(`${poolPath}/health`, poolHealthSchema)
  const due = new Set(health.data?.indicators.find(({ id }) => id === 'review-due')?.officers ?? [])
  const [dueOnly, setDueOnly] = useState(false)
  const [from, setFrom] = useState(addDays(pool.today, -pool.rules.health.reviewEveryDays))
  const [until, setUntil] = useState(pool.today)
  const [entries, setEntries] = useState<Readonly<Record<number, Entry>>>({})
  const concluded = Object.entries(entries).flatMap(([no, { outcome, note }]) =>
    outcome === '' ? [] : [{ no: Number(no), outcome, note }],
  )
  const saving = useMutation({
    mutationFn: () => send({ type: 'record-review', data: { from, until, entries: concluded } }),
    onSuccess: () => setEntries({}),
  })
  const shown = pool.officers.filter(({ no }) => !dueOnly || due.has(no))
  const change = (no: number, part: Partial<Entry>) =>
    setEntries((before) => ({ ...before, [no]: { ...blank, ...before[no], ...part } }))
  return (
    <Card title={t('review.hold')}>
      <p className="office-foot mut">{t('review.holdNote')}</p>
      <div className="office-foot">
        <label>
          {t('review.from')}{' '}
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label>
          {t('review.until')}{' '}
          <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={dueOnly} onChange={(event) => setDueOnly(event.target.checked)} />{' '}
          {t('review.dueOnly', { count: due.size })}
        </label>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="import-errors pool-review" tabIndex={0} aria-label={t('review.hold')}>
        <table>
          <thead>
            <tr>
              {(['officer', 'outcome', 'note'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`review.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ no, name, unit, sat, reviewedOn }) => (
              <tr key={no}>
                <th scope="row">
                  <Link to={`/pool/${no}`}>
                    {no} {name}
                  </Link>
                  <small>
                    {unit}·{t('review.satIn', { count: sat, days: pool.rules.workload.days })}·
                    {reviewedOn
                      ? t('review.last', { date: formatDate(reviewedOn, language, { year: true }) })
                      : t('review.never')}
                  </small>
                </th>
                <td>
                  <select
                    aria-label={t('review.conclusion', { no, name })}
                    value={entries[no]?.outcome ?? ''}
                    onChange={(event) =>
                      change(no, { outcome: reviewOutcomes.find((one) => one === event.target.value) ?? '' })
                    }
                  >
                    <option value="">{t('review.choose')}</option>
                    {reviewOutcomes.map((outcome) => (
                      <option key={outcome} value={outcome}>
                        {t(`review.outcomes.${outcome}`)}
                      </option>
                    ))}
                  </select>
                </td>
                <td>
                  <input
                    aria-label={t('review.noteOf', { no, name })}
                    maxLength={400}
                    value={entries[no]?.note ?? ''}
                    onChange={(event) => change(no, { note: event.target.value })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="office-foot" aria-live="polite">
        {saving.error && <ErrorBox error={saving.error} />}
        <Button
          kind="primary"
          size={40}
          waiting={concluded.length === 0 || saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('review.save', { count: concluded.length })}
        </Button>
        {saving.isSuccess && concluded.length === 0 && <span className="ok">{t('review.saved')}</span>}
      </div>
    </Card>
  )
}
