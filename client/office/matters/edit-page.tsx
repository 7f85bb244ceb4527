import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import type { MatterView } from '../../../shared/matter/view.ts'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { MatterForm } from './matter-form.tsx'
import { valuesOfMatter } from './matter-values.ts'
import { useMatter, useSendToMatter } from './use-matters.ts'

/** Corrects what was registered; the reason stays in the record. */
export default function EditPage() {
  const { matterId = '' } = useParams()
  const matter = useMatter(matterId)
  if (matter.error) return <ErrorBox error={matter.error} onRetry={() => void matter.refetch()} />
  if (!matter.data) return <Skeleton lines={6} />
  return <Edit matter={matter.data} />
}

function Edit({ matter }: { matter: MatterView }) {
  const { t } = useTranslation(['matter', 'words'])
  const navigate = useNavigate()
  const send = useSendToMatter(matter.id)
  const [opened] = useState(matter)
  const [reason, setReason] = useState('')
  return (
    <main id="content" className="register">
      <div className="register-head">
        <h1>{t('form.edit', { number: matter.number })}</h1>
        <Link to=".." relative="path">
          {matter.subject}
        </Link>
      </div>
      <MatterForm
        initial={valuesOfMatter(opened)}
        verb={t('actions.saveCorrection')}
        save={async (details) => {
          await send({ type: 'edit', data: { details, reason } }, opened.seq)
          await navigate('..', { relative: 'path' })
        }}
      >
        <div className="field">
          <label htmlFor="edit-reason">{t('form.reason')}</label>
          <Input
            id="edit-reason"
            required
            maxLength={4000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <small>{t('form.reasonHint')}</small>
        </div>
      </MatterForm>
    </main>
  )
}
