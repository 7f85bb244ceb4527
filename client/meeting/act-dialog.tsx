import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ButtonProps } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorBox } from '../ui/error-box.tsx'
import { TextField } from '../ui/field.tsx'
import { type MeetingRequestData, type MeetingRequestType, useAct } from './act.ts'

interface ActDialogProps<T extends MeetingRequestType> {
  readonly title: ReactNode
  /** The verb on the button that does it. */
  readonly confirm: string
  readonly type: T
  /** Null while something needed is missing: the button waits. */
  readonly data: MeetingRequestData<T> | null
  readonly kind?: NonNullable<ButtonProps['kind']>
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** Asks, sends one command, closes when it is done; a refusal is shown inside and what was typed stays. */
export function ActDialog<T extends MeetingRequestType>({
  title,
  confirm,
  type,
  data,
  kind = 'primary',
  onClose,
  children,
}: ActDialogProps<T>) {
  const act = useAct()
  async function confirmed() {
    if (data !== null && (await act.send(type, data))) onClose()
  }
  return (
    <Dialog
      title={title}
      confirm={confirm}
      kind={kind}
      busy={act.busy || data === null}
      onConfirm={() => void confirmed()}
      onCancel={onClose}
    >
      {children}
      {act.error !== undefined && <ErrorBox error={act.error} />}
    </Dialog>
  )
}

/** An act that needs, or may carry, a reason for the record. */
export function ReasonDialog<T extends MeetingRequestType>({
  explain,
  label,
  optional = false,
  makeData,
  ...dialog
}: Omit<ActDialogProps<T>, 'data' | 'children'> & {
  readonly explain: ReactNode
  readonly label?: string
  readonly optional?: boolean
  readonly makeData: (reason: string) => MeetingRequestData<T>
}) {
  const { t } = useTranslation('meeting')
  const [reason, setReason] = useState('')
  const written = reason.trim()
  return (
    <ActDialog {...dialog} data={written === '' && !optional ? null : makeData(written)}>
      <p>{explain}</p>
      <TextField
        label={label ?? t(optional ? 'reasonOptional' : 'reason')}
        value={reason}
        onChange={setReason}
      />
    </ActDialog>
  )
}
