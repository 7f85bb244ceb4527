import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { compositionTexts } from '../../shared/i18n/draw-rules.ts'
import { formatFingerprint, formatTime } from '../../shared/i18n/format.ts'
import { type CeremonyStep, ceremonySteps, recommendedIn } from '../../shared/meeting/ceremony.ts'
import type { Draw, MeetingState } from '../../shared/meeting/state.ts'
import { AwaitedLine } from '../meeting/awaited-line.tsx'
import { chanceSpan, percent } from '../meeting/chances.ts'
import { useLanguage } from '../ui/i18n.ts'
import { Stamp } from '../ui/stamp.tsx'

const tokenEveryMs = 80
/** More numbers than this do not stand on one screen in a size that the last row reads. */
const MOST_TOKENS = 72

/** The ceremony, step by step as the record has it, over the whole pool. */
export function DrawView({ state }: { state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  const draw = state.draws.at(-1)
  if (!draw) return null
  const { candidates, rules } = draw.locked
  const recommended = recommendedIn(draw).size
  return (
    <div className="draw-view">
      <p className="eyebrow">
        {t('draw.title', { pool: candidates.length, size: rules.panelSize - recommended })}
        {recommended > 0 && <span>{t('draw.recommendedCount', { count: recommended })}</span>}
        {draw.draw > 1 && <span>{t('draw.number', { n: draw.draw })}</span>}
      </p>
      {state.draws
        .filter(({ status }) => status === 'void')
        .map((each) => (
          <p className="notice" key={each.draw}>
            {t('draw.void', { n: each.draw, reason: each.voidReason ?? '' })}
          </p>
        ))}
      <Steps draw={draw} />
      <div className="locked">
        <AwaitedLine draw={draw} />
        <Pool draw={draw} state={state} />
        {draw.status === 'drawn' && <Composition draw={draw} />}
      </div>
      <Result draw={draw} state={state} />
    </div>
  )
}

/** What was laid down about the panel: beside the chances before the draw, below the pool after it. */
function Composition({ draw }: { draw: Draw }) {
  const { t } = useTranslation('screen')
  const language = useLanguage()
  return (
    <p className="composition">
      <b>{t('draw.composition')}</b> {compositionTexts(draw.locked.rules, language).join(t('draw.and'))}
    </p>
  )
}

function Steps({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['screen', 'words'])
  const steps = ceremonySteps(draw)
  return (
    <ol className="steps" data-first={steps[1]?.id}>
      {steps.map((step, index) => (
        <li key={step.id} className={step.phase}>
          <p className="step-title">
            <span className="n">{index + 1}</span>
            {t(`draw.${step.id}.title`)}
          </p>
          <div className="step-body">
            <StepBody step={step} draw={draw} />
          </div>
          <p className="step-time">
            {step.phase === 'done' && step.at !== undefined
              ? formatTime(step.at, { seconds: true })
              : t(`draw.${step.phase}`)}
          </p>
        </li>
      ))}
    </ol>
  )
}

/** What a step says: its fingerprint or number once it is there, before that what it is. */
function StepBody({ step, draw }: { step: CeremonyStep; draw: Draw }): ReactNode {
  const { t } = useTranslation(['screen', 'words'])
  const until = step.id === 'seal' ? draw.locked.sealNumberBy : draw.deadline
  switch (step.id) {
    case 'lock': {
      const eligible = draw.locked.candidates.filter((each) => each.eligible).length
      return t('draw.lock.text', { eligible, excluded: draw.locked.candidates.length - eligible })
    }
    case 'commit':
      return draw.commitment ? <Fingerprint hex={draw.commitment} /> : t('draw.commit.text')
    case 'seal':
      if (draw.numberCommitment) return <Fingerprint hex={draw.numberCommitment} />
      break
    case 'give':
    case 'reveal':
      if (step.at !== undefined)
        return draw.number ? <b className="given">{draw.number}</b> : t(`draw.${step.id}.none`)
      break
    default:
      return t(`draw.${step.id}.text`)
  }
  return (
    <>
      {t(`draw.${step.id}.text`)}
      {until !== undefined && (
        <span className="until">{t('draw.give.until', { time: formatTime(until) })}</span>
      )}
    </>
  )
}

/** The first 128 bits, enough to compare, in two lines. */
function Fingerprint({ hex }: { hex: string }) {
  return (
    <span className="fingerprint">
      <Stamp act="sealed" />
      <span>
        {formatFingerprint(hex.slice(0, 16))}
        <br />
        {formatFingerprint(hex.slice(16, 32))}
      </span>
    </span>
  )
}

/** How many of the drawn have appeared: one every 80 ms after the draw was first seen, all at once where motion is unwelcome. */
function useRevealed(total: number): number {
  const [shown, setShown] = useState(0)
  useEffect(() => {
    if (total === 0) {
      setShown(0)
      return
    }
    if (window.matchMedia?.('(prefers-reduced-motion: reduce)').matches) {
      setShown(total)
      return
    }
    const timer = setInterval(() => setShown((before) => Math.min(total, before + 1)), tokenEveryMs)
    return () => clearInterval(timer)
  }, [total])
  return Math.min(shown, total)
}

function Pool({ draw, state }: { draw: Draw; state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  const drawn = [...(draw.drawnSeats ?? []).map((seat) => seat.officerNo), ...substitutesOf(draw, state)]
  const revealed = drawn.slice(0, useRevealed(drawn.length))
  const substitutes = new Set(substitutesOf(draw, state))
  const { candidates } = draw.locked
  const digits = String(Math.max(0, ...candidates.map(({ no }) => no))).length
  const isWhole = candidates.length <= MOST_TOKENS
  const listed = isWhole ? candidates : candidates.filter(({ no }) => drawn.includes(no))
  return (
    <section className="pool" data-digits={digits} aria-label={t('draw.pool')}>
      {!isWhole && <Many draw={draw} />}
      {listed.map((candidate) => {
        const shown = revealed.includes(candidate.no)
        const look = !candidate.eligible ? 'out' : !shown ? '' : substitutes.has(candidate.no) ? 'sub' : 'in'
        return (
          <span key={candidate.no} className={`officer ${look}`}>
            {candidate.no}
          </span>
        )
      })}
    </section>
  )
}

/** In place of a pool that no wall is large enough for: how many there are, and where each can be looked up. */
function Many({ draw }: { draw: Draw }) {
  const { t } = useTranslation('screen')
  const eligible = draw.locked.candidates.filter((each) => each.eligible && !each.recommended)
  const standing = eligible.filter((each) => each.standing).length
  return (
    <div className="many">
      <b>{t('draw.eligible', { standing, adhoc: eligible.length - standing })}</b>
      <p>{t('draw.many', { count: draw.locked.candidates.length })}</p>
    </div>
  )
}

const substitutesOf = (draw: Draw, state: MeetingState): number[] =>
  draw.status === 'drawn' ? state.substitutes.map((substitute) => substitute.officerNo) : []

function Result({ draw, state }: { draw: Draw; state: MeetingState }) {
  const { t } = useTranslation(['screen', 'words'])
  const recommended = recommendedIn(draw)
  if (draw.status !== 'drawn') return <Chances draw={draw} />
  return (
    <section className="result">
      {(draw.drawnSeats ?? []).map((seat) => (
        <p key={seat.seat}>
          <span className="seat">{t('draw.seat', { n: seat.seat })}</span>
          <b>{seat.name}</b>
          <span className="chance">
            {recommended.has(seat.officerNo)
              ? t('draw.recommended')
              : t('draw.chance', { percent: percent(seat.chance) })}
          </span>
        </p>
      ))}
      <p className="substitutes">
        <span>{t('draw.substitutes')}</span>
        {state.substitutes.map((substitute) => substitute.name).join(' ')}
      </p>
    </section>
  )
}

/** Before the draw: the published chance of each kind of officer. */
function Chances({ draw }: { draw: Draw }) {
  const { t } = useTranslation(['screen', 'words'])
  const eligible = draw.locked.candidates.filter((each) => each.eligible && !each.recommended)
  const kinds = [
    { name: t('words:officer.standingFull'), officers: eligible.filter((each) => each.standing) },
    { name: t('words:officer.adHoc'), officers: eligible.filter((each) => !each.standing) },
  ]
  return (
    <section className="result">
      <p className="substitutes">{t('draw.chances')}</p>
      {kinds.map(({ name, officers }) => (
        <p key={name}>
          <b>{name}</b>
          <span className="chance">
            {chanceSpan(officers.map((each) => each.chance))
              .map((each) => t('draw.chance', { percent: percent(each) }))
              .join('–')}
          </span>
        </p>
      ))}
      <Composition draw={draw} />
    </section>
  )
}
