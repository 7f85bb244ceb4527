import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Outlet } from 'react-router'
import { LanguageSwitch, LargeTypeSwitch } from '../ui/preferences.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Brand, SkipLink } from '../ui/top-bar.tsx'

/** Head and foot of every public page. */
export function Layout() {
  const { t } = useTranslation(['portal', 'words'])
  return (
    <>
      <SkipLink target="content" />
      <header className="portal-bar noprint">
        <div>
          <Link to="/" className="home">
            <Brand />
          </Link>
          <span className="org">{t('org')}</span>
          <div className="end">
            <LargeTypeSwitch />
            <LanguageSwitch />
          </div>
        </div>
      </header>
      <Suspense
        fallback={
          <main className="portal-wrap narrow">
            <Skeleton />
          </main>
        }
      >
        <Outlet />
      </Suspense>
      <footer className="portal-foot">
        <div>
          <b>{t('words:product')}</b>
          <span>{t('foot')}</span>
          <a className="noprint" href="/office/login">
            {t('home.staff')}
          </a>
        </div>
      </footer>
    </>
  )
}

/** Title of the browser tab while a page is shown. */
export function useTitle(title: string | undefined): void {
  const { t } = useTranslation(['portal', 'words'])
  const product = t('words:product')
  useEffect(() => {
    document.title = title ? `${title} – ${product}` : product
  }, [title, product])
}
