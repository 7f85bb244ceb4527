import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router'
import { useSessionAnswer } from '../../meeting/session.ts'

const pages = [
  { page: 'list', to: '/pool', keepers: false },
  { page: 'applications', to: '/pool/applications', keepers: true },
  { page: 'calendar', to: '/pool/calendar', keepers: true },
  { page: 'appraisals', to: '/pool/appraisals', keepers: false },
  { page: 'review', to: '/pool/review', keepers: true },
  { page: 'health', to: '/pool/health', keepers: true },
  { page: 'days', to: '/pool/days', keepers: true },
  { page: 'rules', to: '/pool/rules', keepers: false },
] as const

/** Whether the reader keeps the pool; a chair reads the list and appraises. */
export function useKeepsPool(): boolean {
  const actor = useSessionAnswer().data?.actor
  return actor?.kind === 'account' && actor.roles.some((role) => role !== 'chair')
}

/** The pages of the pool, those the reader may open. */
export function PoolTabs() {
  const { t } = useTranslation('officer')
  const keeps = useKeepsPool()
  return (
    <nav className="office-tabs" aria-label={t('tabs.label')}>
      {pages
        .filter(({ keepers }) => keeps || !keepers)
        .map(({ page, to }) => (
          <NavLink key={page} to={to} end>
            {t(`tabs.${page}`)}
          </NavLink>
        ))}
    </nav>
  )
}
