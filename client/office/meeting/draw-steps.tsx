import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFingerprint, formatTime } from '../../../shared/i18n/format.ts'
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

/** The five links of the draw, each with its time. */
export function DrawSteps({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['screen', 'words'])
  const eligible = draw.locked.candidates.filter((each) => each.eligible).length
  const excluded = draw.locked.candidates.length - eligible
  const steps: readonly {
    id: 'lock' | 'commit' | 'give' | 'open' | 'draw'
    at: number | undefined
    body: ReactNode
  }[] = [
    {
      id: 'lock',
      at: draw.lockedAt,
      body: (
        <>
          <span>{t('draw.lock.text', { eligible, excluded })}</span>
          <Fingerprint hex={draw.locked.pool.head} />
        </>
      ),
    },
    {
      id: 'commit',
      at: draw.committedAt,
      body: draw.commitment ? (
        <>
          <Stamp act="sealed" />
          <Fingerprint hex={draw.commitment} />
        </>
      ) : (
        t('draw.commit.text')
      ),
    },
    {
      id: 'give',
      at: draw.numberedAt,
      body: draw.numberedAt === undefined ? t('draw.give.text') : <b>{draw.number ?? t('draw.give.none')}</b>,
    },
    {
      id: 'open',
      at: draw.drawnAt,
      body: draw.transcript ? <Fingerprint hex={draw.transcript.seed} /> : t('draw.open.text'),
    },
    { id: 'draw', at: draw.drawnAt, body: t('draw.draw.text') },
  ]
  return (
    <ol className="draw-steps">
      {steps.map((step, index) => (
        <li key={step.id}>
          <b>
            {index + 1} {t(`draw.${step.id}.title`)}
          </b>
          <span className="said">{step.body}</span>
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
