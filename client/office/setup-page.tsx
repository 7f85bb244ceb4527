import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { LanguageSwitch } from '../ui/preferences.tsx'
import { Brand } from '../ui/top-bar.tsx'
import { loginPattern, MIN_PASSWORD } from './accounts/sign-in-rules.ts'

const fields = [
  { name: 'county', most: 60 },
  { name: 'name', most: 60 },
  { name: 'login', most: 40, pattern: loginPattern },
  { name: 'password', most: 200, least: MIN_PASSWORD },
] as const

/** The one-time link of an empty installation: names the office and its first administrator. */
export function SetupPage() {
  const { t } = useTranslation('office')
  const { token = '' } = useParams()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [values, setValues] = useState({ county: '', name: '', login: '', password: '' })
  const setUp = useMutation({
    mutationFn: () =>
      api('/api/setup', {
        method: 'post',
        body: { token, ...values },
        schema: z.object({ ok: z.literal(true) }),
      }),
    // The server has signed the new administrator in.
    onSuccess: async () => {
      queries.clear()
      await navigate('/', { replace: true })
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
      <h1>{t('setup.title')}</h1>
      <Card>
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            setUp.mutate()
          }}
        >
          <p>{t('setup.lead')}</p>
          {fields.map(({ name, most, ...rules }) => (
            <div className="field" key={name}>
              <label htmlFor={name}>{t(`setup.${name}`)}</label>
              <input
                id={name}
                required
                maxLength={most}
                {...('pattern' in rules ? { pattern: rules.pattern, title: t('setup.login') } : {})}
                {...('least' in rules ? { minLength: rules.least } : {})}
                type={name === 'password' ? 'password' : 'text'}
                autoComplete={name === 'password' ? 'new-password' : 'off'}
                value={values[name]}
                onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value }))}
              />
            </div>
          ))}
          {setUp.error && <ErrorBox error={setUp.error} />}
          <Button kind="primary" size={40} type="submit" waiting={setUp.isPending} onClick={() => {}}>
            {t('setup.do')}
          </Button>
        </form>
      </Card>
    </main>
  )
}
