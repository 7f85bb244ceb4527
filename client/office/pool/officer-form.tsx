import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { FormModal } from '../form-modal.tsx'
import { blankOfficer, detailsOf, OfficerFields, type OfficerValues, valuesOf } from './officer-fields.tsx'

type Values = OfficerValues & { readonly no: number | null }

/** Adds an officer, or changes one: everything about them in one form. */
export function OfficerForm({
  officer,
  send,
  onClose,
}: {
  officer: OfficerView | null
  send: (command: PoolCommand) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation(['pool', 'words'])
  return (
    <FormModal<Values>
      title={officer ? t('form.edit', { no: officer.no, name: officer.name }) : t('form.add')}
      verb={t('actions.save')}
      width={720}
      initial={officer ? { ...valuesOf(officer), no: officer.no } : { ...blankOfficer, no: null }}
      send={(values) =>
        officer
          ? send({ type: 'edit-officer', data: { no: officer.no, details: detailsOf(values) } })
          : send({ type: 'add-officer', data: { no: values.no, ...detailsOf(values) } })
      }
      onClose={onClose}
    >
      {!officer && (
        <Form.Item name="no" label={t('column.no')} extra={t('form.noHint')}>
          <InputNumber min={1} max={99_999} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <OfficerFields />
    </FormModal>
  )
}
