import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { awaitedIn, recommendedIn } from '../../../shared/meeting/ceremony.ts'
import type { Draw } from '../../../shared/meeting/state.ts'
import { ReasonDialog } from '../../meeting/act-dialog.tsx'
import { AwaitedLine } from '../../meeting/awaited-line.tsx'
import { useMay, useMeeting, useMeetingNow } from '../../meeting/meeting-context.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Chip } from '../../ui/chip.tsx'
import { CommitDialog, NumberDialog, WithoutDialog } from './draw-dialogs.tsx'
import { DrawSteps } from './draw-steps.tsx'
import { LockForm } from './lock-form.tsx'
import { PoolGrid } from './pool-grid.tsx'
import { ResultCard } from './result-card.tsx'

type Open = 'commit' | 'number' | 'without' | 'void' | null

/** The draw as a ceremony: each step in its order, each with its time, nothing hidden. */
export function DrawPage() {
  const { t } = useTranslation('office')
  const { state, procedure, meetingId } = useMeeting()
  const may = useMay()
  const [open, setOpen] = useState<Open>(null)
  const last = state.draws.at(-1)
  const draw = last?.status === 'void' ? undefined : last
  const size = (draw?.locked.rules ?? procedure.panel).panelSize - (draw ? recommendedIn(draw).size : 0)
  const close = () => setOpen(null)
  return (
    <div className="office-main">
      <div className="office-head">
        {draw && <h2>{t('draw.heading', { pool: draw.locked.candidates.length, size })}</h2>}
        {draw && draw.draw > 1 && <Chip>{t('draw.number', { n: draw.draw })}</Chip>}
        {draw?.status === 'drawn' && (
          <Chip tone="ok" icon="tick">
            {t('draw.drawn')}
          </Chip>
        )}
        <div className="end">
          {draw && may('void-draw') && (
            <Button kind="quiet" onClick={() => setOpen('void')}>
              {t('draw.voidIt')}
            </Button>
          )}
          {draw?.status === 'awaiting-number' && draw.numberCommitment === undefined && (
            <Link className="btn btn-40" to={`/meetings/${meetingId}/print/number-sheet`}>
              {t('draw.numberSheet')}
            </Link>
          )}
          {draw?.status === 'drawn' && (
            <Link className="btn btn-40" to={`/meetings/${meetingId}/print/draw-sheet`}>
              {t('draw.sheet')}
            </Link>
          )}
          {draw && <NextStep draw={draw} onOpen={setOpen} />}
        </div>
      </div>
      {state.draws
        .filter((each) => each.status === 'void')
        .map((each) => (
          <p key={each.draw} className="message">
            <b>
              {t('draw.number', { n: each.draw })}·{t('draw.void')}
            </b>{' '}
            {each.voidReason}
          </p>
        ))}
      {!draw && may('lock-pool') && <LockForm />}
      {draw && (
        <>
          <DrawSteps draw={draw} />
          <AwaitedLine draw={draw} />
          <div className="office-grid">
            <Card title={t('draw.pool')}>
              <PoolGrid draw={draw} />
            </Card>
            <div className="office-aside">
              <ResultCard draw={draw} />
            </div>
          </div>
        </>
      )}
      {open === 'commit' && <CommitDialog onClose={close} />}
      {open === 'number' && draw && <NumberDialog draw={draw} onClose={close} />}
      {open === 'without' && draw && <WithoutDialog draw={draw} onClose={close} />}
      {open === 'void' && (
        <ReasonDialog
          title={t('draw.voidIt')}
          confirm={t('draw.voidIt')}
          kind="stop"
          explain={t('draw.voidExplain')}
          type="void-draw"
          makeData={(reason) => ({ reason })}
          onClose={close}
        />
      )}
    </div>
  )
}

/** The one thing the ceremony waits for. */
function NextStep({ draw, onOpen }: { draw: Draw; onOpen: (open: Open) => void }) {
  const { t } = useTranslation(['office', 'sealedNumber'])
  const may = useMay()
  const now = useMeetingNow(1000)
  const awaited = awaitedIn(draw)
  const sealing = awaited?.act === 'seal' && now < (awaited.until ?? 0)
  if (draw.status === 'locked' && !sealing && may('commit-share'))
    return (
      <Button kind="primary" size={40} onClick={() => onOpen('commit')}>
        {t('draw.commit')}
      </Button>
    )
  if (draw.status !== 'awaiting-number' || draw.deadline === undefined) return null
  const late = now >= draw.deadline
  return (
    <>
      {late && may('run-without-number') && (
        <Button size={40} onClick={() => onOpen('without')}>
          {t('draw.without')}
        </Button>
      )}
      {may('give-number') && (
        <Button kind="primary" size={40} onClick={() => onOpen('number')}>
          {t(draw.numberCommitment === undefined ? 'draw.give' : 'sealedNumber:enter')}
        </Button>
      )}
    </>
  )
}
