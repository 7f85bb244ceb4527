import '../register.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate, formatFingerprint } from '../../../shared/i18n/format.ts'
import { type DayAnswer, dayAnswerSchema } from '../../../shared/pool/history.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { LineField } from '../../ui/field.tsx'
import { useLanguage } from '../../ui/i18n.ts'
import { Empty, Skeleton } from '../../ui/skeleton.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import { HistoryList } from './history-list.tsx'
import { useSectorName } from './sector-name.ts'
import { PoolTabs } from './tabs.tsx'
import { poolPath, usePool } from './use-pool.ts'

type Member = DayAnswer['members'][number]

/** Whom a number or a part of a name means; without either, who was in the pool. */
function membersFor(members: readonly Member[], who: string): readonly Member[] {
  const wanted = who.trim()
  return wanted === ''
    ? members.filter(({ membership }) => membership === 'in')
    : members.filter(({ no, name }) => String(no) === wanted || name.includes(wanted))
}

/** Who was in the pool on a day, and why somebody could not be drawn: asked, and answered from the ledger. */
export default function DayPage() {
  const { t } = useTranslation('officer')
  const today = usePool().data?.today ?? ''
  const [day, setDay] = useState('')
  const [who, setWho] = useState('')
  const [asked, setAsked] = useState<{ readonly day: string; readonly who: string }>()
  const answer = useAnswer(asked && `${poolPath}/days/${asked.day}`, dayAnswerSchema)
  const chosen = day === '' ? today : day
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
          setAsked({ day: chosen, who })
        }}
      >
        <LineField label={t('days.day')} type="date" required value={chosen} onChange={setDay} />
        <LineField
          label={t('days.who')}
          placeholder={t('days.everybody')}
          maxLength={40}
          value={who}
          onChange={setWho}
        />
        <Button kind="primary" size={40} type="submit">
          {t('days.ask')}
        </Button>
      </form>
      <div aria-live="polite">
        {answer.error && <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />}
        {asked !== undefined && answer.isPending && <Skeleton lines={4} />}
        {asked && answer.data && (
          <Answer key={`${asked.day} ${asked.who}`} answer={answer.data} who={asked.who} />
        )}
      </div>
    </main>
  )
}

function Answer({ answer, who }: { answer: DayAnswer; who: string }) {
  const { t } = useTranslation('officer')
  const language = useLanguage()
  const { day, seq, head, officers, available, members } = answer
  const found = membersFor(members, who)
  const [no, setNo] = useState(found.length === 1 ? found[0]?.no : undefined)
  if (seq === 0) return <Empty title={t('days.none')} />
  const counts = t('days.counts', { day: formatDate(day, language, { year: true }), officers, available })
  return (
    <>
      {no !== undefined && <OneOfficer day={day} no={no} />}
      <Card title={counts} end={who.trim() === '' ? undefined : t('days.found', { count: found.length })}>
        {found.length === 0 && <p className="office-foot mut">{t('days.nobodyFound')}</p>}
        <ul className="office-list">
          {found.map((member) => (
            <MemberLine key={member.no} member={member} onWhy={() => setNo(member.no)} />
          ))}
        </ul>
        <p className="office-foot mut">
          {t('days.seq', { seq, head: formatFingerprint(head.slice(0, 32)) })}
        </p>
      </Card>
    </>
  )
}

function MemberLine({ member, onWhy }: { member: Member; onWhy: () => void }) {
  const { t } = useTranslation(['officer', 'pool'])
  const sectorName = useSectorName()
  const { no, name, unit, category, sector, standing, membership, bars } = member
  return (
    <li>
      <span>
        <Link to={`/pool/${no}`}>
          {no} {name}
        </Link>
        {standing && <span className="standing">{t('pool:column.standing')}</span>}
        <small>
          {t(`pool:category.${category}`)}·{unit}
          {sector !== '' && `·${sectorName(sector)}`}
        </small>
      </span>
      {membership !== 'in' && membership !== 'unknown' && <Chip>{t(`days.membership.${membership}`)}</Chip>}
      {membership === 'in' && bars.length === 0 && <Chip tone="ok">{t('days.membership.in')}</Chip>}
      {bars.map((bar) => (
        <Chip key={bar} tone="soon">
          {t(`pool:bar.${bar}`)}
        </Chip>
      ))}
      <Button aria-label={t('days.whyOf', { no, name })} onClick={onWhy}>
        {t('days.why')}
      </Button>
    </li>
  )
}

/** Why one officer could not be drawn that day, and what the record said of them until then. */
function OneOfficer({ day, no }: { day: string; no: number }) {
  const { t } = useTranslation('officer')
  const answer = useAnswer(`${poolPath}/days/${day}?no=${no}`, dayAnswerSchema)
  if (answer.error) return <ErrorBox error={answer.error} onRetry={() => void answer.refetch()} />
  const officer = answer.data?.officer
  if (!officer) return <Skeleton lines={4} />
  const { name, membership, bars, enteredLater, history } = officer
  const said = membership === 'in' ? (bars.length === 0 ? 'available' : 'barred') : membership
  return (
    <Card title={t(`days.answer.${said}`, { no, name })}>
      <Bars bars={bars} />
      {enteredLater.length > 0 && (
        <>
          <p className="office-foot mut">{t('days.later')}</p>
          <Bars bars={enteredLater} />
        </>
      )}
      {history.length > 0 && (
        <>
          <h3 className="office-foot">{t('days.until')}</h3>
          <HistoryList entries={history} />
        </>
      )}
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
