import { useTranslation } from 'react-i18next'

/** The word of a staff role beside a name; nothing for a role this page does not know. */
export function useRoleWord(): (role: string) => string {
  const { t } = useTranslation('minutes')
  return (role) => {
    switch (role) {
      case 'clerk':
      case 'chair':
      case 'administrator':
      case 'office':
        return t(`roles.${role}`)
      default:
        return ''
    }
  }
}
