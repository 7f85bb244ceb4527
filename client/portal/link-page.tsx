import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { z } from 'zod'
import { roleSchema } from '../../shared/accounts/actor.ts'
import { api } from '../ui/api.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { useTitle } from './layout.tsx'

const linkSchema = z.object({
  role: roleSchema,
  name: z.string().optional(),
  meetingTitle: z.string().optional(),
  resumable: z.boolean().optional(),
})
const redeemedSchema = z.object({ ok: z.literal(true), to: z.string().startsWith('/') })

/** A one-time link. Chat applications open links to preview them, so only the button signs in. */
export function LinkPage() {
  const { t } = useTranslation(['portal', 'words'])
  const { token = '' } = useParams()
  useTitle(t('link.title'))
  const path = `/api/links/${encodeURIComponent(token)}`
  const link = useAnswer(path, linkSchema)
  const redeem = useMutation({
    mutationFn: () => api(`${path}/redeem`, { method: 'post', body: {}, schema: redeemedSchema }),
    onSuccess: ({ to }) => window.location.assign(to),
  })
  const plain = window.location.protocol === 'http:'
  return (
    <main id="content" className="portal-wrap narrow">
      <h1>{link.data?.meetingTitle ?? t('link.title')}</h1>
      {link.error && <ErrorBox error={link.error} onRetry={() => void link.refetch()} />}
      {!link.error && !link.data && <Skeleton />}
      {link.data && (
        <>
          <p className="lead">
            {link.data.name
              ? t('link.name', { name: link.data.name, role: t(`words:role.${link.data.role}`) })
              : t('link.as', { role: t(`words:role.${link.data.role}`) })}
          </p>
          {link.data.resumable && <p className="meta">{t('link.used')}</p>}
          {plain && <Banner title={t('link.plain')} />}
          {redeem.error && <ErrorBox error={redeem.error} />}
          <Button kind="primary" size={56} waiting={redeem.isPending} onClick={() => redeem.mutate()}>
            {t('link.enter')}
          </Button>
          <p className="meta">{t('link.note')}</p>
        </>
      )}
    </main>
  )
}
