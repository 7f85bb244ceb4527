import { useTranslation } from 'react-i18next'
import { useMeeting } from '../meeting/meeting-context.ts'
import { MeetingAside } from '../meeting/meeting-page.tsx'
import { RefusalError } from '../ui/api.ts'
import { ErrorBox } from '../ui/error-box.tsx'
import { Ended } from './ended.tsx'
import { ObserverPhone } from './observer-phone.tsx'
import { PanelistPhone } from './panelist-phone.tsx'
import { PartyPhone } from './party-phone.tsx'
import { Waiting } from './waiting.tsx'

/** The phone of whoever came in by a link. */
export function PhonePage() {
  const { t } = useTranslation('meeting')
  const { state, role } = useMeeting()
  if (role !== 'panelist' && role !== 'party' && role !== 'observer')
    return (
      <MeetingAside title={t('notOpened')}>
        <ErrorBox error={new RefusalError({ code: 'FORBIDDEN_ROLE', params: { role } }, 403)} />
      </MeetingAside>
    )
  switch (state.phase) {
    case 'none':
    case 'preparing':
      return <Waiting />
    case 'closed':
    case 'terminated':
    case 'cancelled':
      return <Ended />
    case 'in-session':
      return role === 'panelist' ? <PanelistPhone /> : role === 'party' ? <PartyPhone /> : <ObserverPhone />
  }
}
