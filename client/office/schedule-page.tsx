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
import { SelectField } from '../ui/field.tsx'
import { useBilingual } from '../ui/i18n.ts'
import { Empty, Skeleton } from '../ui/skeleton.tsx'
import { useAccounts } from './accounts/use-accounts.ts'
import { useMatters } from './matters/use-matters.ts'
import { commandOf, noArrangement, ScheduleFields } from './schedule-fields.tsx'
import { meetingsPath } from './use-meetings.ts'

/** Nothing chosen yet: a required list begins here. */
const none = { value: '', label: '' }

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
    ...noArrangement,
  })
  const set = (change: Partial<typeof form>) => setForm((before) => ({ ...before, ...change }))
  const arrangement = commandOf(form)
  const schedule = useMutation({
    mutationFn: () =>
      sendCommand('meeting', meetingId, {
        commandId,
        type: 'schedule',
        data: {
          matterId: form.matterId,
          procedureId: form.procedureId,
          ...arrangement,
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
  return (
    <main id="content" className="office-page">
      <h1>{t('schedule.title')}</h1>
      <Card>
        <form
          className="office-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (arrangement) schedule.mutate()
          }}
        >
          <SelectField
            required
            label={t('schedule.matter')}
            value={form.matterId}
            onChange={(matterId) => set({ matterId })}
            options={[
              none,
              ...undecided.map(({ id, number, subject }) => ({ value: id, label: `${number} ${subject}` })),
            ]}
          />
          <SelectField
            required
            label={t('schedule.procedure')}
            value={form.procedureId}
            onChange={(procedureId) => set({ procedureId })}
            options={[none, ...listProcedures().map(({ id, name }) => ({ value: id, label: say(name) }))]}
          />
          <ScheduleFields form={form} accounts={accounts.data.accounts} onChange={set} />
          {schedule.error && <ErrorBox error={schedule.error} />}
          <Button kind="primary" size={40} type="submit" waiting={schedule.isPending} onClick={() => {}}>
            {t('schedule.do')}
          </Button>
        </form>
      </Card>
    </main>
  )
}
