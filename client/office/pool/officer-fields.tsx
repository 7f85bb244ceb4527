import { AutoComplete, Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { categories, type OfficerDetails } from '../../../shared/pool/officer.ts'
import { sectors } from '../../../shared/pool/sectors.ts'
import type { OfficerView } from '../../../shared/pool/view.ts'

/** An officer's particulars as a form holds them: dates as text, a term in two fields. */
export interface OfficerValues {
  readonly name: string
  readonly category: OfficerDetails['category']
  readonly sector: string
  readonly unit: string
  readonly standing: boolean
  readonly expertise: string[]
  readonly languages: string[]
  readonly phone: string
  readonly termFrom: string
  readonly termUntil: string
  readonly trainingValidUntil: string
}

export const blankOfficer: OfficerValues = {
  name: '',
  category: 'deputy',
  sector: '',
  unit: '',
  standing: false,
  expertise: [],
  languages: [],
  phone: '',
  termFrom: '',
  termUntil: '',
  trainingValidUntil: '',
}

/** What the fields show of an officer. */
export type OfficerCard = Pick<OfficerView, keyof OfficerDetails>

export const valuesOf = (officer: OfficerCard): OfficerValues => ({
  name: officer.name,
  category: officer.category,
  sector: officer.sector,
  unit: officer.unit,
  standing: officer.standing,
  expertise: officer.expertise,
  languages: officer.languages,
  phone: officer.phone,
  termFrom: officer.term?.from ?? '',
  termUntil: officer.term?.until ?? '',
  trainingValidUntil: officer.trainingValidUntil ?? '',
})

export function detailsOf(values: OfficerValues): OfficerDetails {
  const { name, category, unit, standing, expertise, languages, phone, termFrom, termUntil } = values
  return {
    name,
    category,
    sector: category === 'sector' ? values.sector : '',
    unit,
    standing,
    expertise,
    languages,
    phone,
    term: termFrom !== '' && termUntil !== '' ? { from: termFrom, until: termUntil } : null,
    trainingValidUntil: values.trainingValidUntil === '' ? null : values.trainingValidUntil,
  }
}

/** Languages a hearing in the county may need; others can be typed. */
const languages = ['汉语', '蒙古语']

/** The fields of everything the office writes down about an officer. */
export function OfficerFields() {
  const { t } = useTranslation(['pool', 'words'])
  const required = [{ required: true, whitespace: true, message: t('reason.required') }]
  return (
    <>
      <Form.Item name="name" label={t('column.name')} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <div className="form-row">
        <Form.Item name="category" label={t('column.category')}>
          <Select options={categories.map((value) => ({ value, label: t(`category.${value}`) }))} />
        </Form.Item>
        <Form.Item noStyle dependencies={['category']}>
          {({ getFieldValue }) =>
            getFieldValue('category') === 'sector' && (
              <Form.Item
                name="sector"
                label={t('column.sector')}
                extra={t('form.sectorHint')}
                rules={[{ required: true, whitespace: true, message: t('reason.sector-mismatch') }]}
              >
                <AutoComplete
                  options={Object.keys(sectors).map((value) => ({ value }))}
                  showSearch={{ filterOption: (text, option) => option?.value.includes(text) ?? false }}
                />
              </Form.Item>
            )
          }
        </Form.Item>
        <Form.Item name="unit" label={t('column.unit')} rules={required}>
          <Input maxLength={80} />
        </Form.Item>
      </div>
      <Form.Item name="standing" valuePropName="checked">
        <Checkbox>{t('column.standing')}</Checkbox>
      </Form.Item>
      <div className="form-row">
        <Form.Item name="expertise" label={t('column.expertise')} extra={t('form.expertiseHint')}>
          <Select
            mode="tags"
            maxCount={12}
            open={false}
            suffixIcon={null}
            tokenSeparators={['、', '，', ',']}
          />
        </Form.Item>
        <Form.Item name="languages" label={t('column.languages')} extra={t('form.expertiseHint')}>
          <Select
            mode="tags"
            maxCount={12}
            options={languages.map((value) => ({ value }))}
            tokenSeparators={['、', '，', ',']}
          />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item name="phone" label={t('column.phone')} extra={t('form.reasonHint')}>
          <Input type="tel" maxLength={30} />
        </Form.Item>
        <Form.Item name="trainingValidUntil" label={t('column.trainingValidUntil')}>
          <Input type="date" />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item
          name="termFrom"
          label={t('column.termFrom')}
          rules={[halfTerm('termUntil', t('reason.half-a-range'))]}
          dependencies={['termUntil']}
        >
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="termUntil"
          label={t('column.termUntil')}
          rules={[halfTerm('termFrom', t('reason.half-a-range'))]}
          dependencies={['termFrom']}
        >
          <Input type="date" />
        </Form.Item>
      </div>
    </>
  )
}

/** A term has both ends or neither. */
const halfTerm =
  (other: keyof OfficerValues, message: string) =>
  ({ getFieldValue }: { getFieldValue: (name: keyof OfficerValues) => unknown }) => ({
    validator: (_rule: unknown, value: string | undefined) =>
      (value ?? '') === '' && (getFieldValue(other) ?? '') !== ''
        ? Promise.reject(new Error(message))
        : Promise.resolve(),
  })
