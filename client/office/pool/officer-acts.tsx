import { Form, Button as FormButton, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { FormModal } from '../form-modal.tsx'
import { OfficerForm } from './officer-form.tsx'
import { useSendToPool } from './use-pool.ts'

export type OfficerAct = 'add' | 'edit' | 'unavailability' | 'training' | 'suspend' | 'reinstate' | 'remove'

/** What can be done to an officer as they stand. */
export function actsOn(officer: OfficerView): readonly Exclude<OfficerAct, 'add'>[] {
  const suspension = officer.status === 'suspended' ? 'reinstate' : 'suspend'
  return ['edit', 'unavailability', 'training', suspension, 'remove']
}

interface DialogProps {
  readonly officer: OfficerView
  readonly send: (command: PoolCommand) => Promise<void>
  readonly onClose: () => void
}

/** The dialog of one act on one officer; `add` needs none. */
export function OfficerActDialog({
  act,
  officer,
  onClose,
}: {
  act: OfficerAct
  officer: OfficerView | null
  onClose: () => void
}) {
  const send = useSendToPool()
  if (officer === null || act === 'add') return <OfficerForm officer={null} send={send} onClose={onClose} />
  switch (act) {
    case 'edit':
      return <OfficerForm officer={officer} send={send} onClose={onClose} />
    case 'unavailability':
      return <UnavailabilityDialog officer={officer} send={send} onClose={onClose} />
    case 'training':
      return <TrainingDialog officer={officer} send={send} onClose={onClose} />
    case 'suspend':
    case 'reinstate':
    case 'remove':
      return <ReasonDialog act={act} officer={officer} send={send} onClose={onClose} />
  }
}

const reasonCommands = {
  suspend: 'suspend-officer',
  reinstate: 'reinstate-officer',
  remove: 'remove-officer',
} as const

function ReasonDialog({ act, officer, send, onClose }: DialogProps & { act: keyof typeof reasonCommands }) {
  const { t } = useTranslation(['pool', 'words'])
  const { no, name } = officer
  const notes = {
    suspend: t('dialog.suspendNote'),
    reinstate: undefined,
    remove: t('dialog.removeNote', { no }),
  }
  const note = notes[act]
  return (
    <FormModal
      title={t(`dialog.${act}`, { no, name })}
      verb={t(`actions.${act}`)}
      danger={act === 'remove'}
      {...(note === undefined ? {} : { note })}
      initial={{ reason: '' }}
      send={({ reason }) => send({ type: reasonCommands[act], data: { no, reason } })}
      onClose={onClose}
    >
      <Form.Item
        name="reason"
        label={t('form.reason')}
        extra={t('form.reasonHint')}
        rules={[{ required: true, whitespace: true, message: t('reason.required') }]}
      >
        <Input.TextArea rows={3} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}

function UnavailabilityDialog({ officer, send, onClose }: DialogProps) {
  const { t } = useTranslation(['pool', 'words'])
  const { no, name, unavailable } = officer
  const required = [{ required: true, message: t('reason.required') }]
  return (
    <FormModal
      title={t('dialog.unavailability', { no, name })}
      verb={t('actions.save')}
      width={680}
      initial={{ ranges: unavailable.length > 0 ? unavailable : [{ from: '', until: '', note: '' }] }}
      send={({ ranges }) => send({ type: 'record-unavailability', data: { no, ranges } })}
      onClose={onClose}
    >
      <Form.List name="ranges">
        {(fields, { add, remove }) => (
          <div className="form-list">
            {fields.map((field) => (
              <div className="form-row" key={field.key}>
                <Form.Item name={[field.name, 'from']} label={t('form.from')} rules={required}>
                  <Input type="date" />
                </Form.Item>
                <Form.Item name={[field.name, 'until']} label={t('form.until')} rules={required}>
                  <Input type="date" />
                </Form.Item>
                <Form.Item name={[field.name, 'note']} label={t('form.note')}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item label=" " colon={false}>
                  <FormButton onClick={() => remove(field.name)}>{t('form.dropRange')}</FormButton>
                </Form.Item>
              </div>
            ))}
            <FormButton onClick={() => add({ from: '', until: '', note: '' })}>
              {t('form.addRange')}
            </FormButton>
          </div>
        )}
      </Form.List>
    </FormModal>
  )
}

function TrainingDialog({ officer, send, onClose }: DialogProps) {
  const { t } = useTranslation(['pool', 'words'])
  const { no, name } = officer
  const required = [{ required: true, message: t('reason.required') }]
  return (
    <FormModal
      title={t('dialog.training', { no, name })}
      verb={t('actions.save')}
      initial={{ title: '', heldOn: '', validUntil: '' }}
      send={(training) => send({ type: 'record-training', data: { no, ...training } })}
      onClose={onClose}
    >
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
