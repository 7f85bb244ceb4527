import { useTranslation } from 'react-i18next'
import { formatFingerprint } from '../../../shared/i18n/format.ts'
import type { RecordVerdict } from '../../../shared/publication/verify-record.ts'

/** For those who want to compute it themselves. */
export function Technical({ verdict }: { verdict: RecordVerdict }) {
  const { t } = useTranslation('verify')
  return (
    <section className="card box technical">
      <details>
        <summary>{t('technical.title')}</summary>
        <p>{t('technical.text')}</p>
        <dl className="numbers">
          {verdict.last && (
            <>
              <dt>{t('technical.head', { seq: verdict.last.seq })}</dt>
              <dd>{formatFingerprint(verdict.last.head)}</dd>
            </>
          )}
          {verdict.closing && (
            <>
              <dt>{t('technical.closing', { seq: verdict.closing.seq })}</dt>
              <dd>{formatFingerprint(verdict.closing.head)}</dd>
            </>
          )}
        </dl>
      </details>
    </section>
  )
}
