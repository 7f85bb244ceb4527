import '../register.css'
import { Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changedSections, type PoolRules, type RuleSection } from '../../../shared/pool/rules.ts'
import { RefusalError } from '../../ui/api.ts'
import { FormModal } from '../form-modal.tsx'
import { useRuleSentences } from './rule-sentences.ts'
import { ruleFields } from './rules-fields.tsx'
import { type RulesValues, rulesOf, valuesOf } from './rules-values.ts'
import { usePool, useSendToPool } from './use-pool.ts'

type Values = RulesValues & { readonly reason: string }

/**
 * Changes one section of the rules. The others are saved as they are in force; where somebody else changed this
 * section meanwhile, what they made of it is shown, and only saving again puts one's own in its place.
 */
export function RulesDialog({
  section,
  rules,
  onClose,
  onSaved,
}: {
  section: RuleSection
  rules: PoolRules
  onClose: () => void
  onSaved: () => void
}) {
  const { t } = useTranslation(['poolRules', 'pool'])
  const send = useSendToPool()
  const pool = usePool()
  const [opened] = useState(rules)
  const [seen, setSeen] = useState(rules)
  const Fields = ruleFields[section]
  const differs = (a: PoolRules, b: PoolRules) => changedSections(a, b).includes(section)
  async function save({ reason, ...values }: Values) {
    const { data } = await pool.refetch({ throwOnError: true })
    if (!data) return
    if (differs(seen, data.rules)) {
      setSeen(data.rules)
      throw new RefusalError({ code: 'POOL_RULES_CHANGED', params: {} }, 409)
    }
    const mine = rulesOf({ ...valuesOf(opened), ...values })
    await send(
      { type: 'set-rules', data: { rules: { ...data.rules, [section]: mine[section] }, reason } },
      data.seq,
    )
    onSaved()
  }
  return (
    <FormModal<Values>
      title={t('editSection', { section: t(`section.${section}`) })}
      verb={t('form.save')}
      width={760}
      initial={{ ...valuesOf(opened), reason: '' }}
      send={save}
      onClose={onClose}
    >
      {differs(opened, seen) && <Theirs rules={seen} section={section} />}
      <div className="matter-form">
        <Fields />
      </div>
      <Form.Item
        name="reason"
        label={t('form.reason')}
        extra={t('form.reasonHint')}
        rules={[{ required: true, whitespace: true, message: t('pool:reason.required') }]}
      >
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
    </FormModal>
  )
}

/** What somebody else made of the section; the fields below still hold one's own. */
function Theirs({ rules, section }: { rules: PoolRules; section: RuleSection }) {
  const { t } = useTranslation('poolRules')
  const { lines } = useRuleSentences()(rules)[section]
  return (
    <div className="message">
      <b>{t('theirs')}</b>
      <ul>
        {lines.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </div>
  )
}
