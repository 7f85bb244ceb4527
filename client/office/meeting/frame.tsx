import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NavLink, Outlet, useParams } from 'react-router'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import { ReasonDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { MeetingPage } from '../../meeting/meeting-page.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { OfflineStrip } from '../../ui/offline-strip.tsx'
import { withSeat } from '../../ui/seat.ts'
import { AmendDialog } from './amend-dialog.tsx'

/** One hearing in the office: live, with its parts as tabs. */
export function MeetingFrame() {
  const { meetingId = '' } = useParams()
  return (
    <MeetingPage meetingId={meetingId}>
      <Inner />
    </MeetingPage>
  )
}

function Inner() {
  const { t } = useTranslation(['office', 'words'])
  const language = useLanguage()
  const { state, meetingId, live } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState<'amend' | 'cancel'>()
  const close = () => setAsking(undefined)
  const base = `/meetings/${meetingId}`
  return (
    <main id="content" className="office-page">
      <OfflineStrip live={live} />
      <div className="office-head">
        <h1>{state.subject ?? state.maskedSubject}</h1>
        <Chip tone={state.phase === 'in-session' ? 'now' : 'plain'}>
          {t(`meetings.phase.${state.phase}`)}
        </Chip>
        <span className="mut">
          {state.number}·{formatDate(dateOf(state.startsAt), language)} {formatTime(state.startsAt)}·
          {state.place}
        </span>
        <div className="end">
          <span className="mut">
            {t('meeting.code')} <b>{state.code}</b>
          </span>
          {may('amend') && <Button onClick={() => setAsking('amend')}>{t('amend.do')}</Button>}
          {may('cancel') && <Button onClick={() => setAsking('cancel')}>{t('meeting.cancel')}</Button>}
          <a className="btn btn-40" href={withSeat(`/room/${meetingId}`)}>
            {t('meeting.room')}
          </a>
        </div>
      </div>
      <nav className="office-tabs" aria-label={t('meeting.tabs.label')}>
        <NavLink to={base} end>
          {t('meeting.tabs.preparation')}
        </NavLink>
        <NavLink to={`${base}/draw`}>{t('meeting.tabs.draw')}</NavLink>
        <NavLink to={`${base}/minutes`}>{t('meeting.tabs.minutes')}</NavLink>
        <NavLink to={`${base}/publication`}>{t('meeting.tabs.publication')}</NavLink>
      </nav>
      <Outlet />
      {asking === 'amend' && <AmendDialog onClose={close} />}
      {asking === 'cancel' && (
        <ReasonDialog
          title={t('meeting.cancel')}
          confirm={t('meeting.cancel')}
          explain={t('meeting.cancelExplain')}
          type="cancel"
          kind="stop"
          makeData={(reason) => ({ reason })}
          onClose={close}
        />
      )}
    </main>
  )
}
