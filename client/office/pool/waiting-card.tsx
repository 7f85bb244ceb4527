import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Form, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { dateOf, formatDate } from '../../../shared/i18n/format.ts'
import {
  type SetAsideReason,
  setAsideReasons,
  type WaitingApplication,
  waitingApplicationsSchema,
} from '../../../shared/pool/entry.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { useAnswer } from '../../ui/use-answer.ts'
import { FormModal } from '../form-modal.tsx'
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
  const [deleting, setDeleting] = useState(false)
  const act = (what: 'taken-in' | 'set-aside', body?: { readonly why: SetAsideReason }) =>
    api(`${path}/${receipt}/${what}`, {
      method: 'post',
      schema: z.object({ ok: z.literal(true) }),
      ...(body && { body }),
    }).finally(() => client.invalidateQueries())
  const acting = useMutation({ mutationFn: () => act('taken-in') })
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
        onClick={() => acting.mutate()}
      >
        {t('waiting.takeIn')}
      </Button>
      <Button
        kind="quiet"
        aria-label={t('more', { name: applicant.name, act: t('waiting.setAside') })}
        onClick={() => setDeleting(true)}
      >
        {t('waiting.setAside')}
      </Button>
      {deleting && (
        <FormModal<{ why: SetAsideReason | undefined }>
          title={t('waiting.setAsideOf', { receipt })}
          verb={t('waiting.setAside')}
          note={t('waiting.setAsideNote')}
          danger
          initial={{ why: undefined }}
          send={async ({ why }) => why && act('set-aside', { why })}
          onClose={() => setDeleting(false)}
        >
          <Form.Item
            name="why"
            label={t('waiting.why')}
            rules={[{ required: true, message: t('pool:reason.required') }]}
          >
            <Radio.Group
              options={setAsideReasons.map((why) => ({ value: why, label: t(`waiting.because.${why}`) }))}
            />
          </Form.Item>
        </FormModal>
      )}
    </li>
  )
}
