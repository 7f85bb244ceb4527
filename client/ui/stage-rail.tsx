import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './icon.tsx'

export interface RailStage {
  readonly id: string
  readonly name: string
  readonly state: 'done' | 'now' | 'next' | 'later'
  readonly plannedMinutes: number
  /** Minutes a finished stage took. */
  readonly tookMinutes?: number
  /** Under the name of the current stage: time so far / planned. */
  readonly note?: ReactNode
  /** Replaces the state's word (the clerk's rail: 记录中, 待定稿 …). */
  readonly word?: ReactNode
}

/** The procedure's stages in order. `fill` spreads the rows over the height there is. */
export function StageRail({ stages, fill = false }: { stages: readonly RailStage[]; fill?: boolean }) {
  const { t } = useTranslation()
  return (
    <ol className={fill ? 'rail rail-fill' : 'rail'} aria-label={t('rail.label')}>
      {stages.map((stage, index) => (
        <li key={stage.id} className={stage.state} aria-current={stage.state === 'now' ? 'step' : undefined}>
          <span className="n">{index + 1}</span>
          <span>
            {stage.state === 'now' ? <b>{stage.name}</b> : stage.name}
            {stage.state === 'now' && stage.note}
          </span>
          <span className="w">{stage.word ?? <StateWord stage={stage} />}</span>
        </li>
      ))}
    </ol>
  )
}

function StateWord({ stage }: { stage: RailStage }) {
  const { t } = useTranslation()
  switch (stage.state) {
    case 'done':
      return (
        <>
          <Icon name="tick" />
          {t('rail.done', { minutes: stage.tookMinutes ?? stage.plannedMinutes })}
        </>
      )
    case 'now':
      return t('rail.now')
    case 'next':
      return t('rail.next')
    case 'later':
      return t('rail.planned', { minutes: stage.plannedMinutes })
  }
}
