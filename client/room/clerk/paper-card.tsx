import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { receiptNumber } from '../../../shared/meeting/decide/opinions.ts'
import type { Seat } from '../../../shared/meeting/state.ts'
import { ActDialog } from '../../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../../meeting/meeting-context.ts'
import { emptyDraft, finishedOpinion, type OpinionDraft } from '../../meeting/opinion-draft.ts'
import { OpinionFields } from '../../meeting/opinion-fields.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'

/** Opinions on paper: an envelope with its receipt before the opening, copied in after it, confirmed by another. */
export function PaperCard() {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const may = useMay()
  const [taking, setTaking] = useState<Seat>()
  const [copying, setCopying] = useState<Seat>()
  const seated = state.seats.filter((seat) => seat.participantId !== null)
  const unsealed = seated.filter((seat) => state.seals[seat.participantId ?? '']?.status !== 'sealed')
  const pending = seated.filter((seat) => state.paperPending[seat.participantId ?? ''] !== undefined)
  const before = state.openedAt === null
  if (before ? !may('seal-paper-opinion') || unsealed.length === 0 : pending.length === 0) return null
  return (
    <Card className="paper-card" title={t('paper.title')}>
      <ul>
        {(before ? unsealed : pending).map((seat) => {
          const copied = state.paperPending[seat.participantId ?? '']?.copiedBy === true
          return (
            <li key={seat.seat}>
              <b>{seat.name}</b>
              <span className="r">
                {before && (
                  <Button aria-label={t('paper.takeOf', { name: seat.name })} onClick={() => setTaking(seat)}>
                    {t('paper.take')}
                  </Button>
                )}
                {!before && !copied && may('copy-paper-opinion') && (
                  <Button
                    aria-label={t('paper.copyOf', { name: seat.name })}
                    onClick={() => setCopying(seat)}
                  >
                    {t('paper.copy')}
                  </Button>
                )}
                {!before && copied && t('paper.waiting')}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="foot">{t(before ? 'paper.noteBefore' : 'paper.noteAfter')}</p>
      {taking && (
        <ActDialog
          title={t('paper.takeTitle', { name: taking.name })}
          confirm={t('paper.take')}
          type="seal-paper-opinion"
          data={{ participantId: taking.participantId ?? '' }}
          onClose={() => setTaking(undefined)}
        >
          <p>{t('paper.write', { receipt: receiptNumber(state, taking.seat) })}</p>
        </ActDialog>
      )}
      {copying && <CopyDialog seat={copying} onClose={() => setCopying(undefined)} />}
    </Card>
  )
}

function CopyDialog({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const [draft, setDraft] = useState<OpinionDraft>(emptyDraft)
  const participantId = seat.participantId ?? ''
  const opinion = finishedOpinion(draft, state.requests ?? [])
  return (
    <ActDialog
      title={t('paper.copyTitle', { name: seat.name })}
      confirm={t('paper.copyConfirm')}
      type="copy-paper-opinion"
      data={opinion === null ? null : { participantId, opinion }}
      onClose={onClose}
    >
      <p>{t('paper.copyExplain', { receipt: state.paperPending[participantId]?.receipt ?? '' })}</p>
      <OpinionFields draft={draft} onChange={setDraft} />
    </ActDialog>
  )
}
