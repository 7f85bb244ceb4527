import { Checkbox, Form, Button as FormButton, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  type Limit,
  limits,
  MAX_CRITERIA,
  MAX_ELIMINATION_RULES,
  type RuleSection,
} from '../../../shared/pool/rules.ts'
import { Repeated } from '../matters/person-fields.tsx'
import { groundFields, groundKinds, newCriterion, newEliminationRule } from './rules-values.ts'

type Path = (string | number)[]

function useRequired() {
  const { t } = useTranslation('pool')
  return [{ required: true, whitespace: true, message: t('reason.required') }]
}

function Figure({
  name,
  label,
  limit,
  hint,
  fraction = false,
}: {
  name: Path
  label: string
  limit: Limit
  hint?: string
  /** Figures are whole unless this says otherwise. */
  fraction?: boolean
}) {
  const { t } = useTranslation('poolRules')
  const { min, max } = limit
  const message = t(fraction ? 'form.number' : 'form.whole', { min, max })
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={[{ required: true, type: fraction ? 'number' : 'integer', min, max, message }]}
    >
      <InputNumber style={{ width: '100%' }} />
    </Form.Item>
  )
}

function SourceFields({ path, hint = true }: { path: Path; hint?: boolean }) {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <Form.Item
        name={[...path, 'source']}
        label={t('form.source')}
        extra={hint ? t('form.sourceHint') : undefined}
        rules={useRequired()}
      >
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={400} />
      </Form.Item>
      <Form.Item name={[...path, 'confirmed']} valuePropName="checked">
        <Checkbox>{t('form.confirmed')}</Checkbox>
      </Form.Item>
    </>
  )
}

/** What is looked at or marked, in both languages; at least one line stays. */
function Criteria({ name, title }: { name: Path; title: string }) {
  const { t } = useTranslation('poolRules')
  const required = useRequired()
  return (
    <fieldset>
      <legend>{title}</legend>
      <Form.List name={name}>
        {(lines, { add, remove }) => (
          <>
            {lines.map((line) => (
              <div className="form-row" key={line.key}>
                <Form.Item name={[line.name, 'id']} hidden>
                  <Input />
                </Form.Item>
                {(['zh', 'en'] as const).map((language) => (
                  <Form.Item
                    key={language}
                    name={[line.name, 'label', language]}
                    label={t('form.label', { n: line.name + 1, language: t(`form.${language}`) })}
                    rules={required}
                  >
                    <Input maxLength={80} />
                  </Form.Item>
                ))}
                {lines.length > 1 && (
                  <Form.Item label=" " colon={false}>
                    <FormButton onClick={() => remove(line.name)}>{t('form.remove')}</FormButton>
                  </Form.Item>
                )}
              </div>
            ))}
            {lines.length < MAX_CRITERIA && (
              <FormButton onClick={() => add(newCriterion())}>{t('form.add')}</FormButton>
            )}
          </>
        )}
      </Form.List>
    </fieldset>
  )
}

function Entry() {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <Criteria name={['entry', 'criteria']} title={t('form.criteria')} />
      <Figure
        name={['entry', 'reentryAfterDays']}
        label={t('form.reentryAfterDays')}
        limit={limits.reentryDays}
      />
      <Form.Item name={['entry', 'secondPerson']} valuePropName="checked">
        <Checkbox>{t('form.secondPerson')}</Checkbox>
      </Form.Item>
      <Form.Item name={['entry', 'trainingFirst']} valuePropName="checked">
        <Checkbox>{t('form.trainingFirst')}</Checkbox>
      </Form.Item>
      <SourceFields path={['entry']} />
    </>
  )
}

function Appraisal() {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <Criteria name={['appraisal', 'chair']} title={t('form.chair')} />
      <Criteria name={['appraisal', 'parties']} title={t('form.parties')} />
      <div className="form-row">
        <Figure
          name={['appraisal', 'leastBallots']}
          label={t('form.leastBallots')}
          limit={limits.leastBallots}
          hint={t('form.leastBallotsHint')}
        />
        <Figure name={['appraisal', 'openDays']} label={t('form.openDays')} limit={limits.openDays} />
      </div>
      <SourceFields path={['appraisal']} />
    </>
  )
}

