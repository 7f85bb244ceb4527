import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Criterion } from '../../../shared/pool/rules.ts'
import type { ApplicationView } from '../../../shared/pool/view.ts'
import { useBilingual } from '../../ui/i18n.ts'
import { FormModal } from '../form-modal.tsx'
import { useSendToPool } from './use-pool.ts'

interface DialogProps {
  readonly application: ApplicationView
  readonly onClose: () => void
}

function useRequired() {
  const { t } = useTranslation('pool')
  return [{ required: true, whitespace: true, message: t('reason.required') }]
}

/** A person chooses one of them: none is chosen beforehand. */
function useChosen() {
  const { t } = useTranslation('pool')
  return [{ required: true, message: t('reason.required') }]
}

interface Findings {
  readonly met: Record<string, boolean | undefined>
  readonly notes: Record<string, string>
  /** Nothing is chosen for the reviewer. */
  readonly advice: 'admit' | 'refuse' | undefined
  readonly note: string
}

/** A finding on every criterion, and an advice. */
export function ReviewDialog({
  application: { id, officer, review },
  criteria,
  onClose,
}: DialogProps & { criteria: readonly Criterion[] }) {
  const { t } = useTranslation(['entry', 'pool'])
  const say = useBilingual()
  const send = useSendToPool()
  const chosen = useChosen()
  const found = (criterion: string) => review?.findings.find((one) => one.criterion === criterion)
  return (
    <FormModal<Findings>
      title={t('reviewOf', { name: officer.name })}
      verb={t('pool:actions.save')}
      width={680}
      initial={{
        met: Object.fromEntries(criteria.map(({ id: of }) => [of, found(of)?.met])),
        notes: Object.fromEntries(criteria.map(({ id: of }) => [of, found(of)?.note ?? ''])),
        advice: review?.advice,
        note: review?.note ?? '',
      }}
      send={({ met, notes, advice, note }) =>
        send({
          type: 'review-application',
          data: {
            applicationId: id,
            findings: criteria.map(({ id: criterion }) => ({
              criterion,
              met: met[criterion] ?? false,
              note: notes[criterion] ?? '',
            })),
            advice: advice ?? 'refuse',
            note,
          },
        })
      }
      onClose={onClose}
    >
      {criteria.map(({ id: criterion, label }) => (
        <div className="form-row" key={criterion}>
          <Form.Item name={['met', criterion]} label={t('criterion', { label: say(label) })} rules={chosen}>
            <Radio.Group
              options={[
                { value: true, label: t('met') },
                { value: false, label: t('unmet') },
              ]}
            />
          </Form.Item>
          <Form.Item name={['notes', criterion]} label={t('findingNote')}>
            <Input maxLength={400} />
          </Form.Item>
        </div>
      ))}
      <Form.Item name="advice" label={t('advice')} rules={chosen}>
        <Radio.Group
          options={[
            { value: 'admit', label: t('admit') },
            { value: 'refuse', label: t('refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item name="note" label={t('findingNote')}>
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}

interface Decided {
  readonly admitted: boolean | undefined
  readonly reason: string
  /** Number of who they are, or `ANOTHER`; nothing is chosen beforehand. */
  readonly who: number | undefined
  readonly checked: string
}
/** No officer has this number. */
const ANOTHER = 0

/** Admitted or not, by a person, with a reason; where somebody who left is like them, who they are as well. */
export function DecideDialog({
  application: { id, officer, review, formerNo, maybe },
  onClose,
}: DialogProps) {
  const { t } = useTranslation('entry')
  const chosen = useChosen()
  const required = useRequired()
  const send = useSendToPool()
  const doubtful = maybe.some(({ no }) => no !== formerNo)
  return (
    <FormModal<Decided>
      title={t('decideOf', { name: officer.name })}
      verb={t('decide')}
      note={t('decideNote')}
      initial={{ admitted: undefined, reason: '', who: undefined, checked: '' }}
      send={({ admitted = false, reason, who, checked }) =>
        send({
          type: 'decide-application',
          data: {
            applicationId: id,
            admitted,
            reason,
            ...(doubtful && who !== undefined && { identity: { no: who || null, reason: checked } }),
          },
        })
      }
      onClose={onClose}
    >
      {review && <p className="mut">{t('advised', { advice: t(review.advice) })}</p>}
      <Form.Item name="admitted" label={t('decide')} rules={chosen}>
        <Radio.Group
          options={[
            { value: true, label: t('admit') },
            { value: false, label: t('refuse') },
          ]}
        />
      </Form.Item>
      <Form.Item noStyle dependencies={['admitted']}>
        {({ getFieldValue }) =>
          doubtful &&
          getFieldValue('admitted') === true && (
            <>
              <Form.Item name="who" label={t('identity')} rules={chosen}>
                <Radio.Group
                  options={[
                    ...maybe.map(({ no, name }) => ({ value: no, label: t('sameAs', { no, name }) })),
                    { value: ANOTHER, label: t('another') },
                  ]}
                />
              </Form.Item>
              <Form.Item name="checked" label={t('identityReason')} rules={required}>
                <Input maxLength={400} />
              </Form.Item>
            </>
          )
        }
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={required}>
        <Input.TextArea rows={3} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}

export function WithdrawDialog({ application: { id, officer }, onClose }: DialogProps) {
  const { t } = useTranslation('entry')
  const send = useSendToPool()
  return (
    <FormModal<{ reason: string }>
      title={t('withdrawOf', { name: officer.name })}
      verb={t('withdraw')}
      initial={{ reason: '' }}
      send={({ reason }) => send({ type: 'withdraw-application', data: { applicationId: id, reason } })}
      onClose={onClose}
    >
      <Form.Item name="reason" label={t('reason')} rules={useRequired()}>
        <Input.TextArea rows={3} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}
