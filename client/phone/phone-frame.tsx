import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeeting } from '../meeting/meeting-context.ts'
import { nameOf, seatOf } from '../meeting/people.ts'
import { Icon } from '../ui/icon.tsx'
import { OfflineStrip } from '../ui/offline-strip.tsx'
import { LanguageSwitch, LargeTypeSwitch } from '../ui/preferences.tsx'

/** Navy head (where we are, whether it is saved), what scrolls, and a fixed foot with the one thing to do. */
export function PhoneFrame({
  title,
  sub,
  saved,
  foot,
  children,
}: {
  title: ReactNode
  sub?: ReactNode
  /** Replaces the word about the line: what is stored on this device. */
  saved?: string | undefined
  foot?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation(['phone', 'words'])
  const { state, participantId, live } = useMeeting()
  const seat = seatOf(state, participantId)
  const name = participantId === undefined ? t('words:role.observer') : nameOf(state, participantId)
  const offline = live.connection !== 'live'
  return (
    <div className="ph">
      <header className="top">
        <div className="l">
          <span>
            {state.number} · {seat ? t('seat', { seat: seat.seat, name }) : name}
          </span>
          <span>
            <Icon name={offline ? 'offline' : 'tick'} />
            {saved ?? t(offline ? 'notLive' : 'live')}
          </span>
        </div>
        <h1 id="stage" tabIndex={-1}>
          {title}
        </h1>
        <div className="sub">
          <p>{sub}</p>
          <span className="dz">
            <LanguageSwitch />
            <LargeTypeSwitch />
          </span>
        </div>
      </header>
      <OfflineStrip live={live} keptInput />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <main className="ph-scroll" id="content" tabIndex={0}>
        {children}
      </main>
      {foot !== undefined && <footer className="foot">{foot}</footer>}
    </div>
  )
}
