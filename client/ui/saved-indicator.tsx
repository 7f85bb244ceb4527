import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { Icon } from './icon.tsx'

export interface SavedState {
  /** `offline`: kept on this device; `unkept`: no network, and this browser keeps nothing but the open page. */
  readonly state: 'saved' | 'saving' | 'offline' | 'unkept'
  /** Changes not yet acknowledged by the server; offline, those of them that are on this device. */
  readonly pending: number
  /** Server time of the last acknowledgement, UTC milliseconds. */
  readonly at?: number | undefined
}

const quietMs = 1000

/**
 * "All saved" means persisted and acknowledged, every word. In the first second of saving the line only says up to
 * when everything is saved, so that it does not flicker with every key; going offline shows at once and stays until
 * acknowledged. Readers hear only going offline and coming back.
 */
export function SavedIndicator({ saved }: { saved: SavedState }) {
  const { t } = useTranslation()
  const [slow, setSlow] = useState(false)
  const saving = saved.state === 'saving'
  useEffect(() => {
    setSlow(false)
    if (!saving) return
    const timer = setTimeout(() => setSlow(true), quietMs)
    return () => clearTimeout(timer)
  }, [saving])
  const shown = saving && !slow && saved.at !== undefined ? 'saved' : saved.state
  const lost = shown === 'offline' || shown === 'unkept'
  const text = lost
    ? t(`saved.${shown}`, { count: saved.pending })
    : shown === 'saving'
      ? t('saved.saving', { count: saved.pending })
      : saved.at === undefined
        ? t('saved.saved')
        : t(saving ? 'saved.savedUpTo' : 'saved.savedAt', { time: formatTime(saved.at, { seconds: true }) })
  return (
    <span className="saved" data-s={shown}>
      <Icon name={lost ? 'offline' : shown === 'saving' ? 'clock' : 'tick'} />
      {text}
      <span className="vh" role="status">
        {lost ? text : ''}
      </span>
    </span>
  )
}

/** Asks before the page is left while something is not yet acknowledged. */
export function useLeaveWarning(pending: boolean): void {
  useEffect(() => {
    if (!pending) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [pending])
}
