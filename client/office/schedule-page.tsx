import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { ulid } from 'ulid'
import { listProcedures } from '../../shared/procedures/index.ts'
import { newCommandId, sendCommand } from '../ui/api.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { useBilingual } from '../ui/i18n.ts'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { useAccounts } from './accounts/use-accounts.ts'
import { useMatters } from './matters/use-matters.ts'
import { meetingsPath } from './use-meetings.ts'

/** County time is UTC+8 all year. */
const instantOf = (date: string, time: string): number => Date.parse(`${date}T${time}:00+08:00`)

/** Schedules a hearing for a registered matter. The meeting's id is made here, so that sending twice schedules once. */
export function SchedulePage() {
  const { t } = useTranslation('office')
  const say = useBilingual()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [asked] = useSearchParams()
  const matters = useMatters()
  const accounts = useAccounts()
  const [meetingId] = useState(ulid)
  const [commandId] = useState(newCommandId)
  const [form, setForm] = useState({
    matterId: asked.get('matter') ?? '',
    procedureId: listProcedures()[0]?.id ?? '',
    place: '',
    date: '',
    time: '09:30',
    open: true,
    closedReason: '',
    chair: '',
    clerk: '',
  })
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const schedule = useMutation({
    mutationFn: () =>
      sendCommand('meeting', meetingId, {
        commandId,
        type: 'schedule',
        data: {
          matterId: form.matterId,
          procedureId: form.procedureId,
          place: form.place,
          startsAt: instantOf(form.date, form.time),
          open: form.open,
          closedReason: form.closedReason,
          chairAccountId: form.chair,
          clerkAccountIds: [form.clerk],
        },
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [meetingsPath] })
      await navigate(`/meetings/${meetingId}`)
    },
  })
  const error = matters.error ?? accounts.error
  if (error) return <ErrorBox error={error} />
  if (!matters.data || !accounts.data) return <Skeleton lines={6} />
  const undecided = matters.data.matters.filter((matter) => matter.decidedOn === null)
  if (undecided.length === 0) return <Empty title={t('schedule.noMatters')} next={t('meetings.noneNext')} />
  const having = (role: 'chair' | 'clerk') =>
    (accounts.data?.accounts ?? []).filter((account) => account.active && account.roles.includes(role))
  return (
    <main id="content" className="office-page">
      <h1>{t('schedule.title')}</h1>
      <Card>
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            schedule.mutate()
          }}
        >
          <Choice
            label={t('schedule.matter')}
            value={form.matterId}
            onChange={(matterId) => set({ matterId })}
          >
            {undecided.map((matter) => (
              <option key={matter.id} value={matter.id}>
                {matter.number} {matter.subject}
              </option>
            ))}
          </Choice>
          <Choice
            label={t('schedule.procedure')}
            value={form.procedureId}
            onChange={(procedureId) => set({ procedureId })}
          >
            {listProcedures().map((procedure) => (
              <option key={procedure.id} value={procedure.id}>
                {say(procedure.name)}
              </option>
            ))}
          </Choice>
          <Line label={t('schedule.place')} value={form.place} onChange={(place) => set({ place })} />
          <Line label={t('schedule.date')} type="date" value={form.date} onChange={(date) => set({ date })} />
          <Line label={t('schedule.time')} type="time" value={form.time} onChange={(time) => set({ time })} />
          <fieldset>
            {([true, false] as const).map((open) => (
              <label key={String(open)}>
                <input type="radio" name="open" checked={form.open === open} onChange={() => set({ open })} />{' '}
                {t(open ? 'schedule.open' : 'schedule.closed')}
              </label>
            ))}
          </fieldset>
          {!form.open && (
            <Line
              label={t('schedule.reason')}
              value={form.closedReason}
              onChange={(closedReason) => set({ closedReason })}
            />
          )}
          <Choice label={t('schedule.chair')} value={form.chair} onChange={(chair) => set({ chair })}>
            {having('chair').map((account) => (
              <option key={account.accountId} value={account.accountId}>
                {account.name}
              </option>
            ))}
          </Choice>
          <Choice label={t('schedule.clerk')} value={form.clerk} onChange={(clerk) => set({ clerk })}>
            {having('clerk').map((account) => (
              <option key={account.accountId} value={account.accountId}>
                {account.name}
              </option>
            ))}
          </Choice>
          {schedule.error && <ErrorBox error={schedule.error} />}
          <Button kind="primary" size={40} type="submit" waiting={schedule.isPending} onClick={() => {}}>
            {t('schedule.do')}
          </Button>
        </form>
      </Card>
    </main>
  )
}

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  children: React.ReactNode
}) {
  return (
    <div className="field">
      <label>
        {label}
        <select required value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="" />
          {children}
        </select>
      </label>
    </div>
  )
}

function Line({
  label,
  value,
  onChange,
  type = 'text',
}: {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'date' | 'time'
}) {
  return (
    <div className="field">
      <label>
        {label}
        <input required type={type} value={value} onChange={(event) => onChange(event.target.value)} />
      </label>
    </div>
  )
}
