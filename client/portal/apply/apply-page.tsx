import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatList } from '../../../shared/i18n/format.ts'
import type { OpenApplication } from '../../../shared/pool/entry.ts'
import { type Category, categories } from '../../../shared/pool/officer.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { LineField, SelectField, TextField } from '../../ui/field.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { useTitle } from '../layout.tsx'
import './apply.css'

interface Typed {
  readonly name: string
  readonly category: Category
  readonly sector: string
  readonly unit: string
  readonly expertise: string
  readonly languages: string
  readonly phone: string
  readonly statement: string
}
const blank: Typed = {
  name: '',
  category: 'deputy',
  sector: '',
  unit: '',
  expertise: '',
  languages: '',
  phone: '',
  statement: '',
}

const listOf = (text: string): string[] =>
  text
    .split(/[、，,;；]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** What has to be there before it can be sent. */
const missingIn = (typed: Typed) =>
  (['name', 'sector', 'unit', 'phone'] as const).filter(
    (field) => typed[field].trim() === '' && (field !== 'sector' || typed.category === 'sector'),
  )

const applicationOf = ({ statement, expertise, languages, sector, ...typed }: Typed): OpenApplication => ({
  applicant: {
    ...typed,
    sector: typed.category === 'sector' ? sector : '',
    expertise: listOf(expertise),
    languages: listOf(languages),
  },
  statement,
})

/** Anybody applies to join the pool; the answer is a receipt. No sign-in goes with it. */
export function ApplyPage() {
  const { t } = useTranslation('apply')
  useTitle(t('title'))
  const sending = useMutation({
    mutationFn: (typed: Typed) =>
      api('/api/public/pool-applications', {
        method: 'post',
        anonymous: true,
        body: applicationOf(typed),
        schema: z.object({ receipt: z.string() }),
      }),
  })
  return (
    <main id="content" className="portal-wrap narrow">
      <section className="page-title">
        <h1>{t('title')}</h1>
        <p className="meta">{t('lead')}</p>
      </section>
      {sending.data ? (
        <section className="card box apply" role="status">
          <h2>{t('received')}</h2>
          <p>
            {t('receipt')} <b className="receipt">{sending.data.receipt}</b>
          </p>
          <p>{t('receiptNote')}</p>
          <Button size={48} onClick={() => sending.reset()}>
            {t('another')}
          </Button>
        </section>
      ) : (
        <ApplyForm busy={sending.isPending} error={sending.error} onSend={(typed) => sending.mutate(typed)} />
      )}
    </main>
  )
}

function ApplyForm({
  busy,
  error,
  onSend,
}: {
  busy: boolean
  error: Error | null
  onSend: (typed: Typed) => void
}) {
  const { t } = useTranslation(['apply', 'pool'])
  const language = useLanguage()
  const [typed, setTyped] = useState(blank)
  const [tried, setTried] = useState(false)
  const missing = missingIn(typed)
  const set = (field: keyof Typed) => (value: string) => setTyped((before) => ({ ...before, [field]: value }))
  const line = (field: Exclude<keyof Typed, 'category' | 'statement'>, maxLength: number) => ({
    label: t(field),
    value: typed[field],
    onChange: set(field),
    maxLength,
    'aria-invalid': tried && missing.some((each) => each === field),
  })
  function send(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (missing.length === 0) onSend(typed)
  }
  return (
    <form className="card box apply" onSubmit={send} noValidate>
      <p>{t('kept')}</p>
      <LineField {...line('name', 40)} required autoComplete="name" />
      <SelectField
        label={t('category')}
        value={typed.category}
        onChange={(category) => setTyped((before) => ({ ...before, category }))}
        options={categories.map((value) => ({ value, label: t(`pool:category.${value}`) }))}
      />
      {typed.category === 'sector' && (
        <LineField {...line('sector', 40)} required placeholder={t('sectorHint')} />
      )}
      <LineField {...line('unit', 80)} required />
      <LineField {...line('phone', 30)} required type="tel" autoComplete="tel" placeholder={t('phoneHint')} />
      <LineField {...line('expertise', 200)} />
      <LineField {...line('languages', 200)} />
      <TextField
        label={t('statement')}
        value={typed.statement}
        onChange={set('statement')}
        maxLength={2000}
      />
      {tried && missing.length > 0 && (
        <p className="stop" role="alert">
          {t('missing', {
            fields: formatList(
              missing.map((field) => t(field)),
              language,
            ),
          })}
        </p>
      )}
      {error && <ErrorBox error={error} />}
      <Button kind="primary" size={48} type="submit" waiting={busy}>
        {t('send')}
      </Button>
    </form>
  )
}
