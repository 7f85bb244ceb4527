import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../shared/i18n/format.ts'
import { useLanguage } from './i18n.ts'
import { Qr } from './qr.tsx'

/** An official sheet (GB/T 9704: A4, 37/26/35/28 mm, FangSong 16 pt, 22 lines of 28 characters), with its number, its code and the time of printing. */
export function PrintPage({
  title,
  number,
  code,
  address,
  printedAt,
  children,
}: {
  title: string
  /** 〔2026〕 style number under the title. */
  number?: string
  /** Code printed beside the QR. */
  code?: string
  /** Address in the QR. */
  address?: string
  /** UTC milliseconds. */
  printedAt: number
  children: ReactNode
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <article className="sheet">
      <h1>{title}</h1>
      {number !== undefined && <p className="sheet-number">{number}</p>}
      {children}
      <footer className="sheet-foot">
        {address !== undefined && <Qr text={address} size={88} />}
        <span>
          {code !== undefined && <b>{code}</b>}
          {t('printedAt', {
            date: formatDate(dateOf(printedAt), language, { year: true }),
            time: formatTime(printedAt),
          })}
        </span>
      </footer>
    </article>
  )
}
