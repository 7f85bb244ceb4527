import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFingerprint } from '../../../shared/i18n/format.ts'
import {
  type MinutesHistory,
  minutesHistorySchema,
  minutesVersionsSchema,
} from '../../../shared/minutes/answers.ts'
import { minutesText } from '../../../shared/minutes/content.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useMinutesWording } from '../../meeting/minutes-wording.ts'
import { createPlayback, entriesSha256 } from '../../minutes/playback.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useMoment } from './minutes-page.tsx'
import { VersionDialog } from './version-dialog.tsx'

const TICK_MS = 400
/** Minutes of any length are played in about two minutes: long ones by several entries at a time. */
const MOST_TICKS = 300

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
    <VersionDialog
      title={t('historyTitle', { name, version })}
      note={t('historyNote')}
      answer={answer}
      onClose={onClose}
    >
      {({ entries }) =>
        entries.length > 0 && (
          <>
            <Player entries={entries} />
            <Fingerprint itemId={itemId} version={version} entries={entries} />
          </>
        )
      }
    </VersionDialog>
  )
}

/** Whether these entries are the ones whose fingerprint the record took when the version was finalised. */
function Fingerprint({
  itemId,
  version,
  entries,
}: {
  itemId: string
  version: number
  entries: MinutesHistory['entries']
}) {
  const { t } = useTranslation('minutesRecord')
  const { meetingId } = useMeeting()
  const answer = useAnswer(`/api/meetings/${meetingId}/minutes/versions`, minutesVersionsSchema)
  const computed = useMemo(() => entriesSha256(entries), [entries])
  if (answer.error) return <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />
  const recorded = answer.data?.versions.find((each) => each.itemId === itemId && each.version === version)
  if (!recorded) return null
  const same = recorded.stateSha256 === computed
  return (
    <p className={same ? 'mut' : 'soon'} role={same ? undefined : 'alert'}>
      {t(same ? 'historySame' : 'historyDiffers', { code: formatFingerprint(computed.slice(0, 16)) })}
    </p>
  )
}

function Player({ entries }: { entries: MinutesHistory['entries'] }) {
  const { t } = useTranslation('minutesRecord')
  const moment = useMoment()
  const wording = useMinutesWording()
  const playback = useMemo(() => createPlayback(entries), [entries])
  const steps = entries.length
  const [step, setStep] = useState(steps)
  const [playing, setPlaying] = useState(false)
  const text = useMemo(() => minutesText(playback.contentAfter(step), wording), [playback, step, wording])
  useEffect(() => {
    if (!playing) return
    if (step >= steps) {
      setPlaying(false)
      return
    }
    const timer = setTimeout(() => setStep(Math.min(steps, step + Math.ceil(steps / MOST_TICKS))), TICK_MS)
    return () => clearTimeout(timer)
  }, [playing, step, steps])
  const entry = entries[step - 1]
  return (
    <>
      <div className="minutes-player">
        <Button
          onClick={() => {
            if (!playing && step >= steps) setStep(1)
            setPlaying(!playing)
          }}
        >
          {t(playing ? 'pause' : 'play')}
        </Button>
        <input
          type="range"
          min={1}
          max={steps}
          value={step}
          aria-label={t('historyStep', { step, steps })}
          onChange={(event) => {
            setPlaying(false)
            setStep(Number(event.target.value))
          }}
        />
        <span className="mut">{t('historyStep', { step, steps })}</span>
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
      <p className="minutes-compare">{text}</p>
    </>
  )
}
