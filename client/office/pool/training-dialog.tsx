import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Training } from '../../../shared/pool/officer.ts'
import { FormModal } from '../form-modal.tsx'
import { useSendToPool } from './use-pool.ts'

type Values = Training & { readonly nos: number[] }

/** One training and everybody who attended it. */
export function TrainingDialog({
  officers,
  chosen,
  onClose,
}: {
  officers: readonly { readonly no: number; readonly name: string }[]
  chosen: readonly number[]
  onClose: () => void
}) {
  const { t } = useTranslation(['pool', 'words'])
  const send = useSendToPool()
  const required = [{ required: true, message: t('reason.required') }]
  const [only] = officers.length === 1 ? officers : []
  return (
    <FormModal<Values>
      title={only ? t('dialog.training', { no: only.no, name: only.name }) : t('actions.training')}
      verb={t('actions.save')}
      initial={{ nos: [...chosen], title: '', heldOn: '', validUntil: '' }}
      send={(values) => send({ type: 'record-training', data: values })}
      onClose={onClose}
    >
      <Form.Item name="nos" label={t('form.attended')} rules={required} hidden={only !== undefined}>
        <Select
          mode="multiple"
          optionFilterProp="label"
          options={officers.map(({ no, name }) => ({ value: no, label: `${no} ${name}` }))}
        />
      </Form.Item>
      <Form.Item name="title" label={t('form.training')} rules={required}>
        <Input maxLength={120} />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="heldOn" label={t('form.heldOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item name="validUntil" label={t('form.validUntil')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </div>
    </FormModal>
  )
}
