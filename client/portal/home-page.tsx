import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDate } from '../../shared/i18n/format.ts'
import { conclusionListSchema } from '../../shared/publication/answers.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { useLanguage } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { useTitle } from './layout.tsx'
import { readCode } from './verification-code.ts'

/** Search by code, and the conclusions listed openly. */
export function HomePage() {
  const { t } = useTranslation(['portal', 'words', 'apply'])
  useTitle(t('title'))
  return (
    <main id="content" className="portal-wrap narrow">
      <section className="page-title">
        <h1>{t('home.title')}</h1>
        <p className="meta">{t('home.lead')}</p>
      </section>
      <CodeForm />
      <ListedConclusions />
      <p>
        <Link to="/apply">{t('apply:link')}</Link>
      </p>
    </main>
  )
}

function CodeForm() {
  const { t } = useTranslation(['portal', 'words'])
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [bad, setBad] = useState(false)
  function go(to: 'c' | 'verify') {
    const code = readCode(typed)
    setBad(code === null)
    if (code !== null) void navigate(`/${to}/${code}`)
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    go('c')
  }
  return (
    <form className="card box code-form" onSubmit={submit} noValidate>
      <div className="field">
        <label htmlFor="code">{t('home.code')}</label>
        <input
          id="code"
          className="code-input"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby="code-hint"
          aria-invalid={bad}
        />
        <small id="code-hint" className={bad ? 'stop' : undefined} role={bad ? 'alert' : undefined}>
          {t(bad ? 'home.badCode' : 'home.codeHint')}
        </small>
      </div>
      <div className="actions">
        <Button type="submit" kind="primary" size={48}>
          <Icon name="search" />
          {t('home.read')}
        </Button>
        <Button size={48} onClick={() => go('verify')}>
          {t('home.verify')}
        </Button>
      </div>
    </form>
  )
}

function ListedConclusions() {
  const { t } = useTranslation(['portal', 'words'])
  const language = useLanguage()
  const list = useAnswer('/api/public/conclusions', conclusionListSchema)
  if (list.error) return <ErrorBox error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Skeleton />
  if (list.data.conclusions.length === 0) return <Empty title={t('home.none')} next={t('home.noneNext')} />
  return (
    <Card title={t('home.listed')} className="box">
      <ul className="listed">
        {list.data.conclusions.map((each) => (
          <li key={each.code}>
            <Link to={`/c/${each.code}`}>{each.title}</Link>
            <span className="meta">
              {each.number} · {t('home.heldOn', { date: formatDate(each.heldOn, language, { year: true }) })}{' '}
              · {each.responsibleUnit}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
