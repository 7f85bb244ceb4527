import '../register.css'
import { useMutation } from '@tanstack/react-query'
import { Form, Input, Radio } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MatterDetails } from '../../../shared/matter/commands.ts'
import { MAX_AGENTS, MAX_REPRESENTATIVES, stages } from '../../../shared/matter/persons.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import {
  detailsOfValues,
  type MatterValues,
  newAgent,
  newHandler,
  newPerson,
  newRequest,
  proposerFor,
} from './matter-values.ts'
import { ContactFields, MandateFields, PersonFields, Repeated, useRequired } from './person-fields.tsx'

const MAX_REQUESTS = 10
const MAX_HANDLERS = 5

/** Registration of a matter, new or corrected. What was typed stays until the server has accepted. */
export function MatterForm({
  initial,
  verb,
  save,
  children,
}: {
  initial: MatterValues
  verb: string
  /** Resolves once the server has accepted. */
  save: (details: MatterDetails) => Promise<unknown>
  /** Fields of the act itself, such as the reason of a correction. */
  children?: ReactNode
}) {
  const { t } = useTranslation(['matter', 'words'])
  const [form] = Form.useForm<MatterValues>()
  const saving = useMutation({ mutationFn: (values: MatterValues) => save(detailsOfValues(values)) })
  return (
    <Form
      className="matter-form"
      form={form}
      layout="vertical"
      requiredMark={false}
      scrollToFirstError
      initialValues={initial}
      onFinish={(values: MatterValues) => saving.mutate(values)}
    >
      <Basics />
      <Requests />
      <PetitionerSide />
      <UnitSide />
      {saving.error && <ErrorBox error={saving.error} />}
      <div className="card">
        {children !== undefined && <div className="fields">{children}</div>}
        <div className="form-foot">
          <Button kind="primary" size={40} type="submit" waiting={saving.isPending}>
            {verb}
          </Button>
          <span className="vh" role="status">
            {saving.isSuccess && t('saved')}
          </span>
        </div>
      </div>
    </Form>
  )
}

function Basics() {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  return (
    <Card title={t('form.basics')}>
      <div className="fields">
        <Form.Item name="subject" label={t('form.subject')} extra={t('form.subjectHint')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
        <MaskedField name="maskedSubject" of={['subject']} label={t('form.maskedSubject')} />
        <div className="form-row">
          <Form.Item name="stage" label={t('form.stage')}>
            <Radio.Group options={stages.map((value) => ({ value, label: t(`stage.${value}`) }))} />
          </Form.Item>
          <Form.Item name="receivedOn" label={t('form.receivedOn')} rules={required}>
            <Input type="date" />
          </Form.Item>
        </div>
        <Form.Item name="facts" label={t('form.facts')}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 14 }} maxLength={20_000} />
        </Form.Item>
      </div>
    </Card>
  )
}

function Requests() {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  return (
    <Card title={t('form.requests')} end={t('form.requestsNote')}>
      <div className="fields">
        <Repeated
          name="requests"
          most={MAX_REQUESTS}
          least={1}
          legend={(n) => t('form.request', { n })}
          make={newRequest}
        >
          {(index) => (
            <>
              <Form.Item name={[index, 'id']} hidden>
                <Input />
              </Form.Item>
              <Form.Item name={[index, 'text']} label={t('form.requestText')} rules={required}>
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
              </Form.Item>
              <MaskedField
                name={[index, 'masked']}
                of={['requests', index, 'text']}
                label={t('form.masked')}
              />
            </>
          )}
        </Repeated>
      </div>
    </Card>
  )
}

/** Public wording of another field: empty takes the proposal shown under it. */
function MaskedField({
  name,
  of,
  label,
}: {
  name: string | (string | number)[]
  of: (string | number)[]
  label: string
}) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <Form.Item noStyle shouldUpdate>
      {({ getFieldValue, getFieldsValue }) => {
        const text = String(getFieldValue(of) ?? '')
        const proposal = proposerFor(peopleIn(getFieldsValue(true)))(text)
        return (
          <Form.Item
            name={name}
            label={label}
            extra={text === '' ? undefined : t('form.proposal', { text: proposal })}
          >
            <Input placeholder={t('form.maskedHint')} />
          </Form.Item>
        )
      }}
    </Form.Item>
  )
}

function peopleIn({
  petitioner,
  representatives = [],
  agents = [],
  handlers = [],
}: Partial<MatterValues>): readonly { readonly name: string }[] {
  return [...(petitioner ? [petitioner] : []), ...representatives, ...agents, ...handlers].map((person) => ({
    name: person.name ?? '',
  }))
}

function PetitionerSide() {
  const { t } = useTranslation(['matter', 'words'])
  const person = (n: number) => t('form.person', { n })
  return (
    <Card title={t('form.people')} end={t('form.staffOnly')}>
      <div className="fields">
        <fieldset>
          <legend>{t('form.petitioner')}</legend>
          <div>
            <PersonFields path={['petitioner']} />
            <ContactFields path={['petitioner']} />
          </div>
        </fieldset>
        <Repeated
          name="representatives"
          title={t('form.representatives', { max: MAX_REPRESENTATIVES })}
          most={MAX_REPRESENTATIVES}
          legend={person}
          make={newPerson}
        >
          {(index) => (
            <>
              <PersonFields path={[index]} />
              <ContactFields path={[index]} />
            </>
          )}
        </Repeated>
        <Repeated
          name="agents"
          title={t('form.agents', { max: MAX_AGENTS })}
          most={MAX_AGENTS}
          legend={person}
          make={newAgent}
        >
          {(index) => (
            <>
              <PersonFields path={[index]}>
                <Form.Item name={[index, 'title']} label={t('form.personTitle')}>
                  <Input maxLength={120} />
                </Form.Item>
              </PersonFields>
              <MandateFields path={[index]} />
              <ContactFields path={[index]} />
            </>
          )}
        </Repeated>
      </div>
    </Card>
  )
}

function UnitSide() {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  return (
    <Card title={t('form.unit')}>
      <div className="fields">
        <Form.Item name="responsibleUnit" label={t('form.responsibleUnit')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
        <Repeated
          name="handlers"
          title={t('form.handlers')}
          most={MAX_HANDLERS}
          legend={(n) => t('form.person', { n })}
          make={newHandler}
        >
          {(index) => (
            <PersonFields path={[index]}>
              <Form.Item name={[index, 'title']} label={t('form.personTitle')}>
                <Input maxLength={120} />
              </Form.Item>
            </PersonFields>
          )}
        </Repeated>
        <Form.Item noStyle dependencies={['stage']}>
          {({ getFieldValue }) => getFieldValue('stage') !== 'handling' && <EarlierOpinion />}
        </Form.Item>
      </div>
    </Card>
  )
}

function EarlierOpinion() {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  return (
    <fieldset>
      <legend>{t('form.earlierOpinion')}</legend>
      <div>
        <div className="form-row">
          <Form.Item name={['earlierOpinion', 'number']} label={t('form.opinionNumber')} rules={required}>
            <Input maxLength={60} />
          </Form.Item>
          <Form.Item name={['earlierOpinion', 'date']} label={t('form.opinionDate')} rules={required}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name={['earlierOpinion', 'unit']} label={t('form.opinionUnit')} rules={required}>
            <Input maxLength={120} />
          </Form.Item>
        </div>
        <Form.Item name={['earlierOpinion', 'summary']} label={t('form.opinionSummary')}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
      </div>
    </fieldset>
  )
}
