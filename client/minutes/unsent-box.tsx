import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { Button } from '../ui/button.tsx'
import { openDraft } from './draft.ts'
import type { MinutesUser, Session } from './session.ts'
import { findUnsent, type Unsent } from './unsent.ts'

/** What this device kept of a final item and the final text does not have: nothing typed is lost silently. */
export function UnsentBox({
  session,
  user,
  meetingId,
  itemId,
}: {
  session: Session
  user: MinutesUser
  meetingId: string
  itemId: string
}) {
  const { t } = useTranslation('minutes')
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  useEffect(() => {
    let current = true
    const wording = {
      time: (at: number) => formatTime(at),
      evidence: (no: number) => t('evidence', { no }),
      colon: t('colon'),
    }
    void findUnsent(openDraft, user.id, { meetingId, itemId }, session.doc, wording).then((found) => {
      if (current) setUnsent(found)
    })
    return () => {
      current = false
    }
  }, [session, user.id, meetingId, itemId, t])
  if (!unsent) return null
  return (
    <section className="minutes-unsent" aria-label={t('unsent.title')}>
      <b>{t('unsent.title')}</b>
      <p>{t('unsent.next')}</p>
      <blockquote>{unsent.lines.join('\n')}</blockquote>
      <Button
        onClick={() => {
          unsent.discard()
          setUnsent(null)
        }}
      >
        {t('unsent.discard')}
      </Button>
    </section>
  )
}
