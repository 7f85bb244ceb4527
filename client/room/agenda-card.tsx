import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../shared/i18n/format.ts'
import { useMay, useMeeting, useMeetingNow } from '../meeting/meeting-context.ts'
import { railStages, stageTookMs } from '../meeting/rail.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { useBilingual } from '../ui/i18n.ts'
import { StageRail } from '../ui/stage-rail.tsx'
import { StageDialog, type StageDialogKind } from './chair/stage-dialogs.tsx'

/** The procedure's stages; under them the acts that interrupt or bend it. */
export function AgendaCard({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('room')
  const pick = useBilingual()
  const { state, procedure } = useMeeting()
  const now = useMeetingNow(1000)
  const stages = railStages(state, procedure, pick, now).map((stage) =>
    stage.state === 'now'
      ? {
          ...stage,
          note: t('agenda.soFar', {
            used: formatDuration(stageTookMs(state, stage.id, now)),
            planned: formatDuration(stage.plannedMinutes * 60_000),
          }),
        }
      : stage,
  )
  return (
    <Card
      className="agenda"
      title={t('agenda.title')}
      end={
        state.stage
          ? t('agenda.place', { n: state.stage.index + 1, total: procedure.stages.length })
          : undefined
      }
    >
      <StageRail stages={stages} fill />
      {children}
    </Card>
  )
}

/** Recess, suspension and what is rarer; only what this reader may do now. */
export function AgendaActs() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const [dialog, setDialog] = useState<StageDialogKind>()
  const acts = (['recess', 'suspend', 'delegate', 'terminate'] as const).filter(
    (kind) => may(kind) && !(kind === 'suspend' && state.interruption?.kind === 'suspension'),
  )
  if (acts.length === 0) return null
  return (
    <div className="foot">
      {acts.map((kind) => (
        <Button
          key={kind}
          kind={kind === 'recess' || kind === 'delegate' ? 'plain' : 'stop'}
          onClick={() => setDialog(kind)}
        >
          {kind === 'delegate' && state.delegated ? t('bend.delegate.takeBack') : t(`bend.${kind}.action`)}
        </Button>
      ))}
      {dialog && <StageDialog kind={dialog} onClose={() => setDialog(undefined)} />}
    </div>
  )
}
