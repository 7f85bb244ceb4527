import '../register.css'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatList } from '../../../shared/i18n/format.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type AccountAct, AccountDialog } from './account-dialogs.tsx'
import { type Account, useAccounts, useChangeAccounts } from './use-accounts.ts'

/** Accounts of administrators, clerks and chairs. Nobody is deleted: the record names who acted. */
export default function AccountsPage() {
  const { t } = useTranslation('office')
  const accounts = useAccounts()
  const change = useChangeAccounts()
  const [open, setOpen] = useState<AccountAct | null>(null)
  const readmit = useMutation({
    mutationFn: (account: Account) => change({ change: { ...account, active: true } }),
  })
  return (
    <main id="content" className="register">
      <div className="register-head">
        <h1>{t('accounts.title')}</h1>
        <span className="mut">{t('accounts.lead')}</span>
        <div className="end">
          <Button kind="primary" size={40} onClick={() => setOpen({ act: 'make' })}>
            {t('accounts.add')}
          </Button>
        </div>
      </div>
      {accounts.error && <ErrorBox error={accounts.error} onRetry={() => void accounts.refetch()} />}
      {readmit.error && <ErrorBox error={readmit.error} />}
      {accounts.isPending && <Skeleton lines={5} />}
      {accounts.data && (
        <div className="card register-scroll">
          <table>
            <thead>
              <tr>
                {(['name', 'login', 'roles', 'state', 'acts'] as const).map((column) => (
                  <th key={column} scope="col">
                    {column === 'acts' ? (
                      <span className="vh">{t('accounts.acts')}</span>
                    ) : (
                      t(`accounts.${column}`)
                    )}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {accounts.data.accounts.map((account) => (
                <Row
                  key={account.accountId}
                  account={account}
                  onAct={setOpen}
                  onReadmit={() => readmit.mutate(account)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open && <AccountDialog act={open} onClose={() => setOpen(null)} />}
    </main>
  )
}

function Row({
  account,
  onAct,
  onReadmit,
}: {
  account: Account
  onAct: (act: AccountAct) => void
  onReadmit: () => void
}) {
  const { t } = useTranslation(['office', 'words'])
  const language = useLanguage()
  const { name, login, roles, active } = account
  const label = (verb: string) => `${verb} ${name}`
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{login}</td>
      <td>
        {formatList(
          roles.map((role) => t(`words:role.${role}`)),
          language,
        )}
      </td>
      <td>{active ? t('accounts.active') : <Chip icon="alert">{t('accounts.inactive')}</Chip>}</td>
      <td className="nb">
        <Button
          kind="quiet"
          aria-label={label(t('accounts.change'))}
          onClick={() => onAct({ act: 'change', account })}
        >
          {t('accounts.change')}
        </Button>
        <Button
          kind="quiet"
          aria-label={label(t('accounts.reset'))}
          onClick={() => onAct({ act: 'password', account })}
        >
          {t('accounts.reset')}
        </Button>
        {active ? (
          <Button
            kind="quiet"
            aria-label={label(t('accounts.deactivate'))}
            onClick={() => onAct({ act: 'suspend', account })}
          >
            {t('accounts.deactivate')}
          </Button>
        ) : (
          <Button kind="quiet" aria-label={label(t('accounts.activate'))} onClick={onReadmit}>
            {t('accounts.activate')}
          </Button>
        )}
      </td>
    </tr>
  )
}
