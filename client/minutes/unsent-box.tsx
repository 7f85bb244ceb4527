import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import type { EntryRef } from '../../shared/minutes/record-entries.ts'
import { Button } from '../ui/button.tsx'
import { openDraft } from './draft.ts'
import type { RecordWords } from './references.ts'
import type { MinutesUser, Session } from './session.ts'
import { findUnsent, type Unsent } from './unsent.ts'

/** What this device kept of an item and the record does not have: nothing typed is lost silently. */
export function UnsentBox({
  session,
  words,
  user,
  meetingId,
  itemId,
  onAddendum,
}: {
  session: Session
  words: RecordWords
  user: MinutesUser
  meetingId: string
  itemId: string
  /** Puts the text into the record as an addendum; false where that was refused. Absent for who may not. */
  onAddendum?: ((text: string) => Promise<boolean>) | undefined
}) {
  const { t } = useTranslation('minutes')
  const id = useId()
  const [unsent, setUnsent] = useState<Unsent | null>(null)
  const [draft, setDraft] = useState('')
  const [sending, setSending] = useState(false)
  const latest = useRef(words)
  latest.current = words
  useEffect(() => {
    let current = true
    const wording = {
      time: (at: number) => formatTime(at),
      evidence: (no: number) => latest.current.evidence(no),
      entry: (ref: EntryRef) => latest.current.entry(ref),
      colon: t('colon'),
    }
    void findUnsent({
      openDraft,
      userId: user.id,
      address: { meetingId, itemId },
      inUse: session.mode === 'write',
      record: session.doc,
      wording,
    }).then((found) => {
      if (!current) return
      setUnsent(found)
      setDraft(found?.lines.join('\n') ?? '')
    })
    return () => {
      current = false
    }
  }, [session, user.id, meetingId, itemId, t])
  if (!unsent) return null
  const gone = () => {
    unsent.discard()
    setUnsent(null)
  }
  return (
    <section className="minutes-unsent" aria-label={t('unsent.title')}>
      <b>{t('unsent.title')}</b>
      <p>{t(onAddendum ? 'unsent.next' : 'unsent.tell')}</p>
      {onAddendum ? (
        <div className="field">
          <label htmlFor={id}>{t('unsent.draft')}</label>
          <textarea
            id={id}
            rows={3}
            maxLength={4000}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
          />
        </div>
      ) : (
        <blockquote>{unsent.lines.join('\n')}</blockquote>
      )}
      {onAddendum && (
        <Button
          kind="primary"
          waiting={sending || draft.trim() === ''}
          onClick={() => {
            setSending(true)
            void onAddendum(draft.trim()).then((done) => {
              setSending(false)
              if (done) gone()
            })
          }}
        >
          {t('unsent.addendum')}
        </Button>
      )}
      <Button onClick={gone}>{t('unsent.discard')}</Button>
    </section>
  )
}
