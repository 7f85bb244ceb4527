import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { dateOf, formatDate, formatDuration } from '../../../shared/i18n/format.ts'
import type { PublicConclusion } from '../../../shared/publication/answers.ts'
import { useLanguage } from '../../ui/i18n.ts'

interface Step {
  readonly date: string
  readonly title: string
  readonly note?: ReactNode
  readonly state: 'past' | 'here' | 'todo'
}

/** What happened when, where the matter is now, and what comes next. */
export function Timeline({ conclusion }: { conclusion: PublicConclusion }) {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const language = useLanguage()
  const steps = useSteps(conclusion)
  return (
    <section className="card box timeline" aria-labelledby="timeline">
      <h2 id="timeline">{t('timeline.title')}</h2>
      <ol>
        {steps.map((step) => (
          <li key={`${step.date} ${step.title}`} className={step.state}>
            <time dateTime={step.date}>{formatDate(step.date, language, { year: true })}</time>
            <b>{step.title}</b>
            {step.note !== undefined && <small>{step.note}</small>}
            {step.state === 'here' && <small>{t('timeline.here')}</small>}
          </li>
        ))}
      </ol>
    </section>
  )
}

function useSteps({
  document,
  drawnOn,
  publishedAt,
  decision,
  remedy,
  code,
  stage,
}: PublicConclusion): Step[] {
  const { t } = useTranslation(['conclusion', 'portal', 'words'])
  const name = t(`decisionName.${stage}`)
  const past: Omit<Step, 'state'>[] = [
    ...(drawnOn === null
      ? []
      : [
          {
            date: drawnOn,
            title: t('timeline.drawn', { count: document.panel.length }),
            note: <Link to={`/verify/${code}`}>{t('timeline.verifyDraw')}</Link>,
          },
        ]),
    {
      date: document.heldOn,
      title: t(document.open ? 'timeline.heldOpen' : 'timeline.heldClosed'),
      note: t('timeline.spoken', {
        petitioner: formatDuration(document.spoken.petitioner),
        unit: formatDuration(document.spoken.unit),
        requested: document.recusals.requested,
        granted: document.recusals.granted,
      }),
    },
    { date: dateOf(publishedAt), title: t('timeline.published') },
    ...(decision ? [{ date: decision.date, title: t('timeline.decided', { name }) }] : []),
    ...(remedy.kind !== 'final' && remedy.state !== 'awaiting-service'
      ? [{ date: remedy.servedOn, title: t('timeline.served', { name }) }]
      : []),
  ]
  const inOrder = [...past].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const steps: Step[] = inOrder.map((step, index) => ({
    ...step,
    state: index === inOrder.length - 1 ? 'here' : 'past',
  }))
  if (remedy.kind === 'final' || remedy.state !== 'open') return steps
  return [...steps, { date: remedy.lastDay, title: t(`timeline.last.${remedy.kind}`), state: 'todo' }]
}
