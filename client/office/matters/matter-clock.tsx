import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../shared/i18n/format.ts'
import { daysBetween } from '../../../shared/matter/days.ts'
import type { MatterListItem } from '../../../shared/matter/view.ts'
import { useLanguage } from '../../ui/i18n.ts'
import { StatutoryClock } from '../../ui/statutory-clock.tsx'

export type Clock = MatterListItem['clocks'][number]

/** The clock that matters now: the one still running, or the one met last. */
export function currentClock(clocks: readonly Clock[]): Clock | undefined {
  return clocks.find(({ doneOn }) => doneOn === null) ?? clocks.at(-1)
}

/** A statutory clock: days left, or when it was met and whether in time. */
export function MatterClock({ clock }: { clock: Clock }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  const { doneOn, lastDay, daysLeft } = clock
  if (doneOn === null) return <StatutoryClock state="running" daysLeft={daysLeft} lastDay={lastDay} />
  const late = daysBetween(lastDay, doneOn)
  if (late <= 0) return <StatutoryClock state="done" on={doneOn} />
  return (
    <span className="sclock" data-l="over">
      <b>{t('clock.metLate', { days: late, date: formatDate(doneOn, language) })}</b>
    </span>
  )
}

/** What the clock is counted from, and by which article. */
export function ClockRule({ clock }: { clock: Clock }) {
  const { t } = useTranslation(['matter', 'words'])
  const language = useLanguage()
  const { source, hearingTime } = clock
  const article =
    source.paragraph === undefined
      ? t('clock.article', { article: source.article })
      : t('clock.paragraph', { article: source.article, paragraph: source.paragraph })
  const hearing = hearingTime?.excluded ? t('clock.excluded', { days: hearingTime.days }) : t('clock.counts')
  return (
    <small>
      {t('clock.days', { days: clock.days, date: formatDate(clock.startsOn, language) })}
      <br />
      {article}
      {hearingTime && (
        <>
          <br />
          {hearing}
        </>
      )}
    </small>
  )
}
