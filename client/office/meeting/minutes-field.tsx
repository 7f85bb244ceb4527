import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SelectField } from '../../ui/field.tsx'

const minutesToGive = [15, 30, 60, 24 * 60] as const
export type Minutes = (typeof minutesToGive)[number]
export const MINUTE_MS = 60_000

/** How long somebody is given, in minutes. */
export function MinutesField(field: {
  label: ReactNode
  value: Minutes
  onChange: (minutes: Minutes) => void
}) {
  const { t } = useTranslation('office')
  const options = minutesToGive.map((count) => ({ value: count, label: t('draw.minutes', { count }) }))
  return <SelectField {...field} options={options} />
}
