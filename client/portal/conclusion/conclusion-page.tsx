import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import { type PublicConclusion, publicConclusionSchema } from '../../../shared/publication/answers.ts'
import { refusalOf } from '../../ui/api.ts'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { Qr } from '../../ui/qr.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useTitle } from '../layout.tsx'
import { Findings } from './findings.tsx'
import { Opinions } from './opinions.tsx'
import { RemedyBox } from './remedy-box.tsx'
import { Timeline } from './timeline.tsx'

/** A published conclusion, read by its code. */
export function ConclusionPage() {
  const { code = '' } = useParams()
  const answer = useAnswer(`/api/public/conclusions/${encodeURIComponent(code)}`, publicConclusionSchema)
  if (answer.error)
    return (
      <main id="content" className="portal-wrap narrow">
        {refusalOf(answer.error).code === 'NOT_FOUND' ? (
          <NotPublished code={code} />
        ) : (
          <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />
        )}
      </main>
    )
  if (!answer.data)
    return (
      <main id="content" className="portal-wrap narrow">
        <Skeleton lines={5} />
      </main>
    )
  return <Conclusion conclusion={answer.data} />
}

/** No conclusion under this code: not published yet, or mistyped. The record can be verified all the same. */
function NotPublished({ code }: { code: string }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  useTitle(t('notPublished.title'))
  return (
    <>
      <h1>{t('notPublished.title')}</h1>
      <p className="explain">{t('notPublished.text', { code })}</p>
      <p className="actions">
        <Link className="btn btn-40" to="/">
          {t('notPublished.again')}
        </Link>
        <Link className="btn btn-40" to={`/verify/${encodeURIComponent(code)}`}>
          {t('notPublished.verify')}
        </Link>
      </p>
    </>
  )
}

/** Order for the eye and for the phone: conclusion, remedy, reasons, opinions, what happened, what was hidden. */
export function Conclusion({ conclusion }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const { document, code } = conclusion
  useTitle(document.title)
  return (
    <>
      <main className="portal-wrap conclusion">
        <Title conclusion={conclusion} />
        <Findings conclusion={conclusion} />
        <div className="aside">
          <RemedyBox conclusion={conclusion} />
          <VerifyBox code={code} />
        </div>
        <section className="card box reasons" aria-labelledby="reasons">
          <h2 id="reasons">{t('reasons')}</h2>
          {document.recommendation.reasons.map((reason) => (
            <div key={reason.heading}>
              <h3>{reason.heading}</h3>
              <p>{reason.text}</p>
            </div>
          ))}
        </section>
        <Opinions conclusion={conclusion} />
        <Timeline conclusion={conclusion} />
        <section className="card box masked" aria-labelledby="masked">
          <h2 id="masked">{t('masked.title')}</h2>
          <p>{t('masked.text')}</p>
        </section>
      </main>
      <nav className="stick noprint" aria-label={t('verify')}>
        <Link className="btn btn-primary btn-48" to={`/verify/${code}`}>
          {t('verify')}
        </Link>
      </nav>
    </>
  )
}

function Title({ conclusion }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const language = useLanguage()
  const { document, listed, stage } = conclusion
  return (
    <section className="page-title">
      <p className="nature">{t(`nature.${stage}`)}</p>
      <h1>{t('title', { title: document.title })}</h1>
      <div className="marks">
        <Chip tone="blue" icon="tick">
          {t('issued')}
        </Chip>
        <span className="meta">{document.number}</span>
        <Chip icon={listed ? 'people' : 'lock'}>{t(listed ? 'listed' : 'byCode')}</Chip>
      </div>
      <p className="meta">
        <span className="nb">
          {t(document.open ? 'heldOpen' : 'heldClosed', {
            date: formatDate(document.heldOn, language, { year: true }),
          })}
        </span>
        <span className="nb">{document.responsibleUnit}</span>
        <span>
          <Icon name="hidden" /> {t('hidden')}
        </span>
      </p>
    </section>
  )
}

function VerifyBox({ code }: { code: string }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const language = useLanguage()
  const [openedAt] = useState(() => Date.now())
  const address = `${window.location.origin}/verify/${code}`
  return (
    <section className="card box verify-box" aria-labelledby="verify">
      <div className="code">
        <Qr text={address} />
        <p>
          <small>{t('portal:home.code')}</small>
          <b>{code}</b>
          <small className="print-only">
            {t('words:printedAt', {
              date: formatDate(dateOf(openedAt), language, { year: true }),
              time: formatTime(openedAt),
            })}
          </small>
        </p>
      </div>
      <h2 id="verify" className="vh">
        {t('verify')}
      </h2>
      <Link className="btn btn-primary btn-48 noprint" to={`/verify/${code}`}>
        {t('verify')}
      </Link>
      <p>{t('verifyWhat')}</p>
    </section>
  )
}
