import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { Procedure } from '../../shared/procedures/schema.ts'
import { useBilingual } from '../ui/i18n.ts'
import { Icon } from '../ui/icon.tsx'
import type { LiveSnapshot } from '../ui/live-stream.ts'
import { Skeleton } from '../ui/skeleton.tsx'

const width = 1920
const height = 1080

/** The 1920 × 1080 picture, scaled to whatever the projector has; it never scrolls. */
function useScale(): number {
  const [scale, setScale] = useState(1)
  useEffect(() => {
    const rescale = () => setScale(Math.min(window.innerWidth / width, window.innerHeight / height))
    rescale()
    window.addEventListener('resize', rescale)
    return () => window.removeEventListener('resize', rescale)
  }, [])
  return scale
}

/** Head, picture and foot. When the line is down the last picture stays and says since when. */
export function Frame({
  live,
  now,
  procedure,
  children,
}: {
  live: LiveSnapshot<MeetingState>
  now: number
  procedure: Procedure | undefined
  children: ReactNode
}) {
  const { t } = useTranslation(['screen', 'words'])
  const pick = useBilingual()
  const scale = useScale()
  const { state } = live
  const title = state ? t('hearing', { subject: state.maskedSubject }) : t('title')
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className="projector" style={{ transform: `scale(${scale})` }}>
      <header>
        <span className="mark" aria-hidden="true" lang="zh-CN">
          {t('words:mark')}
        </span>
        <h1>{title}</h1>
        <div className="end">
          <Line live={live} />
          {state && <span>{t(state.open ? 'open' : 'closed')}</span>}
          <b>{formatTime(now)}</b>
        </div>
      </header>
      <main>{!state && !live.refusal ? <Skeleton /> : children}</main>
      <footer>
        {procedure?.discipline.map((rule) => (
          <span key={rule.zh}>{pick(rule)}</span>
        ))}
      </footer>
    </div>
  )
}

function Line({ live }: { live: LiveSnapshot<MeetingState> }) {
  const { t } = useTranslation(['screen', 'words'])
  if (live.connection === 'live' || live.connection === 'refused') return null
  return (
    <span className="stale" role="status">
      <Icon name="offline" />
      {live.currentAt === undefined
        ? t('words:connection.connecting')
        : t('stale', { time: formatTime(live.currentAt) })}
    </span>
  )
}
