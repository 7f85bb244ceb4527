import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as Y from 'yjs'
import { type MinutesHistory, minutesHistorySchema } from '../../../shared/minutes/answers.ts'
import { minutesContent, minutesText, type TextWording } from '../../../shared/minutes/content.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useMinutesWording } from '../../meeting/minutes-wording.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useMoment } from './minutes-page.tsx'

const STEP_MS = 400

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** The text after each entry, the first entry first. */
export function textsOf(entries: MinutesHistory['entries'], wording: TextWording): string[] {
  const doc = new Y.Doc()
  const texts = entries.map(({ update }) => {
    if (update !== '') Y.applyUpdate(doc, bytesOf(update))
    return minutesText(minutesContent(doc), wording)
  })
  doc.destroy()
  return texts
}

/** Plays back how a version was written: entry by entry, with time and author. */
export function HistoryDialog({
  itemId,
  name,
  version,
  onClose,
}: {
  itemId: string
  name: string
  version: number
  onClose: () => void
}) {
  const { t } = useTranslation('minutesRecord')
  const { meetingId } = useMeeting()
  const answer = useAnswer(
    `/api/meetings/${meetingId}/minutes/${itemId}/${version}/history`,
    minutesHistorySchema,
  )
  return (
    <Dialog title={t('historyTitle', { name, version })} onCancel={onClose}>
      <p className="mut">{t('historyNote')}</p>
      {answer.error && <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />}
      {answer.isPending && <Skeleton lines={4} />}
      {answer.data && answer.data.entries.length > 0 && <Player entries={answer.data.entries} />}
    </Dialog>
  )
}

function Player({ entries }: { entries: MinutesHistory['entries'] }) {
  const { t } = useTranslation('minutesRecord')
  const moment = useMoment()
  const wording = useMinutesWording()
  const texts = useMemo(() => textsOf(entries, wording), [entries, wording])
  const [step, setStep] = useState(entries.length)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!playing) return
    if (step >= entries.length) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => setStep(step + 1), STEP_MS)
    return () => clearTimeout(timer)
  }, [playing, step, entries.length])
  const entry = entries[step - 1]
  return (
    <>
      <div className="minutes-player">
        <Button
          onClick={() => {
            if (!playing && step >= entries.length) setStep(1)
            setPlaying(!playing)
          }}
        >
          {t(playing ? 'pause' : 'play')}
        </Button>
        <input
          type="range"
          min={1}
          max={entries.length}
          value={step}
          aria-label={t('historyStep', { step, steps: entries.length })}
          onChange={(event) => {
            setPlaying(false)
            setStep(Number(event.target.value))
          }}
        />
        <span className="mut">{t('historyStep', { step, steps: entries.length })}</span>
      </div>
      {entry && (
        <p>
          {t('historyBy', {
            time: moment(entry.at),
            name:
              entry.kind === 'begin'
                ? t('historyBegin')
                : entry.kind === 'close'
                  ? t('historyClose')
                  : entry.by,
          })}
        </p>
      )}
      <p className="minutes-compare">{texts[step - 1]}</p>
    </>
  )
}
