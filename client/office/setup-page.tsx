import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'

const fields = ['county', 'name', 'login', 'password'] as const

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
      <Card title={t('setup.title')}>
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            setUp.mutate()
          }}
        >
          <p>{t('setup.lead')}</p>
          {fields.map((field) => (
            <div className="field" key={field}>
              <label htmlFor={field}>{t(`setup.${field}`)}</label>
              <input
                id={field}
                required
                type={field === 'password' ? 'password' : 'text'}
                autoComplete={field === 'password' ? 'new-password' : 'off'}
                value={values[field]}
                onChange={(event) => setValues((before) => ({ ...before, [field]: event.target.value }))}
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
