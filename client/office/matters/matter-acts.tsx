import { Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  type DecisionInput,
  type MatterCommand,
  type ServiceInput,
  serviceMethods,
} from '../../../shared/matter/commands.ts'
import { personsOf } from '../../../shared/matter/names.ts'
import type { MatterView } from '../../../shared/matter/view.ts'
import { FormModal } from '../form-modal.tsx'
import { useRequired } from './person-fields.tsx'
import { useSendToMatter } from './use-matters.ts'

type Service = MatterView['services'][number]

/** What is done on a matter's page in a dialog; a service given is the one corrected. */
export type MatterAct =
  | { readonly act: 'decision' }
  | { readonly act: 'service'; readonly service: Service | null }
  | { readonly act: 'strike'; readonly service: Service }

interface DialogProps {
  readonly matter: MatterView
  readonly send: (command: MatterCommand) => Promise<void>
  readonly onClose: () => void
}

export function MatterActDialog({
  act,
  matter,
  onClose,
}: {
  act: MatterAct
  matter: MatterView
  onClose: () => void
}) {
  const sendTo = useSendToMatter(matter.id)
  // What this dialog shows is what it changes: a matter somebody else changed meanwhile is refused as stale.
  const send = (command: MatterCommand) => sendTo(command, matter.seq)
  switch (act.act) {
    case 'decision':
      return <DecisionDialog matter={matter} send={send} onClose={onClose} />
    case 'service':
      return <ServiceDialog matter={matter} service={act.service} send={send} onClose={onClose} />
    case 'strike':
      return <StrikeDialog matter={matter} service={act.service} send={send} onClose={onClose} />
  }
}

type Correctable<V> = V & { readonly reason: string }

/** Why something recorded is changed; asked for only when something is. */
function ReasonField({ asked }: { asked: boolean }) {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  if (!asked) return null
  return (
    <Form.Item name="reason" label={t('form.reason')} extra={t('form.reasonHint')} rules={required}>
      <Input maxLength={400} />
    </Form.Item>
  )
}

function DecisionDialog({ matter, send, onClose }: DialogProps) {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  const { decision: recorded } = matter
  const initial: Correctable<DecisionInput> = {
    number: recorded?.number ?? '',
    date: recorded?.date ?? '',
    outcome: recorded?.outcome ?? 'adopted',
    departureReason: recorded?.departureReason ?? '',
    text: recorded?.text ?? '',
    reason: '',
  }
  const verb = t(recorded ? 'actions.correctDecision' : 'actions.recordDecision')
  return (
    <FormModal<Correctable<DecisionInput>>
      title={verb}
      verb={t(recorded ? 'actions.saveCorrection' : 'actions.save')}
      width={720}
      initial={initial}
      send={({ reason, ...values }) => {
        const decision = { ...values, departureReason: values.departureReason ?? '' }
        return recorded
          ? send({ type: 'correct-decision', data: { decision, reason } })
          : send({ type: 'record-decision', data: decision })
      }}
      onClose={onClose}
    >
      <div className="form-row">
        <Form.Item name="number" label={t('decision.number')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="date" label={t('decision.date')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="outcome" label={t('decision.outcome')}>
        <Radio.Group
          options={(['adopted', 'departed'] as const).map((value) => ({
            value,
            label: t(`page.outcome.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['outcome']}>
        {({ getFieldValue }) =>
          getFieldValue('outcome') === 'departed' && (
            <Form.Item name="departureReason" label={t('decision.departureReason')} rules={required}>
              <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="text" label={t('decision.text')} extra={t('decision.textHint')} rules={required}>
        <Input.TextArea className="rec" autoSize={{ minRows: 6, maxRows: 18 }} maxLength={20_000} />
      </Form.Item>
      <ReasonField asked={recorded !== null} />
    </FormModal>
  )
}

function ServiceDialog({ matter, service, send, onClose }: DialogProps & { service: Service | null }) {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  const initial: Correctable<ServiceInput> = {
    addressee: service?.addressee ?? matter.petitioner.id,
    method: service?.method ?? 'in-person',
    servedOn: service?.servedOn ?? '',
    proof: service?.proof ?? '',
    reason: '',
  }
  return (
    <FormModal<Correctable<ServiceInput>>
      title={t('actions.recordService')}
      verb={t(service ? 'actions.saveCorrection' : 'actions.save')}
      initial={initial}
      send={({ reason, ...values }) =>
        service
          ? send({ type: 'correct-service', data: { serviceId: service.id, service: values, reason } })
          : send({ type: 'record-service', data: values })
      }
      onClose={onClose}
    >
      <Form.Item name="addressee" label={t('service.addressee')}>
        <Select options={personsOf(matter).map(({ id, name }) => ({ value: id, label: name }))} />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="method" label={t('service.method')}>
          <Select
            options={serviceMethods.map((value) => ({ value, label: t(`service.methods.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name="servedOn" label={t('service.servedOn')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </div>
      <Form.Item name="proof" label={t('service.proof')} extra={t('service.proofHint')} rules={required}>
        <Input maxLength={400} />
      </Form.Item>
      <ReasonField asked={service !== null} />
    </FormModal>
  )
}

function StrikeDialog({ matter, service, send, onClose }: DialogProps & { service: Service }) {
  const { t } = useTranslation(['matter', 'words'])
  const name = personsOf(matter).find(({ id }) => id === service.addressee)?.name ?? ''
  return (
    <FormModal
      title={t('service.strikeTitle', { name })}
      verb={t('actions.strike')}
      danger
      initial={{ reason: '' }}
      send={({ reason }) =>
        send({ type: 'correct-service', data: { serviceId: service.id, service: null, reason } })
      }
      onClose={onClose}
    >
      <ReasonField asked />
    </FormModal>
  )
}
