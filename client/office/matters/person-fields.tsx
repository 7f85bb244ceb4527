import { Button, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type Path = readonly (string | number)[]

/** Rule of a field that must not stay empty. */
export function useRequired() {
  const { t } = useTranslation(['matter', 'words'])
  return [{ required: true, whitespace: true, message: t('form.required') }]
}

/** Name and, below, how the office reaches a person; `id` travels with them unseen. */
export function PersonFields({ path, children }: { path: Path; children?: ReactNode }) {
  const { t } = useTranslation(['matter', 'words'])
  const required = useRequired()
  return (
    <>
      <Form.Item name={[...path, 'id']} hidden>
        <Input />
      </Form.Item>
      <div className="form-row">
        <Form.Item name={[...path, 'name']} label={t('form.name')} rules={required}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        {children}
      </div>
    </>
  )
}

export function ContactFields({ path }: { path: Path }) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <div className="form-row">
      <Form.Item name={[...path, 'contact', 'phone']} label={t('form.phone')}>
        <Input type="tel" maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[...path, 'contact', 'address']} label={t('form.address')}>
        <Input maxLength={120} autoComplete="off" />
      </Form.Item>
      <Form.Item name={[...path, 'contact', 'idHint']} label={t('form.idHint')}>
        <Input maxLength={12} autoComplete="off" />
      </Form.Item>
    </div>
  )
}

/** Capacity of an agent and the mandate they hold. */
export function MandateFields({ path }: { path: Path }) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <div className="form-row">
      <Form.Item name={[...path, 'mandate', 'scope']} label={t('form.scope')}>
        <Select
          options={(['general', 'special'] as const).map((value) => ({
            value,
            label: t(`form.scopes.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name={[...path, 'mandate', 'matters']} label={t('form.mandateMatters')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name={[...path, 'mandate', 'receivedOn']} label={t('form.mandateReceivedOn')}>
        <Input type="date" />
      </Form.Item>
    </div>
  )
}

/** A list of people or requests in the form: each in a group of its own, with a way out and one more. */
export function Repeated({
  name,
  title,
  most,
  least = 0,
  legend,
  make,
  children,
}: {
  name: string | [string, string]
  /** Absent where the card around it says it. */
  title?: string
  most: number
  least?: number
  legend: (n: number) => string
  make: () => object
  children: (index: number) => ReactNode
}) {
  const { t } = useTranslation(['matter', 'words'])
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <fieldset>
          {title !== undefined && <legend>{title}</legend>}
          <div className="form-list">
            {fields.map((field) => (
              <fieldset key={field.key} style={{ width: '100%' }}>
                <legend className="mut">{legend(field.name + 1)}</legend>
                <div>
                  {children(field.name)}
                  {fields.length > least && (
                    <Button onClick={() => remove(field.name)}>{t('actions.remove')}</Button>
                  )}
                </div>
              </fieldset>
            ))}
            {fields.length < most && <Button onClick={() => add(make())}>{t('actions.add')}</Button>}
          </div>
        </fieldset>
      )}
    </Form.List>
  )
}
