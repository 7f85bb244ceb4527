import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  dateOf,
  formatDate,
  formatFingerprint,
  formatList,
  formatTime,
  formatWeekday,
} from '../../../shared/i18n/format.ts'
import { headCode } from '../../../shared/ledger/chain.ts'
import { commitSchema } from '../../../shared/ledger/commit.ts'
import { meetingCommitsSchema } from '../../../shared/meeting/answers.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { useSessionAnswer } from '../../meeting/session.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { PrintPage } from '../../ui/print-page.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { usePhoneAddress } from '../network.ts'

/** What can be printed of a hearing; the last part of the page's address. */
export const paperIds = [
  'notice',
  'announcement',
  'number-sheet',
  'draw-sheet',
  'call-list',
  'minutes',
  'conclusion',
  'slip',
] as const
export type PaperId = (typeof paperIds)[number]

/** The head code of the closing commit; undefined before closing and while it is read. */
export function useHeadCode(): { readonly code: string | undefined; readonly error: unknown } {
  const { state, meetingId } = useMeeting()
  const { closedSeq } = state
  const commits = useAnswer(
    closedSeq === null
      ? undefined
      : `/api/meetings/${encodeURIComponent(meetingId)}/commits?after=${closedSeq - 1}`,
    meetingCommitsSchema,
  )
  const closing = commits.data?.commits
    .map((commit) => commitSchema.safeParse(commit).data)
    .find((commit) => commit?.seq === closedSeq)
  return { code: closing && headCode(closing.head), error: commits.error }
}

/** Dates with the year, times and lists of names as a sheet writes them. */
export function useSheetWriting() {
  const language = useLanguage()
  return {
    /** '2026年12月18日' of an instant. */
    date: (at: number) => formatDate(dateOf(at), language, { year: true }),
    weekday: (at: number) => formatWeekday(dateOf(at), language),
    time: (at: number) => formatTime(at),
    second: (at: number) => formatTime(at, { seconds: true }),
    list: (names: readonly string[]) => formatList(names, language),
  }
}

/**
 * A sheet of this hearing. `leads` says where its QR code goes: to the verification of the record, to the
 * conclusion, or to the public page, which needs no code.
 */
export function Paper({
  paper,
  leads = 'verify',
  sealed = false,
  headLine,
  half = false,
  children,
}: {
  paper: PaperId
  leads?: 'verify' | 'conclusion' | 'home'
  /** The sheet says what the record's head was at closing. */
  sealed?: boolean
  /** Which state of the record the sheet was made from, for a sheet that is printed before closing too. */
  headLine?: string | undefined
  /** Two of these share a page. */
  half?: boolean
  children: ReactNode
}) {
  const { t } = useTranslation('papers')
  const { state, live } = useMeeting()
  const [printedAt] = useState(() => Date.now() + live.offsetMs)
  const head = useHeadCode()
  const code = state.code ?? ''
  const paths = { verify: `/verify/${code}`, conclusion: `/c/${code}`, home: '/' }
  const address = usePhoneAddress(paths[leads])
  return (
    <PrintPage
      title={t(`title.${paper}`)}
      number={state.number}
      address={address}
      printedAt={printedAt}
      half={half}
      codes={
        <>
          {leads !== 'home' && <p>{t('code', { code })}</p>}
          {headLine !== undefined && <p>{headLine}</p>}
          {sealed && (
            <p>
              {head.code === undefined ? (
                t('noHeadCode')
              ) : (
                <>
                  {t('headCode')} <b>{head.code}</b>
                </>
              )}
            </p>
          )}
          {address === undefined ? (
            <p className="noprint">{t('noPhoneAddress')}</p>
          ) : (
            <p>{t(leads === 'verify' ? 'verifyAt' : 'readAt', { address })}</p>
          )}
        </>
      }
    >
      {children}
    </PrintPage>
  )
}

/** Who issues a sheet, with room for the seal, and the day. */
export function SignOff({ at }: { at: number | null }) {
  const { t } = useTranslation('papers')
  const session = useSessionAnswer()
  const dates = useSheetWriting()
  return (
    <div className="sheet-sign">
      <p>
        {session.data?.county.name}
        {t('office')}
      </p>
      <p>{at === null ? ' ' : dates.date(at)}</p>
    </div>
  )
}

/** Lines to sign on. */
export function SignatureLines({ who }: { who: readonly string[] }) {
  return (
    <div className="sheet-signatures">
      {who.map((each) => (
        <div key={each}>
          {each}
          <div className="sheet-line" />
        </div>
      ))}
    </div>
  )
}

/** A digest in lines of sixteen digits; 128 bits are enough to compare. */
export function SheetFingerprint({ hex, digits = 32 }: { hex: string; digits?: 32 | 64 }) {
  return (
    <span className="fp">
      {(hex.slice(0, digits).match(/.{16}/g) ?? []).map((line) => (
        <span key={line}>{formatFingerprint(line)}</span>
      ))}
    </span>
  )
}
