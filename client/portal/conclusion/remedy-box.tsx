import { useTranslation } from 'react-i18next'
import { formatDate, formatWeekday } from '../../../shared/i18n/format.ts'
import { addDays, addWorkingDays, isWorkingDay, weekendsOnly } from '../../../shared/matter/days.ts'
import type { Remedy } from '../../../shared/matter/remedies.ts'
import type { PublicConclusion } from '../../../shared/publication/answers.ts'
import { useLanguage } from '../../ui/i18n.ts'

type Request = Exclude<Remedy, { kind: 'final' }>

/** What can be done next, until which day, and how that day was counted. */
export function RemedyBox({ conclusion }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const { remedy } = conclusion
  const article = t('remedy.article', { n: remedy.source.article })
  return (
    <section className="card box remedy" aria-labelledby="remedy">
      {remedy.kind === 'final' ? (
        <>
          <h2 id="remedy">{t('remedy.final.title')}</h2>
          <p>{t('remedy.final.text', { article })}</p>
        </>
      ) : (
        <>
          <h2 id="remedy">{t(`remedy.${remedy.kind}.title`)}</h2>
          <Period remedy={remedy} name={t(`decisionName.${conclusion.stage}`)} />
          <p>{t(`remedy.${remedy.kind}.where`, { days: remedy.days, article })}</p>
          {remedy.state !== 'awaiting-service' && <Count remedy={remedy} />}
          <details className="noprint">
            <summary>{t(`remedy.${remedy.kind}.how`)}</summary>
            <p>{t(`remedy.${remedy.kind}.steps`)}</p>
          </details>
        </>
      )}
    </section>
  )
}

function Period({ remedy, name }: { remedy: Request; name: string }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const language = useLanguage()
  if (remedy.state === 'awaiting-service')
    return <p className="deadline later">{t('remedy.awaiting', { name, days: remedy.days })}</p>
  const date = formatDate(remedy.lastDay, language, { year: true })
  if (remedy.state === 'expired') return <p className="deadline">{t('remedy.expired', { date })}</p>
  const before = formatDate(addWorkingDays(remedy.lastDay, -1, weekendsOnly), language)
  return (
    <p className="deadline">
      {t('remedy.lastDay', { date })}
      <small>{remedy.daysLeft === 0 ? t('remedy.today') : t('remedy.left', { days: remedy.daysLeft })}</small>
      {!isWorkingDay(remedy.lastDay, weekendsOnly) && <small>{t('remedy.dayOff', { date: before })}</small>}
    </p>
  )
}

function Count({ remedy }: { remedy: Exclude<Request, { state: 'awaiting-service' }> }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const language = useLanguage()
  const day = (date: string) => formatDate(date, language)
  return (
    <dl className="count" aria-label={t('remedy.count.label')}>
      <dt>{day(remedy.servedOn)}</dt>
      <dd>{t('remedy.count.served')}</dd>
      <dt>{day(addDays(remedy.servedOn, 1))}</dt>
      <dd>{t('remedy.count.first')}</dd>
      <dt>{day(remedy.lastDay)}</dt>
      <dd>
        {t('remedy.count.last', { days: remedy.days, weekday: formatWeekday(remedy.lastDay, language) })}
      </dd>
    </dl>
  )
}
