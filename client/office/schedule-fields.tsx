import { useTranslation } from 'react-i18next'
import { dateOf, formatTime } from '../../shared/i18n/format.ts'
import type { MeetingRequest } from '../../shared/meeting/commands.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import { LineField, SelectField } from '../ui/field.tsx'
import type { Account } from './accounts/use-accounts.ts'

const MAX_CLERKS = 4

/** When, where, in what manner and by whom a hearing is held, as typed. */
export interface Arrangement {
  readonly place: string
  readonly date: string
  readonly time: string
  readonly open: boolean
  readonly closedReason: string
  readonly chair: string
  readonly clerks: readonly string[]
}

export const noArrangement: Arrangement = {
  place: '',
  date: '',
  time: '09:30',
  open: true,
  closedReason: '',
  chair: '',
  clerks: [],
}

export const arrangementOf = (state: MeetingState): Arrangement => ({
  place: state.place,
  date: dateOf(state.startsAt),
  time: formatTime(state.startsAt),
  open: state.open,
  closedReason: state.closedReason,
  chair: state.chair?.accountId ?? '',
  clerks: state.clerks.map(({ accountId }) => accountId),
})

/** County time is UTC+8 all year. */
export const instantOf = (date: string, time: string): number => Date.parse(`${date}T${time}:00+08:00`)

/** What the command takes; null while something is missing. */
export function commandOf(
  form: Arrangement,
): Extract<MeetingRequest, { readonly type: 'amend' }>['data'] | null {
  const startsAt = instantOf(form.date, form.time)
  const closedReason = form.open ? '' : form.closedReason.trim()
  const complete =
    form.place.trim() !== '' &&
    !Number.isNaN(startsAt) &&
    (form.open || closedReason !== '') &&
    form.chair !== '' &&
    form.clerks.length > 0
  if (!complete) return null
  return {
    place: form.place.trim(),
    startsAt,
    open: form.open,
    closedReason,
    chairAccountId: form.chair,
    clerkAccountIds: [...form.clerks],
  }
}

/** The fields of a hearing's arrangement, for scheduling and for amending. */
export function ScheduleFields({
  form,
  accounts,
  onChange,
}: {
  form: Arrangement
  accounts: readonly Account[]
  onChange: (change: Partial<Arrangement>) => void
}) {
  const { t } = useTranslation('office')
  const having = (role: 'chair' | 'clerk') =>
    accounts.filter((account) => account.active && account.roles.includes(role))
  const clerks = having('clerk')
  return (
    <>
      <LineField
        label={t('schedule.place')}
        required
        maxLength={120}
        value={form.place}
        onChange={(place) => onChange({ place })}
      />
      <LineField
        label={t('schedule.date')}
        required
        type="date"
        value={form.date}
        onChange={(date) => onChange({ date })}
      />
      <LineField
        label={t('schedule.time')}
        required
        type="time"
        value={form.time}
        onChange={(time) => onChange({ time })}
      />
      <fieldset>
        <legend>{t('schedule.manner')}</legend>
        {([true, false] as const).map((open) => (
          <label key={String(open)}>
            <input
              type="radio"
              name="open"
              checked={form.open === open}
              onChange={() => onChange({ open })}
            />{' '}
            {t(open ? 'schedule.open' : 'schedule.closed')}
          </label>
        ))}
      </fieldset>
      {!form.open && (
        <LineField
          label={t('schedule.reason')}
          required
          maxLength={120}
          value={form.closedReason}
          onChange={(closedReason) => onChange({ closedReason })}
        />
      )}
      <SelectField
        label={t('schedule.chair')}
        required
        value={form.chair}
        onChange={(chair) => onChange({ chair })}
        options={[
          { value: '', label: '' },
          ...having('chair').map(({ accountId, name }) => ({ value: accountId, label: name })),
        ]}
      />
      <fieldset>
        <legend>{t('schedule.clerks')}</legend>
        {clerks.length === 0 && <span className="mut">{t('schedule.noClerks')}</span>}
        {clerks.map(({ accountId, name }) => {
          const chosen = form.clerks.includes(accountId)
          return (
            <label key={accountId}>
              <input
                type="checkbox"
                required={form.clerks.length === 0}
                checked={chosen}
                disabled={!chosen && form.clerks.length >= MAX_CLERKS}
                onChange={() =>
                  onChange({
                    clerks: chosen
                      ? form.clerks.filter((each) => each !== accountId)
                      : [...form.clerks, accountId],
                  })
                }
              />{' '}
              {name}
            </label>
          )
        })}
      </fieldset>
    </>
  )
}
