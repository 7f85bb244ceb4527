import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../../shared/i18n/format.ts'
import { unscannedSignatures, unsealedSeats } from '../../../shared/meeting/guards.ts'
import { itemsFingerprint } from '../../../shared/meeting/minutes.ts'
import type { Recusal } from '../../../shared/meeting/state.ts'
import { substituteFor } from '../../../shared/meeting/substitution.ts'
import { ActDialog, ReasonDialog } from '../../meeting/act-dialog.tsx'
import { useList } from '../../meeting/list.ts'
import { useMeeting } from '../../meeting/meeting-context.ts'
import { seatOf } from '../../meeting/people.ts'
import { RecommendationText } from '../../meeting/recommendation-text.tsx'
import { TextField } from '../../ui/field.tsx'
import type { Primary } from './primary.ts'

export type StageDialogKind = 'next-round' | 'step-back' | 'recess' | 'suspend' | 'terminate' | 'delegate'

/** Asks before the primary action where that cannot be taken back. */
export function PrimaryDialog({ primary, onClose }: { primary: Primary; onClose: () => void }) {
  const { t } = useTranslation('room')
  const listed = useList()
  const { state } = useMeeting()
  /** Signed is what was final when this was asked, whatever has come in since. */
  const [itemsSha256] = useState(() => itemsFingerprint(state.items))
  switch (primary.kind) {
    case 'rule-recusal':
      return <RecusalDialog recusal={primary.recusal} onClose={onClose} />
    case 'open-opinions': {
      const missing = unsealedSeats(state)
      return (
        <ActDialog
          title={t('open.title')}
          confirm={t('primary.open-opinions')}
          type="open-opinions"
          data={{}}
          onClose={onClose}
        >
          <p>{t('open.explain')}</p>
          {missing.length > 0 && <p className="soon">{t('open.missing', { names: listed(missing) })}</p>}
        </ActDialog>
      )
    }
    case 'announce-conclusion':
      return (
        <ActDialog
          title={t('announce.title')}
          confirm={t('primary.announce-conclusion')}
          type="announce-conclusion"
          data={state.recommendation ? {} : null}
          onClose={onClose}
        >
          <p>{t('announce.explain')}</p>
          {state.recommendation && <RecommendationText text={state.recommendation.text} />}
        </ActDialog>
      )
    case 'sign':
      return (
        <ActDialog
          title={t('sign.title')}
          confirm={t('primary.sign')}
          type="sign-minutes"
          data={{ method: 'phone', note: '', itemsSha256 }}
          onClose={onClose}
        >
          <p>{t('sign.explain', { count: Object.keys(state.items).length })}</p>
        </ActDialog>
      )
    case 'close': {
      const unscanned = unscannedSignatures(state).length
      return (
        <ActDialog
          title={t('closing.title')}
          confirm={t('primary.close')}
          type="close"
          data={{}}
          onClose={onClose}
        >
          <p>{t('closing.explain')}</p>
          {unscanned > 0 && <p className="soon">{t('closing.unscanned', { count: unscanned })}</p>}
        </ActDialog>
      )
    }
    case 'begin':
    case 'resume':
    case 'advance':
    case 'none':
      return null
  }
}

/** Grants or refuses a recusal: who takes the seat is said before, the reason goes into the record. */
export function RecusalDialog({ recusal, onClose }: { recusal: Recusal; onClose: () => void }) {
  const { t } = useTranslation(['room', 'words'])
  const { state } = useMeeting()
  const id = useId()
  const [granted, setGranted] = useState<boolean>()
  const [reason, setReason] = useState('')
  const data =
    granted === undefined || reason.trim() === ''
      ? null
      : { recusalId: recusal.id, granted, reason: reason.trim() }
  const seat = seatOf(state, recusal.target)
  const substitute = seat ? substituteFor(state, seat) : null
  return (
    <ActDialog
      title={t('recusal.decide')}
      confirm={t(granted === false ? 'recusal.refuse' : 'recusal.grant')}
      type="rule-recusal"
      data={data}
      onClose={onClose}
    >
      <p>
        {t('recusal.title', { side: t(`words:side.${recusal.side}`), name: recusal.targetName })}{' '}
        <span className="mut">{t('recusal.at', { time: formatTime(recusal.requestedAt) })}</span>
      </p>
      {recusal.reason && <blockquote className="rec">{recusal.reason}</blockquote>}
      <fieldset className="choices">
        <legend>{t('recusal.decision')}</legend>
        <label>
          <input type="radio" name={id} checked={granted === true} onChange={() => setGranted(true)} />
          <b>{t('recusal.grant')}</b>
          <small>
            {!seat
              ? t('recusal.staff')
              : substitute
                ? t('recusal.substitute', { order: substitute.order, name: substitute.name })
                : t('recusal.nobody')}
          </small>
        </label>
        <label>
          <input type="radio" name={id} checked={granted === false} onChange={() => setGranted(false)} />
          <b>{t('recusal.refuse')}</b>
          <small>{t('recusal.refuseNote')}</small>
        </label>
      </fieldset>
      <TextField label={t('recusal.reason')} value={reason} onChange={setReason} />
    </ActDialog>
  )
}

/** The acts that bend the course of the meeting, each with its reason for the record. */
export function StageDialog({ kind, onClose }: { kind: StageDialogKind; onClose: () => void }) {
  const { t } = useTranslation('room')
  const { state } = useMeeting()
  const from = state.stage?.stageId ?? ''
  const common = {
    title: t(`bend.${kind}.title`),
    explain: t(`bend.${kind}.explain`),
    confirm: t(`bend.${kind}.confirm`),
    onClose,
  }
  switch (kind) {
    case 'next-round':
      return (
        <ActDialog {...common} type="next-round" data={{ from }}>
          <p>{common.explain}</p>
        </ActDialog>
      )
    case 'step-back':
      return <ReasonDialog {...common} type="step-back" makeData={(reason) => ({ from, reason })} />
    case 'recess':
      return <ReasonDialog {...common} type="recess" optional makeData={(reason) => ({ reason })} />
    case 'suspend':
      return <ReasonDialog {...common} type="suspend" kind="stop" makeData={(reason) => ({ reason })} />
    case 'terminate':
      return <ReasonDialog {...common} type="terminate" kind="stop" makeData={(reason) => ({ reason })} />
    case 'delegate':
      return (
        <ActDialog
          {...common}
          confirm={t(state.delegated ? 'bend.delegate.takeBack' : 'bend.delegate.confirm')}
          type="delegate"
          data={{ delegated: !state.delegated }}
        >
          <p>{state.delegated ? t('bend.delegate.explainBack') : common.explain}</p>
        </ActDialog>
      )
  }
}
