import '../register.css'
import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatDate } from '../../../shared/i18n/format.ts'
import { slipsSchema } from '../../../shared/pool/view.ts'
import { api, newCommandId } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { PrintPage } from '../../ui/print-page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { poolPath } from './use-pool.ts'

/** The slips of one hearing, two on a page, to be cut, folded and drawn by the parties themselves. */
export default function SlipsPage() {
  const { t } = useTranslation(['appraisal', 'words'])
  const language = useLanguage()
  const { meetingId = '' } = useParams()
  const slips = useMutation({
    mutationFn: () =>
      api(`${poolPath}/hearings/${encodeURIComponent(meetingId)}/slips`, {
        method: 'post',
        body: { commandId: newCommandId() },
        schema: slipsSchema,
      }),
  })
  const { mutate } = slips
  // Asked again, the server gives the same codes.
  useEffect(() => mutate(), [mutate])
  const { data } = slips
  return (
    <main id="content" className="register">
      <div className="register-head noprint">
        <h1>{t('slips.title')}</h1>
        <span className="mut">{t('slips.how')}</span>
        <div className="end">
          <Link className="btn btn-40" to="/pool/appraisals">
            {t('slips.back')}
          </Link>
          <Button kind="primary" size={40} waiting={!data} onClick={() => window.print()}>
            {t('slips.print')}
          </Button>
        </div>
      </div>
      {slips.error && <ErrorBox error={slips.error} onRetry={() => mutate()} />}
      {slips.isPending && <Skeleton lines={6} />}
      {data?.codes.map((code) => (
        <PrintPage
          key={code}
          half
          title={t('slips.sheet', { number: data.number })}
          address={`${data.base}/s/${code}`}
          printedAt={Date.now()}
          codes={
            <p>
              {t('slips.code')} <b className="nb">{code}</b>
              <br />
              {t('slips.at', { address: `${data.base}/s` })}
            </p>
          }
        >
          <p>{t('slips.sheetNote', { until: formatDate(data.until, language, { year: true }) })}</p>
        </PrintPage>
      ))}
    </main>
  )
}
