import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../shared/i18n/format.ts'
import { useLanguage } from './i18n.ts'
import { Qr } from './qr.tsx'

/**
 * An official sheet (GB/T 9704: A4, 37/26/35/28 mm, FangSong 16 pt, 22 lines of 28 characters), with its
 * number and, at the foot of every page, its codes and the time of printing.
 */
export function PrintPage({
  title,
  number,
  codes,
  address,
  printedAt,
  half = false,
  children,
}: {
  title: string
  /** 〔2026〕 style number under the title. */
  number?: string
  /** Lines beside the QR: codes, and what they are for. */
  codes?: ReactNode
  /** Address in the QR; a phone must be able to open it. */
  address?: string | undefined
  /** UTC milliseconds. */
  printedAt: number
  /** Two of these share a page, to be cut apart. */
  half?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <article className={half ? 'sheet sheet-half' : 'sheet'}>
      <h1>{title}</h1>
      {number !== undefined && <p className="sheet-number">{number}</p>}
      {children}
      <footer className="sheet-foot">
        <div>
          {address !== undefined && <Qr text={address} size={88} />}
          <div>
            {codes}
            <p>
              {t('printedAt', {
                date: formatDate(dateOf(printedAt), language, { year: true }),
                time: formatTime(printedAt),
              })}
            </p>
          </div>
        </div>
      </footer>
    </article>
  )
}
