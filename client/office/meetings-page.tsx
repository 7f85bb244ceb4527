import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { MeetingRows } from './meeting-rows.tsx'
import { useMeetings } from './use-meetings.ts'

/** All meetings, newest first. */
export function MeetingsPage() {
  const { t } = useTranslation('office')
  const meetings = useMeetings()
  return (
    <main id="content" className="office-page">
      <div className="office-head">
        <h1>{t('meetings.title')}</h1>
        <div className="end">
          <Link className="btn btn-primary btn-40" to="/meetings/new">
            {t('meetings.schedule')}
          </Link>
        </div>
      </div>
      {meetings.error && <ErrorBox error={meetings.error} onRetry={() => void meetings.refetch()} />}
      {meetings.isPending && <Skeleton lines={6} />}
      {meetings.data?.meetings.length === 0 && (
        <Empty title={t('meetings.none')} next={t('meetings.noneNext')} />
      )}
      {meetings.data && meetings.data.meetings.length > 0 && (
        <Card>
          <MeetingRows meetings={meetings.data.meetings} />
        </Card>
      )}
    </main>
  )
}
