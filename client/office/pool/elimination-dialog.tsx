import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormModal } from '../form-modal.tsx'
import { useSendToPool } from './use-pool.ts'

interface Values {
  readonly eliminate: boolean
  readonly because: string
  readonly reason: string
}

/** A person decides what a rule proposed, or what was reported: out or kept, with a reason. */
export function EliminationDialog({
  officer: { no, name },
  rule,
  reported = false,
  onClose,
}: {
  officer: { readonly no: number; readonly name: string }
  rule: string
  /** What was reported is written down here. */
  reported?: boolean
  onClose: () => void
}) {
  const { t } = useTranslation(['appraisal', 'pool'])
  const send = useSendToPool()
  const required = [{ required: true, whitespace: true, message: t('pool:reason.required') }]
  return (
    <FormModal<Values>
      title={t('review.decideOf', { no, name })}
      verb={t('review.decide')}
      note={t('review.proposalsNote')}
      initial={{ eliminate: false, because: '', reason: '' }}
      send={(values) => send({ type: 'decide-elimination', data: { no, rule, ...values } })}
      onClose={onClose}
    >
      <Form.Item
        name="because"
        label={t('review.because')}
        rules={reported ? required : []}
        hidden={!reported}
      >
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
      <Form.Item name="eliminate" label={t('review.outcome')}>
        <Radio.Group
          options={[
            { value: false, label: t('review.keep') },
            { value: true, label: t('review.eliminate') },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label={t('review.reason')} extra={t('pool:form.reasonHint')} rules={required}>
        <Input.TextArea rows={3} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}
