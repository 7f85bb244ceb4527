import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { z } from 'zod'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { LanguageSwitch } from '../ui/preferences.tsx'
import { Brand } from '../ui/top-bar.tsx'

/** Page of the office that asked for the sign-in. */
const fromSchema = z.object({ from: z.string() })

/** Sign-in of administrators, clerks and chairs. */
export function LoginPage() {
  const { t } = useTranslation('office')
  const navigate = useNavigate()
  const queries = useQueryClient()
  const from = fromSchema.safeParse(useLocation().state).data?.from ?? '/'
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () =>
      api('/api/login', {
        method: 'post',
        body: { login, password },
        schema: z.object({ ok: z.literal(true) }),
      }),
    onSuccess: async () => {
      queries.clear()
      await navigate(from, { replace: true })
    },
  })
  return (
    <main id="content" className="office-narrow">
      <div className="office-head">
        <Brand />
        <div className="end">
          <LanguageSwitch />
        </div>
      </div>
      <h1>{t('login.title')}</h1>
      <Card>
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            enter.mutate()
          }}
        >
          <div className="field">
            <label htmlFor="login">{t('login.name')}</label>
            <input
              id="login"
              autoComplete="username"
              required
              value={login}
              onChange={(e) => setLogin(e.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor="password">{t('login.password')}</label>
            <input
              id="password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.target.value)}
            />
          </div>
          {enter.error && <ErrorBox error={enter.error} />}
          <Button kind="primary" size={40} type="submit" waiting={enter.isPending} onClick={() => {}}>
            {t('login.enter')}
          </Button>
          <p className="mut">{t('login.note')}</p>
        </form>
      </Card>
    </main>
  )
}
