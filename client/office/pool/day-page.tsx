import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatFingerprint } from '../../../shared/i18n/format.ts'
import { type DayAnswer, dayAnswerSchema } from '../../../shared/pool/history.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { HistoryList } from './history-list.tsx'
import { PoolTabs } from './tabs.tsx'
import { poolPath, usePool } from './use-pool.ts'

/** Who was in the pool on a day, and why somebody could not be drawn: asked, and answered from the ledger. */
export default function DayPage() {
  const { t } = useTranslation('officer')
  const pool = usePool()
  const [day, setDay] = useState('')
  const [no, setNo] = useState('')
  const [asked, setAsked] = useState<string>()
  const answer = useAnswer(asked, dayAnswerSchema)
  const chosen = day === '' ? (pool.data?.today ?? '') : day
  return (
    <main id="content" className="register">
      <PoolTabs />
      <div className="register-head">
        <h1>{t('days.title')}</h1>
        <span className="mut">{t('days.note')}</span>
      </div>
      <form
        className="card office-form"
        onSubmit={(event) => {
          event.preventDefault()
          const query = no === '' ? '' : `?no=${encodeURIComponent(no)}`
          setAsked(`${poolPath}/days/${chosen}${query}`)
        }}
      >
        <div className="field">
          <label>
            {t('days.day')}
            <input type="date" required value={chosen} onChange={(event) => setDay(event.target.value)} />
          </label>
        </div>
        <div className="field">
          <label>
            {t('days.officer')}
            <input
              type="number"
              min={1}
              list="officers"
              placeholder={t('days.nobody')}
              value={no}
              onChange={(event) => setNo(event.target.value)}
            />
          </label>
          <datalist id="officers">
            {pool.data?.officers.map((officer) => (
              <option key={officer.no} value={officer.no}>
                {officer.name} {officer.unit}
              </option>
            ))}
          </datalist>
        </div>
        <div>
          <Button kind="primary" size={40} type="submit">
            {t('days.ask')}
          </Button>
        </div>
      </form>
      <div aria-live="polite">
        {answer.error && <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />}
        {asked !== undefined && answer.isPending && <Skeleton lines={4} />}
        {answer.data && <Answer answer={answer.data} no={no} />}
      </div>
    </main>
  )
}

function Answer({ answer, no }: { answer: DayAnswer; no: string }) {
  const { t } = useTranslation('officer')
  const language = useLanguage()
  const { day, seq, head, officers, available, officer } = answer
  if (seq === 0) return <Empty title={t('days.none')} />
  const counts = t('days.counts', { day: formatDate(day, language, { year: true }), officers, available })
  return (
    <Card title={counts}>
      {officer && (
        <>
          <p className="office-foot">
            <b>
              {officer.membership === 'in'
                ? t(`days.answer.${officer.bars.length === 0 ? 'available' : 'barred'}`, {
                    no: officer.no,
                    name: officer.name,
                  })
                : t(`days.answer.${officer.membership}`, {
                    no: no === '' ? officer.no : no,
                    name: officer.name,
                  })}
            </b>
          </p>
          <Bars bars={officer.bars} />
          {officer.enteredLater.length > 0 && (
            <>
              <p className="office-foot mut">{t('days.later')}</p>
              <Bars bars={officer.enteredLater} />
            </>
          )}
          {officer.history.length > 0 && (
            <>
              <h3 className="office-foot">{t('days.until')}</h3>
              <HistoryList entries={officer.history} />
            </>
          )}
        </>
      )}
      <p className="office-foot mut">{t('days.seq', { seq, head: formatFingerprint(head.slice(0, 32)) })}</p>
    </Card>
  )
}

function Bars({ bars }: { bars: NonNullable<DayAnswer['officer']>['bars'] }) {
  const { t } = useTranslation('officer')
  return (
    <ul className="office-list">
      {bars.map(({ reason, because }) => (
        <li key={reason}>
          <span>
            <b>{t(`bar.${reason}`)}</b>
            {because !== '' && <small>{because}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}
