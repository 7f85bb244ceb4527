import { useTranslation } from 'react-i18next'
import { formatDuration, formatTime } from '../../shared/i18n/format.ts'
import { useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { Icon } from '../ui/icon.tsx'
import { LanguageSwitch } from '../ui/preferences.tsx'
import { TopBar } from '../ui/top-bar.tsx'
import { KeyList } from './chair/key-list.tsx'

/** The case, how long it has been going, whether everything is connected, and who sits here. */
export function RoomBar() {
  const { t } = useTranslation(['room', 'words'])
  const { state, actor, role, live } = useMeeting()
  const now = useMeetingNow(1000)
  const begun = state.begunAt
  const until = state.closedAt ?? now
  const offline = live.connection !== 'live'
  return (
    <TopBar
      room
      end={
        <>
          {begun !== null && (
            <span>
              {t('bar.elapsed')} <b>{formatDuration(Math.max(0, until - begun))}</b>
            </span>
          )}
          {state.recordingSince !== null && (
            <span>
              {t('bar.recording')} <b>{t('bar.marked', { time: formatTime(state.recordingSince) })}</b>
            </span>
          )}
          <span>
            <Icon name={offline ? 'offline' : 'tick'} />
            <b>{t(offline ? 'bar.notLive' : 'bar.live')}</b>
          </span>
          <span>
            <b>{actor.kind === 'account' ? actor.name : ''}</b>
            {role === 'chair' || role === 'clerk' || role === 'administrator' ? t(`words:role.${role}`) : ''}
          </span>
          {role === 'chair' && <KeyList />}
          <LanguageSwitch />
        </>
      }
    >
      <div className="case">
        <b>{state.subject ?? state.maskedSubject}</b>
        <span>
          {state.number} · {t(state.open ? 'bar.open' : 'bar.closed')}
        </span>
      </div>
    </TopBar>
  )
}
