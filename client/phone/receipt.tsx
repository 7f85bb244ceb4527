import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatFingerprint, formatTime } from '../../shared/i18n/format.ts'
import type { Seal } from '../../shared/meeting/state.ts'
import { ActDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { seatOf } from '../meeting/people.ts'
import { Button } from '../ui/button.tsx'
import { useLanguage } from '../ui/i18n.ts'
import { PhoneFrame } from './phone-frame.tsx'
import { StageSub } from './stage-sub.tsx'

/** The receipt as a screen to capture: number, time, stamp, and how many have sealed. */
export function Receipt({ seal }: { seal: Seal }) {
  const { t } = useTranslation(['phone', 'words'])
  const language = useLanguage()
  const { state, participantId } = useMeeting()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const seat = seatOf(state, participantId)
  const paper = seal.medium === 'paper'
  useEffect(() => document.getElementById('stage')?.focus(), [])
  return (
    <PhoneFrame
      title={t('receipt.title')}
      sub={<StageSub />}
      foot={
        <>
          <p className="hint">{t('receipt.keep')}</p>
          {!paper && may('withdraw-opinion') && (
            <Button onClick={() => setAsking(true)}>{t('receipt.withdraw')}</Button>
          )}
        </>
      }
    >
      <section className="blk slip" aria-label={t('receipt.label')}>
        <div className="hd">
          <span className="big" aria-hidden="true" lang="zh-CN">
            {t('words:stamp.sealed')}
          </span>
          <h2>{t('receipt.sealed')}</h2>
          <p>
            {t('receipt.at', {
              date: formatDate(dateOf(seal.at), language),
              time: formatTime(seal.at, { seconds: true }),
            })}
          </p>
        </div>
        <dl className="rc">
          <div>
            <dt>{t('receipt.who')}</dt>
            <dd>{seat && t('seat', { seat: seat.seat, name: seat.name })}</dd>
          </div>
          <div>
            <dt>{t('receipt.number')}</dt>
            <dd>{seal.receipt}</dd>
          </div>
          <div>
            <dt>{t('receipt.meeting')}</dt>
            <dd>{state.number}</dd>
          </div>
        </dl>
        {paper ? (
          <p className="pad">{t('receipt.paper')}</p>
        ) : (
          <details>
            <summary>{t('receipt.technical')}</summary>
            <p className="quiet fingerprint">
              {t('receipt.fingerprint')}
              <br />
              {formatFingerprint(seal.commitment.slice(0, 16))}
              <br />
              {formatFingerprint(seal.commitment.slice(16, 32))}
            </p>
          </details>
        )}
      </section>
      <SealedCount />
      <p className="quiet">{t('receipt.next')}</p>
      {asking && (
        <ActDialog
          title={t('receipt.withdrawTitle')}
          confirm={t('receipt.withdraw')}
          type="withdraw-opinion"
          data={{}}
          onClose={() => setAsking(false)}
        >
          <p>{t('receipt.withdrawExplain')}</p>
        </ActDialog>
      )}
    </PhoneFrame>
  )
}

/** How many have sealed, seat by seat; never what. */
export function SealedCount() {
  const { t } = useTranslation(['phone', 'words'])
  const { state } = useMeeting()
  const sealed = state.seats.map((seat) => state.seals[seat.participantId ?? '']?.status === 'sealed')
  const count = sealed.filter(Boolean).length
  return (
    <section className="blk pad">
      <h2>
        <span role="status">{t('receipt.count', { sealed: count, missing: sealed.length - count })}</span>
      </h2>
      <div className="five" aria-hidden="true" lang="zh-CN">
        {state.seats.map((seat, index) => (
          <span key={seat.seat} className={sealed[index] ? undefined : 'e'}>
            {t(sealed[index] ? 'words:stamp.sealed' : 'words:stamp.none')}
          </span>
        ))}
      </div>
    </section>
  )
}
