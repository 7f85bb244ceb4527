import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateOf, formatDate } from '../../../shared/i18n/format.ts'
import { type WaitingApplication, waitingApplicationsSchema } from '../../../shared/pool/entry.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { poolPath } from './use-pool.ts'

const path = `${poolPath}/open-applications`

/** Open applications from the public form that nobody has taken in; nothing where there are none. */
export function WaitingCard() {
  const { t } = useTranslation('entry')
  const found = useAnswer(path, waitingApplicationsSchema)
  if (found.error) return <ErrorBox error={found.error} onRetry={() => void found.refetch()} />
  const waiting = found.data?.waiting ?? []
  if (waiting.length === 0) return null
  return (
    <Card title={t('waiting.title', { count: waiting.length })} end={t('waiting.note')}>
      <ul className="office-list">
        {waiting.map((application) => (
          <Row key={application.receipt} application={application} />
        ))}
      </ul>
    </Card>
  )
}

function Row({ application }: { application: WaitingApplication }) {
  const { t } = useTranslation(['entry', 'pool', 'words'])
  const language = useLanguage()
  const client = useQueryClient()
  const { applicant, statement, receipt, at } = application
  const acting = useMutation({
    mutationFn: (act: 'taken-in' | 'set-aside') =>
      api(`${path}/${receipt}/${act}`, { method: 'post', schema: z.object({ ok: z.literal(true) }) }),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <li>
      <span>
        <b>{applicant.name}</b> {applicant.unit} {t(`pool:category.${applicant.category}`)} {applicant.sector}
        <small>
          {t('waiting.receipt', { receipt })} · {formatDate(dateOf(at), language, { year: true })} ·{' '}
          {applicant.phone}
        </small>
        {[...applicant.expertise, ...applicant.languages].length > 0 && (
          <small>{[...applicant.expertise, ...applicant.languages].join('、')}</small>
        )}
        {statement !== '' && <small>{statement}</small>}
        {acting.error && <ErrorBox error={acting.error} />}
      </span>
      <Button
        aria-label={t('more', { name: applicant.name, act: t('waiting.takeIn') })}
        waiting={acting.isPending}
        onClick={() => acting.mutate('taken-in')}
      >
        {t('waiting.takeIn')}
      </Button>
      <Popconfirm
        title={t('waiting.setAsideNote')}
        okText={t('waiting.setAside')}
        cancelText={t('words:cancel')}
        onConfirm={() => acting.mutate('set-aside')}
      >
        <Button kind="quiet" aria-label={t('more', { name: applicant.name, act: t('waiting.setAside') })}>
          {t('waiting.setAside')}
        </Button>
      </Popconfirm>
    </li>
  )
}
