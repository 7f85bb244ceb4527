import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOf, formatDate, formatTime } from '../../../shared/i18n/format.ts'
import { type Check, type CheckId, checkIds } from '../../../shared/publication/verify-record.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { Icon } from '../../ui/icon.tsx'

const groups: Readonly<Record<'draw' | 'record', readonly CheckId[]>> = {
  draw: ['pool-locked', 'shares', 'draw', 'seats'],
  record: ['chain', 'minutes', 'opinions', 'conclusion', 'head-code'],
}

/** Checks under one question, each in plain words. `file`: only what failed in the file somebody holds. */
export function CheckGroup({
  group,
  checks,
  name,
}: {
  group: 'draw' | 'record' | 'file'
  checks: readonly Check[]
  name?: string | undefined
}) {
  const { t } = useTranslation('verify')
  const id = `group-${group}`
  const mine =
    group === 'file'
      ? checks.filter((check) => check.outcome === 'fails')
      : checks.filter((check) => groups[group].includes(check.id))
  const failed = mine.filter((check) => check.outcome === 'fails').length
  const held = mine.filter((check) => check.outcome === 'holds').length
  return (
    <section className="card box check-group" aria-labelledby={id}>
      <h2 id={id}>
        {group === 'file' ? (name ?? t('file.title')) : t(`group.${group}`)}
        <small className={failed ? 'stop' : undefined}>
          {failed ? t('group.fails', { count: failed }) : t('group.holds', { count: held })}
        </small>
      </h2>
      <ol>
        {mine.map((check) => (
          <CheckRow key={check.id} check={check} />
        ))}
      </ol>
    </section>
  )
}

const marks = {
  holds: { className: 'ok', icon: 'tick' },
  fails: { className: 'stop', icon: 'cross' },
  'not-yet': { className: 'mut', icon: 'clock' },
  'not-given': { className: 'mut', icon: 'clock' },
} as const

/** How the petitioner's number came, which decides what can be said of the draw. */
function wayOf({ sealedAt, number }: Check['facts']): 'open' | 'none' | 'sealed' | 'unopened' {
  if (sealedAt === undefined) return number === '' ? 'none' : 'open'
  return number === '' ? 'unopened' : 'sealed'
}
const vias = ['phone', 'aloud', 'sheet'] as const

function CheckRow({ check }: { check: Check }) {
  const { t } = useTranslation('verify')
  const mark = marks[check.outcome]
  return (
    <li className={check.outcome === 'fails' ? 'fail' : undefined}>
      <span className="n">{checkIds.indexOf(check.id) + 1}</span>
      <b>
        {check.id === 'shares' && check.outcome === 'holds'
          ? t(`check.shares.ways.${wayOf(check.facts)}.name`)
          : t(`check.${check.id}.name`)}
      </b>
      <span className={`outcome ${mark.className}`}>
        <Icon name={mark.icon} />
        {t(`outcome.${check.outcome}`)}
      </span>
      <p>
        <Sentence check={check} />
      </p>
      {check.id === 'shares' && check.outcome === 'holds' && <Shares facts={check.facts} />}
      {check.facts.recommended !== undefined && (
        <p>{t('check.draw.recommended', { names: check.facts.recommended })}</p>
      )}
      {check.facts.compositions !== undefined && <Portfolio count={Number(check.facts.compositions)} />}
      {check.difference && <DifferenceRows difference={check.difference} />}
    </li>
  )
}

function Sentence({ check }: { check: Check }): ReactNode {
  const { t } = useTranslation('verify')
  const facts = useReadableFacts(check.facts)
  switch (check.outcome) {
    case 'holds':
      if (check.id === 'shares') return t(`check.shares.ways.${wayOf(check.facts)}.holds`)
      return t(`check.${check.id}.holds`, facts)
    case 'fails': {
      const why = check.facts.code
      if (check.id !== 'chain' || !isWhy(why)) return t(`check.${check.id}.fails`, facts)
      return t('check.chain.fails', { ...facts, why: t(`why.${why}`, facts) })
    }
    case 'not-yet':
      return t(`check.${check.id}.not-yet`)
    case 'not-given':
      return check.id === 'seats' ? t('check.seats.not-given', facts) : t('check.head-code.not-given')
  }
}

const whys = ['MALFORMED', 'STREAM', 'SEQ', 'TIME', 'PREV', 'HEAD'] as const
const isWhy = (code: unknown): code is (typeof whys)[number] => whys.some((why) => why === code)

/** Instants among the facts as date and time of the county. */
function useReadableFacts(facts: Check['facts']): Record<string, string | number> {
  const language = useLanguage()
  const moment = (at: number) => ({
    date: formatDate(dateOf(at), language, { year: true }),
    time: formatTime(at, { seconds: true }),
  })
  const both = (at: unknown) => {
    const { date, time } = moment(Number(at))
    return `${date} ${time}`
  }
  return {
    ...facts,
    ...(typeof facts.at === 'number' ? moment(facts.at) : {}),
    ...(facts.from === undefined ? {} : { from: both(facts.from) }),
    ...(facts.until === undefined ? {} : { until: both(facts.until) }),
  }
}

function Shares({ facts }: { facts: Check['facts'] }) {
  const { t } = useTranslation('verify')
  const time = (at: unknown) => formatTime(Number(at), { seconds: true })
  const sealed = facts.sealedAt !== undefined
  const via = vias.find((each) => each === facts.via)
  const given = {
    time: time(facts.numberedAt),
    number: facts.number,
    via: via ? t(`check.shares.via.${via}`) : '',
  }
  return (
    <dl className="numbers">
      {sealed && (
        <>
          <dt>{t('check.shares.sealed')}</dt>
          <dd>{t('check.shares.sealedAt', { time: time(facts.sealedAt) })}</dd>
        </>
      )}
      <dt>{t('check.shares.committed')}</dt>
      <dd>{t('check.shares.committedAt', { time: time(facts.committedAt) })}</dd>
      <dt>{t(sealed ? 'check.shares.revealed' : 'check.shares.given')}</dt>
      <dd>
        {facts.number === ''
          ? t(sealed ? 'check.shares.notRevealed' : 'check.shares.notGiven')
          : t(sealed ? 'check.shares.revealedAt' : 'check.shares.givenAt', given)}
      </dd>
      <dt>{t('check.shares.opened')}</dt>
      <dd>{t('check.shares.openedAt', { time: time(facts.drawnAt) })}</dd>
    </dl>
  )
}

/** What a portfolio is, for somebody who has never heard of one, and what recomputing it does not show. */
function Portfolio({ count }: { count: number }) {
  const { t } = useTranslation('draw')
  return (
    <div className="portfolio">
      <b>{t('portfolio.title')}</b>
      <p>{t('portfolio.what', { count })}</p>
      <p>{t('portfolio.checked')}</p>
      <p>{t('portfolio.unchecked')}</p>
    </div>
  )
}

function DifferenceRows({ difference }: { difference: NonNullable<Check['difference']> }) {
  const { t } = useTranslation('verify')
  return (
    <details className="difference">
      <summary>{difference.place}</summary>
      <dl className="numbers">
        <dt>{t('technical.expected')}</dt>
        <dd>{difference.expected}</dd>
        <dt>{t('technical.found')}</dt>
        <dd>{difference.found}</dd>
      </dl>
    </details>
  )
}
