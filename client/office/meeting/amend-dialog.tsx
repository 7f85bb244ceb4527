import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatList } from '../../../shared/i18n/format.ts'
import { toldPeople } from '../../../shared/meeting/amendment.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { shownName } from '../../meeting/people.ts'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useAccounts } from '../accounts/use-accounts.ts'
import { arrangementOf, commandOf, ScheduleFields } from '../schedule-fields.tsx'

/** Changes when, where, in what manner and by whom the hearing is held, and says first whom that concerns. */
export function AmendDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('office')
  const language = useLanguage()
  const { state } = useMeeting()
  const accounts = useAccounts()
  const [before] = useState(() => arrangementOf(state))
  const [form, setForm] = useState(before)
  const command = commandOf(form)
  const same = JSON.stringify(command) === JSON.stringify(commandOf(before))
  const told = toldPeople(state)
  return (
    <ActDialog
      title={t('amend.do')}
      confirm={t('amend.confirm')}
      type="amend"
      data={same ? null : command}
      onClose={onClose}
    >
      <p>
        {told.length === 0
          ? t('amend.nobodyTold')
          : t('amend.told', { count: told.length, names: formatList(told.map(shownName), language) })}
      </p>
      {accounts.error ? (
        <ErrorBox error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : accounts.data ? (
        <ScheduleFields
          form={form}
          accounts={accounts.data.accounts}
          onChange={(change) => setForm((typed) => ({ ...typed, ...change }))}
        />
      ) : (
        <Skeleton lines={6} />
      )}
    </ActDialog>
  )
}
