import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dateOf, formatDate } from '../../../shared/i18n/format.ts'
import { isOpen } from '../../../shared/pool/entry.ts'
import { type ApplicationView, applicationsSchema } from '../../../shared/pool/view.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useBilingual, useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { DecideDialog, ReviewDialog, WithdrawDialog } from './application-dialogs.tsx'
import { CandidacyForm } from './candidacy-form.tsx'
import { PoolTabs } from './tabs.tsx'
import { poolPath, usePool } from './use-pool.ts'
import { WaitingCard } from './waiting-card.tsx'

type Act = 'review' | 'decide' | 'withdraw'
type Open = { readonly act: 'receive' } | { readonly act: Act; readonly application: ApplicationView }

const tones = {
  received: 'soon',
  reviewed: 'soon',
  admitted: 'ok',
  refused: 'plain',
  withdrawn: 'plain',
} as const

/** What can be done with an application as it stands. */
const actsOn = (application: ApplicationView): readonly Act[] => {
  if (!isOpen(application)) return []
  return application.state === 'reviewed' ? ['decide', 'review', 'withdraw'] : ['review', 'withdraw']
}

/** Candidacies: recommended, invited or on their own; reviewed, then decided by a person with a reason. */
export default function ApplicationsPage() {
  const { t } = useTranslation('entry')
  const found = useAnswer(`${poolPath}/applications`, applicationsSchema)
  const pool = usePool()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const all = found.data?.applications ?? []
  const language = useLanguage()
  const rules = pool.data?.rules.entry
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('title')}</h1>
        {found.data && (
          <span className="mut">{t('summary', { open: all.filter(isOpen).length, count: all.length })}</span>
        )}
        <div className="end">
          <Button kind="primary" size={40} onClick={() => setOpen({ act: 'receive' })}>
            {t('receive')}
          </Button>
        </div>
      </div>
      <WaitingCard />
      {found.error && <ErrorBox error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton lines={6} />}
      {found.data && all.length === 0 && <Empty title={t('empty.title')} next={t('empty.next')} />}
      {all.length > 0 && (
        <ul className="card office-list">
          {all.map((application) => (
            <Row
              key={application.id}
              application={application}
              onAct={(act) => setOpen({ act, application })}
            />
          ))}
        </ul>
      )}
      {found.data?.setAside.map(({ receipt, why, at }) => (
        <p key={`${receipt}-${at}`} className="mut">
          {t('waiting.gone', {
            receipt,
            why: t(`waiting.because.${why}`),
            on: formatDate(dateOf(at), language, { year: true }),
          })}
        </p>
      ))}
      {rules && (
        <p className="mut">
          {t('rules', { source: rules.source })}{' '}
          {!rules.confirmed && <span className="chip">{t('unconfirmed')}</span>}
        </p>
      )}
      {open?.act === 'receive' && pool.data && <CandidacyForm today={pool.data.today} onClose={close} />}
      {open?.act === 'review' && rules && (
        <ReviewDialog application={open.application} criteria={rules.criteria} onClose={close} />
      )}
      {open?.act === 'decide' && <DecideDialog application={open.application} onClose={close} />}
      {open?.act === 'withdraw' && <WithdrawDialog application={open.application} onClose={close} />}
    </main>
  )
}

function Row({ application, onAct }: { application: ApplicationView; onAct: (act: Act) => void }) {
  const { t } = useTranslation(['entry', 'officer', 'pool'])
  const language = useLanguage()
  const { officer, route, by, state, statement, reason, no, review, receivedOn, maybe, identity } =
    application
  const way = t(`officer:route.${route}`)
  return (
    <li>
      <span>
        <b>{officer.name}</b> {officer.unit} {t(`pool:category.${officer.category}`)}
        <small>
          {by === '' ? way : t('bySomebody', { route: way, by })} ·{' '}
          {formatDate(receivedOn, language, { year: true })}
        </small>
        {statement !== '' && <small>{statement}</small>}
        {review && <Findings review={review} />}
        {maybe.map((former) => (
          <small key={former.no} className="stop">
            <Icon name="alert" /> {t('maybe', former)}
          </small>
        ))}
        {identity && (
          <small>
            {identity.no === null
              ? t('identified.another', { reason: identity.reason })
              : t('identified.same', { no: identity.no, reason: identity.reason })}
          </small>
        )}
        {reason !== '' && <small>{reason}</small>}
      </span>
      <Chip tone={tones[state]}>{t(`state.${state}`)}</Chip>
      {no !== null && <Link to={`/pool/${no}`}>{t('officer', { no })}</Link>}
      {actsOn(application).map((act) => (
        <Button
          key={act}
          aria-label={t('more', { name: officer.name, act: t(act) })}
          onClick={() => onAct(act)}
        >
          {t(act)}
        </Button>
      ))}
    </li>
  )
}

function Findings({ review }: { review: NonNullable<ApplicationView['review']> }) {
  const { t } = useTranslation('entry')
  const say = useBilingual()
  const pool = usePool()
  const criteria = pool.data?.rules.entry.criteria ?? []
  const labelOf = (id: string) => {
    const criterion = criteria.find((one) => one.id === id)
    return criterion ? say(criterion.label) : id
  }
  const findings = review.findings.map(
    ({ criterion, met, note }) =>
      `${labelOf(criterion)} ${met ? t('met') : t('unmet')}${note === '' ? '' : `（${note}）`}`,
  )
  return (
    <small>
      {t('advice')}：{t(review.advice)} · {findings.join('，')} {review.note}
    </small>
  )
}
