import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { MIN_PASSWORD } from './accounts/sign-in-rules.ts'

const fields = [
  { name: 'current', complete: 'current-password', least: 1 },
  { name: 'next', complete: 'new-password', least: MIN_PASSWORD },
] as const

/** One's own password; every other sign-in of the account ends. */
export function PasswordPage() {
  const { t } = useTranslation('office')
  const [values, setValues] = useState({ current: '', next: '' })
  const change = useMutation({
    mutationFn: () => api('/api/session/password', { method: 'put', body: values, schema: z.object({}) }),
    onSuccess: () => setValues({ current: '', next: '' }),
  })
  return (
    <main id="content" className="office-page">
      <h1>{t('password.title')}</h1>
      <Card>
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            change.mutate()
          }}
        >
          {fields.map(({ name, complete, least }) => (
            <div className="field" key={name}>
              <label htmlFor={name}>{t(`password.${name}`)}</label>
              <input
                id={name}
                type="password"
                required
                minLength={least}
                maxLength={200}
                autoComplete={complete}
                value={values[name]}
                onChange={(event) => setValues((before) => ({ ...before, [name]: event.target.value }))}
              />
            </div>
          ))}
          <p className="mut">{t('password.note')}</p>
          {change.error && <ErrorBox error={change.error} />}
          <p role="status" className="ok">
            {change.isSuccess && t('password.done')}
          </p>
          <Button kind="primary" size={40} type="submit" waiting={change.isPending}>
            {t('password.do')}
          </Button>
        </form>
      </Card>
    </main>
  )
}
