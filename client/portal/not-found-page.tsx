import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTitle } from './layout.tsx'

export function NotFoundPage() {
  const { t } = useTranslation()
  useTitle(t('notFound.title'))
  return (
    <main id="content" className="portal-wrap narrow">
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.next')}</p>
      <Link className="btn btn-48" to="/">
        {t('notFound.home')}
      </Link>
    </main>
  )
}
