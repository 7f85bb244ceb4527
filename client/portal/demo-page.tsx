import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { api } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { useAnswer } from '../ui/use-answer.ts'
import { useTitle } from './layout.tsx'

const seatKindSchema = z.enum([
  'administrator',
  'clerk',
  'chair',
  'panelist',
  'petitioner',
  'unit',
  'observer',
  'screen',
])
const demoSchema = z.object({
  office: z.array(z.object({ id: z.string(), kind: seatKindSchema, name: z.string() })),
  meetings: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      title: z.string(),
      seats: z.array(z.object({ id: z.string(), kind: seatKindSchema, name: z.string() })),
      playing: z.boolean(),
    }),
  ),
})
type Demo = z.infer<typeof demoSchema>
type Seat = Demo['office'][number]
const openedSchema = z.object({ url: z.string() })
const playedSchema = z.object({ ok: z.literal(true) })
const demoPath = '/api/demo'

/** The demonstration county: each seat opens in a tab with a sign-in of its own. */
export function DemoPage() {
  const { t } = useTranslation(['portal', 'words'])
  useTitle(t('demo.title'))
  const demo = useAnswer(demoPath, demoSchema)
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
            <Seats seats={demo.data.office} />
          </Card>
          {demo.data.meetings.length === 0 && <Empty title={t('demo.empty')} next={t('demo.emptyNext')} />}
          {demo.data.meetings.map((meeting) => (
            <Card key={meeting.id} title={meeting.title} end={meeting.number} className="box">
              <Seats meetingId={meeting.id} seats={meeting.seats} />
              <Play meeting={meeting} />
            </Card>
          ))}
        </>
      )}
    </main>
  )
}

function Seats({ seats, meetingId }: { seats: readonly Seat[]; meetingId?: string }) {
  return (
    <ul className="demo-seats">
      {seats.map((seat) => (
        <SeatRow key={seat.id} seat={seat} meetingId={meetingId} />
      ))}
    </ul>
  )
}

/** The tab is opened by the press itself, before the answer: later the browser would block it. */
function SeatRow({ seat, meetingId }: { seat: Seat; meetingId: string | undefined }) {
  const { t } = useTranslation(['portal', 'words'])
  const [blocked, setBlocked] = useState(false)
  const open = useMutation({
    mutationFn: async () => {
      const tab = window.open('about:blank', '_blank')
      setBlocked(tab === null)
      if (tab === null) return
      try {
        const { url } = await api(`${demoPath}/seats`, {
          method: 'post',
          body: { meetingId, seatId: seat.id },
          schema: openedSchema,
        })
        tab.location.replace(url)
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
      <Button size={40} waiting={open.isPending} onClick={() => open.mutate()}>
        {t(open.isSuccess && !blocked ? 'demo.opened' : 'demo.open')}
      </Button>
      {blocked && <p className="stop">{t('demo.noTab')}</p>}
      {open.error && <ErrorBox error={open.error} />}
    </li>
  )
}

const speeds = [1, 5, 30]

/** The seats nobody has taken are played by the server, through the same commands as everybody's. */
function Play({ meeting }: { meeting: Demo['meetings'][number] }) {
  const { t } = useTranslation(['portal', 'words'])
  const queries = useQueryClient()
  const [speed, setSpeed] = useState(5)
  const play = useMutation({
    mutationFn: (playing: boolean) =>
      api(`${demoPath}/play`, {
        method: 'post',
        body: { meetingId: meeting.id, playing, speed },
        schema: playedSchema,
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: [demoPath] }),
  })
  return (
    <div className="demo-play">
      <div>
        <b>{t('demo.auto')}</b>
        <p className="meta">{meeting.playing ? t('demo.running') : t('demo.autoNote')}</p>
      </div>
      <label>
        <span className="vh">{t('demo.speed')}</span>
        <select value={speed} onChange={(event) => setSpeed(Number(event.target.value))}>
          {speeds.map((each) => (
            <option key={each} value={each}>
              {each === 1 ? t('demo.speedHuman') : t('demo.speedTimes', { n: each })}
            </option>
          ))}
        </select>
      </label>
      <Button size={40} waiting={play.isPending} onClick={() => play.mutate(!meeting.playing)}>
        {t(meeting.playing ? 'demo.stop' : 'demo.start')}
      </Button>
      {play.error && <ErrorBox error={play.error} />}
    </div>
  )
}
