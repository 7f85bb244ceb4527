import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFingerprint, formatTime } from '../../../shared/i18n/format.ts'
import { type CeremonyStep, ceremonySteps } from '../../../shared/meeting/ceremony.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { Stamp } from '../../ui/stamp.tsx'

/** 128 bits in two lines: enough to compare, never fewer. */
function Fingerprint({ hex }: { hex: string | undefined }) {
  if (hex === undefined) return null
  return (
    <span className="fp">
      {formatFingerprint(hex.slice(0, 16))}
      <br />
      {formatFingerprint(hex.slice(16, 32))}
    </span>
  )
}

/** The links of the draw, each with its time. */
export function DrawSteps({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['screen', 'words'])
  const steps = ceremonySteps(draw)
  return (
    <ol className="draw-steps">
      {steps.map((step, index) => (
        <li key={step.id}>
          <b>
            {index + 1} {t(`draw.${step.id}.title`)}
          </b>
          <span className="said">
            <StepBody step={step} draw={draw} />
          </span>
          <span className={step.at === undefined ? 'mut' : 'ok'}>
            {step.at === undefined
              ? t('draw.todo')
              : `${t('draw.done')} ${formatTime(step.at, { seconds: true })}`}
          </span>
        </li>
      ))}
    </ol>
  )
}

/** What a step says: its fingerprint or number once it is there, before that what it is. */
function StepBody({ step, draw }: { step: CeremonyStep; draw: Draw }): ReactNode {
  const { t } = useTranslation(['screen', 'words'])
  switch (step.id) {
    case 'lock': {
      const eligible = draw.locked.candidates.filter((each) => each.eligible).length
      const excluded = draw.locked.candidates.length - eligible
      return (
        <>
          <span>{t('draw.lock.text', { eligible, excluded })}</span>
          <Fingerprint hex={draw.locked.pool.head} />
        </>
      )
    }
    case 'seal':
    case 'commit': {
      const hex = step.id === 'seal' ? draw.numberCommitment : draw.commitment
      if (hex === undefined) return t(`draw.${step.id}.text`)
      return (
        <>
          <Stamp act="sealed" />
          <Fingerprint hex={hex} />
        </>
      )
    }
    case 'give':
    case 'reveal':
      if (step.at === undefined) return t(`draw.${step.id}.text`)
      return <b>{draw.number ?? t(`draw.${step.id}.none`)}</b>
    case 'open':
      return draw.transcript ? <Fingerprint hex={draw.transcript.seed} /> : t('draw.open.text')
    case 'draw':
      return t('draw.draw.text')
  }
}