function Rest() {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <Form.Item name="rests" valuePropName="checked">
        <Checkbox>{t('form.rests')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={['rests']}>
        {({ getFieldValue }) =>
          getFieldValue('rests') === true && (
            <>
              <div className="form-row">
                <Figure name={['rest', 'hearings']} label={t('form.hearings')} limit={limits.count} />
                <Figure name={['rest', 'days']} label={t('form.days')} limit={limits.days} />
              </div>
              <SourceFields path={['rest']} />
            </>
          )
        }
      </Form.Item>
    </>
  )
}

function Workload() {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <Form.Item name={['workload', 'balance']} valuePropName="checked">
        <Checkbox>{t('form.balance')}</Checkbox>
      </Form.Item>
      <Figure name={['workload', 'days']} label={t('form.days')} limit={limits.days} />
      <SourceFields path={['workload']} />
    </>
  )
}

function Health() {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <div className="form-row">
        <Figure name={['health', 'dormantDays']} label={t('form.dormantDays')} limit={limits.days} />
        <Figure name={['health', 'warnDays']} label={t('form.warnDays')} limit={limits.days} />
        <Figure name={['health', 'reviewEveryDays']} label={t('form.reviewEveryDays')} limit={limits.days} />
      </div>
      <fieldset>
        <legend>{t('form.overused')}</legend>
        <div className="form-row">
          <Figure name={['health', 'overused', 'days']} label={t('form.days')} limit={limits.days} />
          <Figure name={['health', 'overused', 'atLeast']} label={t('form.atLeast')} limit={limits.count} />
          <Figure
            name={['health', 'overused', 'timesAverage']}
            label={t('form.timesAverage')}
            limit={limits.timesAverage}
            fraction
          />
        </div>
      </fieldset>
      <SourceFields path={['health']} />
    </>
  )
}

function Elimination() {
  const { t } = useTranslation('poolRules')
  return (
    <>
      <Repeated
        name={['elimination', 'rules']}
        title={t('form.rules')}
        most={MAX_ELIMINATION_RULES}
        legend={(n) => t('form.rule', { n })}
        make={newEliminationRule}
      >
        {(index) => (
          <>
            <Form.Item name={[index, 'id']} hidden>
              <Input />
            </Form.Item>
            <div className="form-row">
              <Form.Item name={[index, 'ground', 'kind']} label={t('form.kind')}>
                <Select options={groundKinds.map((value) => ({ value, label: t(`form.kinds.${value}`) }))} />
              </Form.Item>
              <GroundFigures index={index} />
            </div>
            <SourceFields path={[index]} hint={false} />
          </>
        )}
      </Repeated>
      <Figure name={['elimination', 'keptForDays']} label={t('form.keptForDays')} limit={limits.days} />
      <SourceFields path={['elimination']} />
    </>
  )
}

/** The figures the chosen kind of case asks for. */
function GroundFigures({ index }: { index: number }) {
  const { t } = useTranslation('poolRules')
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue }) => {
        const chosen: unknown = getFieldValue(['elimination', 'rules', index, 'ground', 'kind'])
        const kind = groundKinds.find((each) => each === chosen) ?? 'reported'
        return Object.entries<Limit>(groundFields[kind]).map(([figure, limit]) => (
          <Figure
            key={figure}
            name={[index, 'ground', figure]}
            label={t(`form.${figure as 'below' | 'hearings' | 'count' | 'days'}`)}
            limit={limit}
            fraction={figure === 'below'}
          />
        ))
      }}
    </Form.Item>
  )
}

/** The fields of one section of the rules. */
export const ruleFields: Readonly<Record<RuleSection, () => React.ReactNode>> = {
  entry: Entry,
  appraisal: Appraisal,
  rest: Rest,
  workload: Workload,
  health: Health,
  elimination: Elimination,
}
