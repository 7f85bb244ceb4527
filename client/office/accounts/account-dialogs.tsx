import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormModal } from '../form-modal.tsx'
import { loginPattern, MIN_PASSWORD } from './sign-in-rules.ts'
import { type Account, staffRoles, useChangeAccounts } from './use-accounts.ts'

export type AccountAct =
  | { readonly act: 'make' }
  | { readonly act: 'change' | 'password' | 'suspend'; readonly account: Account }

/** The dialog of one act on accounts. */
export function AccountDialog({ act, onClose }: { act: AccountAct; onClose: () => void }) {
  const { t } = useTranslation('office')
  const change = useChangeAccounts()
  switch (act.act) {
    case 'make':
      return (
        <FormModal
          title={t('accounts.add')}
          verb={t('accounts.add')}
          note={t('accounts.addNote')}
          initial={{ name: '', login: '', roles: ['clerk' as const], password: '' }}
          send={(values) => change({ make: values })}
          onClose={onClose}
        >
          <NameField />
          <Form.Item
            name="login"
            label={t('accounts.login')}
            extra={t('accounts.loginHint')}
            normalize={(value: string) => value.trim().toLowerCase()}
            rules={[
              { required: true, pattern: new RegExp(`^${loginPattern}$`), message: t('accounts.loginWrong') },
            ]}
          >
            <Input maxLength={40} autoComplete="off" />
          </Form.Item>
          <RolesField />
          <PasswordField />
        </FormModal>
      )
    case 'change':
      return (
        <FormModal
          title={t('accounts.changeTitle', { name: act.account.name })}
          verb={t('accounts.save')}
          initial={{ name: act.account.name, roles: act.account.roles }}
          send={(values) => change({ change: { ...act.account, ...values } })}
          onClose={onClose}
        >
          <NameField />
          <RolesField />
        </FormModal>
      )
    case 'password':
      return (
        <FormModal
          title={t('accounts.resetTitle', { name: act.account.name })}
          verb={t('accounts.reset')}
          note={t('accounts.resetNote')}
          initial={{ password: '' }}
          send={({ password }) => change({ password, of: act.account })}
          onClose={onClose}
        >
          <PasswordField />
        </FormModal>
      )
    case 'suspend':
      return (
        <FormModal
          title={t('accounts.deactivateTitle', { name: act.account.name })}
          verb={t('accounts.deactivate')}
          note={t('accounts.deactivateNote')}
          danger
          initial={{}}
          send={() => change({ change: { ...act.account, active: false } })}
          onClose={onClose}
        >
          {null}
        </FormModal>
      )
  }
}

function NameField() {
  const { t } = useTranslation('office')
  return (
    <Form.Item
      name="name"
      label={t('accounts.name')}
      rules={[{ required: true, whitespace: true, message: t('accounts.nameMissing') }]}
    >
      <Input maxLength={60} autoComplete="off" />
    </Form.Item>
  )
}

function RolesField() {
  const { t } = useTranslation(['office', 'words'])
  return (
    <Form.Item
      name="roles"
      label={t('accounts.roles')}
      // A group of checkboxes cannot be marked as required for readers, so the rule is not `required`.
      rules={[
        {
          validator: async (_rule, roles: readonly string[]) => {
            if (roles.length === 0) throw new Error(t('accounts.rolesMissing'))
          },
        },
      ]}
    >
      <Checkbox.Group options={staffRoles.map((value) => ({ value, label: t(`words:role.${value}`) }))} />
    </Form.Item>
  )
}

function PasswordField() {
  const { t } = useTranslation('office')
  return (
    <Form.Item
      name="password"
      label={t('accounts.password')}
      rules={[{ required: true, min: MIN_PASSWORD, message: t('accounts.passwordShort') }]}
    >
      <Input.Password maxLength={200} autoComplete="new-password" />
    </Form.Item>
  )
}
