import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Empty } from '../ui/skeleton.tsx'

/** An address the office does not have. */
export function NotFoundPage() {
  const { t } = useTranslation('office')
  return (
    <main id="content" className="office-page">
      <h1 className="vh">{t('notFound')}</h1>
      <Empty
        title={t('notFound')}
        action={
          <Link className="btn btn-40" to="/">
            {t('nav.home')}
          </Link>
        }
      />
    </main>
  )
}
