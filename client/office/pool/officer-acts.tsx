import { Form, Button as FormButton, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { PoolCommand } from '../../../shared/pool/commands.ts'
import type { DeclaredTies, LeavingCause } from '../../../shared/pool/officer.ts'
import { leavingCauses } from '../../../shared/pool/officer.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'
import { FormModal } from '../form-modal.tsx'
import { OfficerForm } from './officer-form.tsx'
import { TrainingDialog } from './training-dialog.tsx'
import { useSendToPool } from './use-pool.ts'

export type OfficerAct =
  | 'add'
  | 'edit'
  | 'unavailability'
  | 'training'
  | 'ties'
  | 'suspend'
  | 'reinstate'
  | 'remove'

/** An officer in the pool; their declared ties where the page knows them. */
export type ActedOn = OfficerView & { readonly ties?: DeclaredTies }

/** What can be done to an officer as they stand; ties only where they are shown. */
export function actsOn(officer: ActedOn): readonly Exclude<OfficerAct, 'add'>[] {
  const suspension = officer.status === 'suspended' ? 'reinstate' : 'suspend'
  const ties = officer.ties ? (['ties'] as const) : []
  return ['edit', 'unavailability', 'training', ...ties, suspension, 'remove']
}

interface DialogProps {
  readonly officer: ActedOn
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
  officer: ActedOn | null
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
      return <TrainingDialog officers={[officer]} chosen={[officer.no]} onClose={onClose} />
    case 'ties':
      return <TiesDialog officer={officer} send={send} onClose={onClose} />
    case 'suspend':
    case 'reinstate':
      return <ReasonDialog act={act} officer={officer} send={send} onClose={onClose} />
    case 'remove':
      return <RemoveDialog officer={officer} send={send} onClose={onClose} />
  }
}

function ReasonField() {
  const { t } = useTranslation('pool')
  return (
    <Form.Item
      name="reason"
      label={t('form.reason')}
      extra={t('form.reasonHint')}
      rules={[{ required: true, whitespace: true, message: t('reason.required') }]}
    >
      <Input.TextArea rows={3} maxLength={400} />
    </Form.Item>
  )
}

const reasonCommands = { suspend: 'suspend-officer', reinstate: 'reinstate-officer' } as const

function ReasonDialog({ act, officer, send, onClose }: DialogProps & { act: keyof typeof reasonCommands }) {
  const { t } = useTranslation(['pool', 'words'])
  const { no, name } = officer
  return (
    <FormModal
      title={t(`dialog.${act}`, { no, name })}
      verb={t(`actions.${act}`)}
      {...(act === 'suspend' ? { note: t('dialog.suspendNote') } : {})}
      initial={{ reason: '' }}
      send={({ reason }) => send({ type: reasonCommands[act], data: { no, reason } })}
      onClose={onClose}
    >
      <ReasonField />
    </FormModal>
  )
}

/** Elimination has rules and a page of its own. */
const farewells = leavingCauses.filter((cause) => cause !== 'eliminated')

function RemoveDialog({ officer, send, onClose }: DialogProps) {
  const { t } = useTranslation(['pool', 'words'])
  const { no, name } = officer
  return (
    <FormModal<{ cause: Exclude<LeavingCause, 'eliminated'>; reason: string }>
      title={t('dialog.remove', { no, name })}
      verb={t('actions.remove')}
      danger
      note={t('dialog.removeNote', { no })}
      initial={{ cause: 'resigned', reason: '' }}
      send={({ cause, reason }) => send({ type: 'remove-officer', data: { no, cause, reason } })}
      onClose={onClose}
    >
      <Form.Item name="cause" label={t('form.cause')}>
        <Select options={farewells.map((value) => ({ value, label: t(`cause.${value}`) }))} />
      </Form.Item>
      <ReasonField />
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

function TiesDialog({ officer, send, onClose }: DialogProps) {
  const { t } = useTranslation(['pool', 'words'])
  const { no, name, ties = { kin: [], units: [] } } = officer
  const required = [{ required: true, whitespace: true, message: t('reason.required') }]
  return (
    <FormModal<DeclaredTies>
      title={t('dialog.ties', { no, name })}
      verb={t('actions.save')}
      width={680}
      note={t('dialog.tiesNote')}
      initial={ties}
      send={({ kin = [], units = [] }) => send({ type: 'declare-ties', data: { no, ties: { kin, units } } })}
      onClose={onClose}
    >
      <Form.List name="kin">
        {(fields, { add, remove }) => (
          <div className="form-list">
            {fields.map((field) => (
              <div className="form-row" key={field.key}>
                <Form.Item name={[field.name, 'name']} label={t('form.kinName')} rules={required}>
                  <Input maxLength={60} />
                </Form.Item>
                <Form.Item name={[field.name, 'relation']} label={t('form.relation')} rules={required}>
                  <Input maxLength={40} />
                </Form.Item>
                <Form.Item label=" " colon={false}>
                  <FormButton onClick={() => remove(field.name)}>{t('form.dropKin')}</FormButton>
                </Form.Item>
              </div>
            ))}
            <FormButton onClick={() => add({ name: '', relation: '' })}>{t('form.addKin')}</FormButton>
          </div>
        )}
      </Form.List>
      <Form.Item name="units" label={t('form.units')} extra={t('form.expertiseHint')}>
        <Select
          mode="tags"
          maxCount={20}
          open={false}
          suffixIcon={null}
          tokenSeparators={['、', '，', ',']}
        />
      </Form.Item>
    </FormModal>
  )
}
