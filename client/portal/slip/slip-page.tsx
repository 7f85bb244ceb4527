import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { formatDate } from '../../../shared/i18n/format.ts'
import { TOP_MARK } from '../../../shared/pool/rules.ts'
import { type SlipView, slipSchema } from '../../../shared/pool/view.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useBilingual, useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useTitle } from '../layout.tsx'
import './slip.css'
import { ballotOf, type Draft, emptyDraft, incomplete } from './ballot.ts'

const pathOf = (code: string) => `/api/public/slips/${encodeURIComponent(code)}`

/** Somebody with a slip marks the officers of their hearing. No sign-in goes with any request of this page. */
export function SlipPage() {
  const { t } = useTranslation('appraisal')
  const { code = '' } = useParams()
  useTitle(t('slip.title'))
  const slip = useQuery({
    queryKey: ['slip', code],
    queryFn: ({ signal }) => api(pathOf(code), { schema: slipSchema, signal, anonymous: true }),
    enabled: code !== '',
  })
  return (
    <main id="content" className="portal-wrap narrow">
      <h1>{t('slip.title')}</h1>
      {code === '' && <EnterCode />}
      {slip.error && (
        <>
          <ErrorBox error={slip.error} onRetry={() => void slip.refetch()} />
          <EnterCode />
        </>
      )}
      {code !== '' && slip.isPending && <Skeleton />}
      {slip.data && <Slip key={code} code={code} slip={slip.data} />}
    </main>
  )
}

function EnterCode() {
  const { t } = useTranslation('appraisal')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  return (
    <form
      className="card box"
      onSubmit={(event) => {
        event.preventDefault()
        void navigate(`/s/${encodeURIComponent(typed.trim())}`)
      }}
    >
      <div className="field">
        <label>
          {t('slip.enter')}
          <input
            autoComplete="off"
            autoCapitalize="characters"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
      </div>
      <Button kind="primary" size={48} type="submit" waiting={typed.trim() === ''}>
        {t('slip.open')}
      </Button>
    </form>
  )
}

function Slip({ code, slip }: { code: string; slip: SlipView }) {
  const { t } = useTranslation('appraisal')
  const language = useLanguage()
  const [draft, setDraft] = useState<Draft>(emptyDraft(slip.officers))
  const [missing, setMissing] = useState<string | null>(null)
  const sending = useMutation({
    mutationFn: () =>
      api(pathOf(code), {
        method: 'post',
        anonymous: true,
        body: { ballot: ballotOf(draft) },
        schema: z.object({ ok: z.literal(true) }),
      }),
  })
  if (sending.isSuccess)
    return (
      <p className="card box" role="status">
        {t('slip.done')}
      </p>
    )
  if (slip.state !== 'open')
    return (
      <p className="card box">
        {slip.state === 'used'
          ? t('slip.used')
          : t('slip.closed', { until: formatDate(slip.until, language, { year: true }) })}
      </p>
    )
  const send = (event: FormEvent) => {
    event.preventDefault()
    const gap = incomplete(draft, slip)
    setMissing(gap === null ? null : gap === '' ? t('slip.nobody') : t('slip.missing', { name: gap }))
    if (gap === null) sending.mutate()
  }
  return (
    <form className="slip-form" onSubmit={send}>
      <p>{t('slip.lead', { number: slip.number })}</p>
      <p className="mut">{t('slip.kept')}</p>
      {slip.officers.map((officer) => (
        <OfficerMarks
          key={officer.no}
          officer={officer}
          slip={slip}
          entry={draft[officer.no] ?? { skip: false, marks: {}, remark: '' }}
          onChange={(entry) => setDraft((before) => ({ ...before, [officer.no]: entry }))}
        />
      ))}
      {missing !== null && (
        <p className="stop" role="alert">
          {missing}
        </p>
      )}
      {sending.error && <ErrorBox error={sending.error} />}
      <p>{t('slip.review')}</p>
      <Button kind="primary" size={48} type="submit" waiting={sending.isPending}>
        {t('slip.send')}
      </Button>
    </form>
  )
}

function OfficerMarks({
  officer: { no, name },
  slip: { criteria },
  entry,
  onChange,
}: {
  officer: SlipView['officers'][number]
  slip: SlipView
  entry: Draft[number]
  onChange: (entry: Draft[number]) => void
}) {
  const { t } = useTranslation('appraisal')
  const say = useBilingual()
  return (
    <fieldset className="card box slip-officer">
      <legend>
        {no} {name}
      </legend>
      <label>
        <input
          type="checkbox"
          checked={entry.skip}
          onChange={(event) => onChange({ ...entry, skip: event.target.checked })}
        />{' '}
        {t('slip.skip')}
      </label>
      {!entry.skip &&
        criteria.map(({ id, label }) => (
          <div key={id} role="radiogroup" aria-label={`${name} ${say(label)}`} className="slip-marks">
            <b>{say(label)}</b>
            {Array.from({ length: TOP_MARK }, (_, i) => i + 1).map((mark) => (
              <label key={mark}>
                <input
                  type="radio"
                  name={`${no} ${id}`}
                  checked={entry.marks[id] === mark}
                  onChange={() => onChange({ ...entry, marks: { ...entry.marks, [id]: mark } })}
                />{' '}
                {t(`slip.marks.${String(mark) as '1' | '2' | '3' | '4' | '5'}`)}
              </label>
            ))}
          </div>
        ))}
      {!entry.skip && (
        <div className="field">
          <label>
            {t('slip.remark')}
            <input
              maxLength={200}
              autoComplete="off"
              value={entry.remark}
              onChange={(event) => onChange({ ...entry, remark: event.target.value })}
            />
          </label>
        </div>
      )}
    </fieldset>
  )
}
