import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type DemonstrationSeat,
  demonstrationSchema,
  seatTakenSchema,
} from '../../../shared/accounts/demonstration.ts'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import { api } from '../../ui/api.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { useTitle } from '../layout.tsx'
import { PlayCard } from './play-card.tsx'

/** The demonstration county: each seat opens in a tab with a sign-in of its own. */
export function DemoPage() {
  const { t } = useTranslation(['portal', 'words'])
  const language = useLanguage()
  useTitle(t('demo.title'))
  const demo = useAnswer('/api/demo', demonstrationSchema)
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set())
  const hold = (seatId: string, on: boolean) =>
    setHeld((before) => new Set(on ? [...before, seatId] : [...before].filter((id) => id !== seatId)))
  return (
    <main id="content" className="portal-wrap narrow">
      <section className="page-title">
        <h1>{t('demo.title')}</h1>
        <p className="meta">{t('demo.lead')}</p>
      </section>
      {demo.error && <ErrorBox error={demo.error} onRetry={() => void demo.refetch()} />}
      {!demo.error && !demo.data && <Skeleton />}
      {demo.data && (
        <>
          <Card title={t('demo.office')} className="box">
            <ul className="demo-seats">
              {demo.data.office.map((seat) => (
                <SeatRow key={seat.id} seat={seat} held={held.has(seat.id)} onHold={hold} />
              ))}
            </ul>
          </Card>
          {demo.data.meetings.length === 0 && <Empty title={t('demo.empty')} next={t('demo.emptyNext')} />}
          {demo.data.meetings.map((meeting) => (
            <Card key={meeting.id} title={`${meeting.title} ${meeting.number}`} className="box">
              <p className="meta">
                {formatDate(dateOf(meeting.startsAt), language, { year: true })}{' '}
                {formatTime(meeting.startsAt)}
              </p>
              <ul className="demo-seats">
                {meeting.seats.map((seat) => (
                  <SeatRow
                    key={seat.id}
                    seat={seat}
                    meetingId={meeting.id}
                    held={held.has(seat.id)}
                    onHold={hold}
                  />
                ))}
              </ul>
              <PlayCard meeting={meeting} held={held} />
            </Card>
          ))}
        </>
      )}
    </main>
  )
}

/** The tab is opened by the press itself, before the answer: later the browser would block it. */
function SeatRow({
  seat,
  meetingId,
  held,
  onHold,
}: {
  seat: DemonstrationSeat
  meetingId?: string
  held: boolean
  onHold: (seatId: string, on: boolean) => void
}) {
  const { t } = useTranslation(['portal', 'words'])
  const [blocked, setBlocked] = useState(false)
  const open = useMutation({
    mutationFn: async () => {
      const tab = window.open('about:blank', '_blank')
      setBlocked(tab === null)
      if (tab === null) return
      try {
        const { url } = await api('/api/demo/seats', {
          method: 'post',
          body: { meetingId, seatId: seat.id },
          schema: seatTakenSchema,
        })
        // A tab opened from here would inherit this tab's storage; the seat in the address replaces it.
        tab.opener = null
        tab.location.replace(url)
        onHold(seat.id, true)
      } catch (error) {
        tab.close()
        throw error
      }
    },
  })
  return (
    <li>
      <span>
        <b>{t(`demo.seat.${seat.kind}`)}</b> {seat.name}
      </span>
      <span className="demo-buttons">
        {held && (
          <>
            <Chip tone="blue">{t('demo.yours')}</Chip>
            <Button kind="quiet" onClick={() => onHold(seat.id, false)}>
              {t('demo.handBack')}
            </Button>
          </>
        )}
        <Button
          size={40}
          waiting={open.isPending}
          onClick={() => open.mutate()}
          aria-label={`${t('demo.open')} ${t(`demo.seat.${seat.kind}`)} ${seat.name}`}
        >
          {t('demo.open')}
        </Button>
      </span>
      {blocked && <p className="stop">{t('demo.noTab')}</p>}
      {open.error && <ErrorBox error={open.error} />}
    </li>
  )
}
