import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Run } from './verify-page.tsx'

const headCodeDigits = 32
const digitsIn = (typed: string) => typed.replace(/[^0-9a-fA-F]/g, '').length

/** The code of the record and, from the slip, the code of its head. */
export function CodeForm({
  code,
  run,
  onRun,
}: {
  code: string
  run: Run | undefined
  onRun: (code: string, headCode: string) => void
}) {
  const { t } = useTranslation('verify')
  const [typed, setTyped] = useState(code)
  const [head, setHead] = useState('')
  useEffect(() => setTyped(code), [code])
  const digits = digitsIn(head)
  const partial = head.trim() !== '' && digits !== headCodeDigits
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!partial) onRun(typed, head)
  }
  return (
    <form className="card box code-form" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor="code">{t('code')}</label>
        <input
          id="code"
          className="code-input"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </div>
      <div className="field">
        <label htmlFor="head-code">{t('headCode')}</label>
        <small>{t('headCodeWhere')}</small>
        <textarea
          id="head-code"
          className="code-input hex"
          rows={2}
          value={head}
          onChange={(event) => setHead(event.target.value)}
          autoComplete="off"
          spellCheck={false}
          aria-describedby="head-code-note"
          aria-invalid={partial}
        />
        <div id="head-code-note">
          {partial ? (
            <small className="soon">{t('headCodeShort', { count: digits })}</small>
          ) : (
            <HeadCodeNote run={run} />
          )}
        </div>
      </div>
      <Button type="submit" kind="primary" size={48} waiting={partial}>
        {t(run ? 'again' : 'run')}
      </Button>
      {run && <Finished run={run} />}
    </form>
  )
}

function HeadCodeNote({ run }: { run: Run | undefined }) {
  const { t } = useTranslation('verify')
  const check = run?.verdict.checks.find((each) => each.id === 'head-code')
  if (check?.outcome === 'holds')
    return (
      <b className="ok">
        <Icon name="tick" /> {t('result.unchangedNote')}
      </b>
    )
  if (check?.outcome === 'fails')
    return (
      <b className="stop">
        <Icon name="cross" /> {t('check.head-code.fails')}
      </b>
    )
  return <small>{t('headCodeWithout')}</small>
}

function Finished({ run }: { run: Run }) {
  const { t } = useTranslation('verify')
  const language = useLanguage()
  return (
    <p className="meta">
      {t('finished', {
        date: formatDate(dateOf(run.finishedAt), language),
        time: formatTime(run.finishedAt),
        seconds: (Math.max(run.tookMs, 100) / 1000).toFixed(1),
      })}
    </p>
  )
}
