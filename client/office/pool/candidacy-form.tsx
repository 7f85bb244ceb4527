import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Candidacy } from '../../../shared/pool/entry.ts'
import { routes } from '../../../shared/pool/officer.ts'
import { FormModal } from '../form-modal.tsx'
import {
  blankOfficer,
  detailsOf,
  type OfficerCard,
  OfficerFields,
  type OfficerValues,
  valuesOf,
} from './officer-fields.tsx'
import { useSendToPool } from './use-pool.ts'

type Values = OfficerValues & Omit<Candidacy, 'officer'>

const ways = routes.filter((route) => route !== 'list')

/** Records a candidacy: how it came in, who it is, and for somebody who comes back the number they had. */
export function CandidacyForm({
  today,
  returning,
  onClose,
}: {
  today: string
  /** Who wants to come back: as they were when they left. */
  returning?: OfficerCard & { readonly no: number }
  onClose: () => void
}) {
  const { t } = useTranslation(['entry', 'officer', 'pool'])
  const send = useSendToPool()
  const required = [{ required: true, whitespace: true, message: t('pool:reason.required') }]
  return (
    <FormModal<Values>
      title={t('receive')}
      verb={t('pool:actions.save')}
      width={720}
      initial={{
        ...(returning ? valuesOf(returning) : blankOfficer),
        route: returning ? 'application' : 'recommendation',
        by: '',
        statement: '',
        receivedOn: today,
        formerNo: returning?.no ?? null,
      }}
      send={({ route, by, statement, receivedOn, formerNo, ...officer }) =>
        send({
          type: 'receive-application',
          data: {
            route,
            by: route === 'application' ? '' : by,
            statement,
            receivedOn,
            formerNo,
            officer: detailsOf(officer),
          },
        })
      }
      onClose={onClose}
    >
      <div className="form-row">
        <Form.Item name="route" label={t('officer:card.route')}>
          <Select options={ways.map((value) => ({ value, label: t(`officer:route.${value}`) }))} />
        </Form.Item>
        <Form.Item noStyle dependencies={['route']}>
          {({ getFieldValue }) => {
            const route = ways.find((way) => way === getFieldValue('route')) ?? 'application'
            return (
              route !== 'application' && (
                <Form.Item name="by" label={t(`by.${route}`)} rules={required}>
                  <Input maxLength={120} />
                </Form.Item>
              )
            )
          }}
        </Form.Item>
        <Form.Item name="receivedOn" label={t('receivedOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="statement" label={t('statement')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      <Form.Item name="formerNo" label={t('formerNo')} extra={t('formerNoHint')}>
        <InputNumber min={1} precision={0} />
      </Form.Item>
      <OfficerFields />
    </FormModal>
  )
}
