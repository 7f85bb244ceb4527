import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import type { TextWording } from '../../shared/minutes/content.ts'
import { useRecordSource } from './record-source.ts'

/** Words and times of plain minutes in the page's language. */
export function useMinutesWording(): TextWording {
  const { t } = useTranslation('minutes')
  const { evidence, entry } = useRecordSource()
  return useMemo(
    () => ({ time: (at: number) => formatTime(at), evidence, entry, colon: t('colon') }),
    [t, evidence, entry],
  )
}
