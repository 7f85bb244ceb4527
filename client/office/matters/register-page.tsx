import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { ulid } from 'ulid'
import { dateOf } from '../../../shared/i18n/format.ts'
import { MatterForm } from './matter-form.tsx'
import { blankMatter } from './matter-values.ts'
import { useSendToMatter } from './use-matters.ts'

/** Registers a matter. Its id is made here, so that sending it again cannot register it twice. */
export default function RegisterPage() {
  const { t } = useTranslation(['matter', 'words'])
  const navigate = useNavigate()
  const [matterId] = useState(() => ulid())
  const [initial] = useState(() => blankMatter(dateOf(Date.now())))
  const send = useSendToMatter(matterId)
  return (
    <main id="content" className="register">
      <div className="register-head">
        <h1>{t('form.register')}</h1>
        <Link to=".." relative="path">
          {t('title')}
        </Link>
      </div>
      <MatterForm
        initial={initial}
        verb={t('actions.register')}
        save={async (data) => {
          await send({ type: 'register', data })
          await navigate(`../${matterId}`, { relative: 'path' })
        }}
      />
    </main>
  )
}
