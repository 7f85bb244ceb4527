import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormModal } from '../form-modal.tsx'
import { useFactWords } from './facts.ts'
import { useRuleWords } from './rule-sentences.ts'
import { useSendToPool } from './use-pool.ts'

interface Values {
  /** Nothing is chosen for the decider. */
  readonly eliminate: boolean | undefined
  readonly because: string
  readonly reason: string
}

/** A person decides what a rule proposed, or what was reported: out or kept, with a reason. */
export function EliminationDialog({
  officer: { no, name },
  rule,
  facts = {},
  reported = false,
  onClose,
}: {
  officer: { readonly no: number; readonly name: string }
  rule: string
  /** The figures by which the rule proposes it. */
  facts?: Readonly<Record<string, number>>
  /** What was reported is written down here. */
  reported?: boolean
  onClose: () => void
}) {
  const { t } = useTranslation(['appraisal', 'pool'])
  const send = useSendToPool()
  const ruleWords = useRuleWords()
  const factWords = useFactWords()
  const required = [{ required: true, whitespace: true, message: t('pool:reason.required') }]
  return (
    <FormModal<Values>
      title={t('review.decideOf', { no, name })}
      verb={t('review.decide')}
      note={t('review.proposalsNote')}
      initial={{ eliminate: undefined, because: '', reason: '' }}
      send={({ eliminate = false, ...values }) =>
        send({ type: 'decide-elimination', data: { no, rule, eliminate, ...values } })
      }
      onClose={onClose}
    >
      <p>
        <b>{ruleWords(rule)}</b> {factWords(facts)}
      </p>
      <Form.Item
        name="because"
        label={t('review.because')}
        rules={reported ? required : []}
        hidden={!reported}
      >
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
      <Form.Item
        name="eliminate"
        label={t('review.outcome')}
        rules={[{ required: true, message: t('pool:reason.required') }]}
      >
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
