import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, NavLink, Outlet, useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { useSessionAnswer } from '../meeting/session.ts'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { LanguageSwitch } from '../ui/preferences.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Brand, SkipLink } from '../ui/top-bar.tsx'

const pages = ['home', 'meetings', 'matters', 'pool'] as const
const addresses = { home: '/', meetings: '/meetings', matters: '/matters', pool: '/pool' } as const

/** Frame of every office page: menu, who is signed in, and a warning where the connection is not encrypted. */
export function Layout() {
  const { t } = useTranslation(['office', 'words'])
  const session = useSessionAnswer()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const signOut = useMutation({
    mutationFn: () =>
      api('/api/logout', { method: 'post', body: {}, schema: z.object({ ok: z.literal(true) }) }),
    // What was read for one person is not there for the next.
    onSuccess: async () => {
      queries.clear()
      await navigate('/login')
    },
  })
  if (session.error) return <ErrorBox error={session.error} onRetry={() => void session.refetch()} />
  if (!session.data) return <Skeleton />
  const { actor, county, demonstration, encrypted } = session.data
  if (actor.kind !== 'account') return <Navigate to="/login" replace state={{ from: pathname }} />
  return (
    <>
      <SkipLink target="content" />
      <header>
        <div className="bar office-bar">
          <Brand />
          <span className="org">{county.name}</span>
          <nav aria-label={t('nav.label')}>
            {pages.map((page) => (
              <NavLink key={page} to={addresses[page]} end={page === 'home'}>
                {t(`nav.${page}`)}
              </NavLink>
            ))}
            <NavLink to="/phones">{t('nav.phones')}</NavLink>
            {actor.roles.includes('administrator') && <NavLink to="/accounts">{t('nav.accounts')}</NavLink>}
          </nav>
          <div className="end">
            <LanguageSwitch />
            <Link to="/password" title={t('password.title')}>
              <b>{actor.name}</b>{' '}
              <span className="mut">{actor.roles.map((role) => t(`words:role.${role}`)).join(' ')}</span>
            </Link>
            <Button kind="quiet" onClick={() => signOut.mutate()}>
              {t('signOut')}
            </Button>
          </div>
        </div>
        {signOut.error && <ErrorBox error={signOut.error} />}
        {!encrypted && (
          <p className="office-strip" role="note">
            <b>{t('unencrypted')}</b> {t('unencryptedNote')}
          </p>
        )}
        {demonstration && <p className="office-strip office-demo">{t('demonstration')}</p>}
      </header>
      <Outlet />
    </>
  )
}
