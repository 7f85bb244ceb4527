import { useTranslation } from 'react-i18next'
import { formatList } from '../../../shared/i18n/format.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { categorySchema } from '../../../shared/pool/officer.ts'
import { percent } from '../../meeting/chances.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { useSectorName } from '../pool/sector-name.ts'

/** The published compositions, one of which is drawn: how likely each is, and how many of which people it seats. */
export function PortfolioList({ locked }: { locked: Draw['locked'] }) {
  const { t } = useTranslation(['office', 'pool'])
  const language = useLanguage()
  const sectorName = useSectorName()
  const { portfolio, candidates, officers, rules } = locked
  if (!portfolio) return null
  /** Everybody of a stratum is alike in what the draw looks at: its lowest number tells what. */
  const whoOf = (stratum: number): string => {
    const candidate = candidates.find(({ no }) => no === stratum)
    const card = officers.find(({ no }) => no === stratum)
    const category = categorySchema.safeParse(card?.category)
    const group = card?.sector
      ? sectorName(card.sector)
      : category.success
        ? t(`pool:category.${category.data}`)
        : ''
    const facts = [
      ...(candidate?.standing ? [t('draw.kind.standing')] : []),
      ...(rules.quotas ?? [])
        .filter(({ id, of }) => candidate?.counts?.includes(id) && of.some(({ fact }) => fact !== 'category'))
        .map(({ name }) => name[language]),
    ]
    return facts.length === 0 ? group : t('draw.withFacts', { group, facts: formatList(facts, language) })
  }
  return (
    <details className="office-foot">
      <summary>{t('draw.portfolio', { count: portfolio.length })}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol className="office-list portfolio" tabIndex={0}>
        {portfolio.map(({ share, members }) => (
          <li key={members.map(({ stratum, seats }) => `${stratum}x${seats}`).join(' ')}>
            <span>
              {formatList(
                members.map(({ stratum, seats }) => t('draw.seatsOf', { who: whoOf(stratum), seats })),
                language,
              )}
            </span>
            <span>
              {share} <small className="mut">{percent(share) === '0' ? '<0.1' : percent(share)}%</small>
            </span>
          </li>
        ))}
      </ol>
    </details>
  )
}
