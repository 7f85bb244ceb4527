import { useMutation } from '@tanstack/react-query'
import { Form, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorBox } from '../ui/error-box.tsx'

/**
 * A form over the page that does one thing. It stays open with everything typed until the server has accepted;
 * a refusal is shown inside it.
 */
export function FormModal<V extends object>({
  title,
  verb,
  note,
  danger = false,
  width = 560,
  initial,
  send,
  onClose,
  children,
}: {
  title: string
  /** The verb on the button that does it. */
  verb: string
  note?: string
  danger?: boolean
  width?: number
  initial: V
  /** Resolves once the server has accepted. */
  send: (values: V) => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<V>()
  const sending = useMutation({ mutationFn: send, onSuccess: onClose })
  return (
    <Modal
      open
      title={title}
      width={width}
      okText={verb}
      cancelText={t('cancel')}
      okButtonProps={{ danger, loading: sending.isPending, htmlType: 'submit', form: 'form-modal' }}
      mask={{ closable: false }}
      onCancel={onClose}
    >
      {note !== undefined && <p className="mut form-note">{note}</p>}
      <Form
        id="form-modal"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(values: V) => sending.mutate(values)}
      >
        {children}
      </Form>
      {sending.error && <ErrorBox error={sending.error} />}
    </Modal>
  )
}
