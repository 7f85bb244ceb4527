import '../register.css'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../shared/i18n/format.ts'
import { type Indicator, type PoolHealth, poolHealthSchema } from '../../../shared/pool/health.ts'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useSectorName } from './sector-name.ts'
import { PoolTabs } from './tabs.tsx'
import { poolPath, usePool } from './use-pool.ts'

/** The pool at a glance: shares with their numerator, denominator and period, and who is meant. */
export default function HealthPage() {
  const { t } = useTranslation(['health', 'pool'])
  const language = useLanguage()
  const health = useAnswer(`${poolPath}/health`, poolHealthSchema)
  const date = (day: string) => formatDate(day, language, { year: true })
  const { data } = health
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('title')}</h1>
        {data && (
          <span className="mut">
            {t('period', {
              from: date(data.period.from),
              until: date(data.period.until),
              count: data.hearings,
            })}
          </span>
        )}
      </div>
      {health.error && <ErrorBox error={health.error} onRetry={() => void health.refetch()} />}
      {health.isPending && <Skeleton lines={8} />}
      {data && (
        <>
          <Indicators health={data} />
          <Groups health={data} />
        </>
      )}
    </main>
  )
}

/** A share that asks for somebody's attention as soon as it is not nought. */
const wantsSomebody = (id: Indicator['id']): boolean => id !== 'available'

function Indicators({ health }: { health: PoolHealth }) {
  const { t } = useTranslation('health')
  const language = useLanguage()
  const pool = usePool()
  const date = (day: string) => formatDate(day, language, { year: true })
  const nameOf = (no: number) => pool.data?.officers.find((officer) => officer.no === no)?.name ?? ''
  const source = pool.data?.rules.health
  return (
    <Card
      title={t('rules')}
      end={source && !source.confirmed && <span className="chip">{t('unconfirmed')}</span>}
    >
      <ul className="office-list">
        {health.indicators.map(({ id, numerator, denominator, period, officers }) => (
          <li key={id}>
            <span>
              <b>{t(`indicator.${id}`)}</b>
              <small>
                {period ? t('range', { from: date(period.from), until: date(period.until) }) : t('now')}
                {denominator === 0 && ` · ${t('unknown')}`}
              </small>
              {wantsSomebody(id) && officers.length > 0 && (
                <details>
                  <summary>{t('who')}</summary>
                  {officers.map((no) => (
                    <span key={no} className="nb">
                      <Link to={`/pool/${no}`}>
                        {no} {nameOf(no)}
                      </Link>{' '}
                    </span>
                  ))}
                </details>
              )}
            </span>
            <Chip tone={wantsSomebody(id) && numerator > 0 ? 'soon' : 'plain'}>
              {t('share', { numerator, denominator })}
            </Chip>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Groups({ health }: { health: PoolHealth }) {
  const { t } = useTranslation(['health', 'pool'])
  const sectorName = useSectorName()
  const columns = ['officers', 'standing', 'available', 'sat', 'hearings'] as const
  return (
    <Card title={t('groups')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="register-scroll" tabIndex={0} aria-label={t('groups')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('group')}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {health.groups.map((group) => (
              <tr key={`${group.category} ${group.sector}`}>
                <th scope="row">
                  {group.sector === '' ? t(`pool:category.${group.category}`) : sectorName(group.sector)}
                </th>
                {columns.map((column) => (
                  <td key={column} data-label={t(column)}>
                    {group[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {health.absentSectors.length > 0 && (
        <p className="office-foot mut">
          {t('absent', { sectors: health.absentSectors.map(sectorName).join('、') })}
        </p>
      )}
    </Card>
  )
}
