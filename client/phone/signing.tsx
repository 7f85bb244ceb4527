import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatTime } from '../../shared/i18n/format.ts'
import { awaitsReadOut, openCorrections, openItems } from '../../shared/meeting/guards.ts'
import { itemsFingerprint } from '../../shared/meeting/minutes.ts'
import { ActDialog, ReasonDialog } from '../meeting/act-dialog.tsx'
import { useMay, useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { Stamp } from '../ui/stamp.tsx'
import { MinutesReader } from './minutes-reader.tsx'
import { NameDrawing } from './name-drawing.tsx'
import { PhoneFrame } from './phone-frame.tsx'
import { StageSub } from './stage-sub.tsx'

/** Reads the minutes item by item, then signs or refuses with a reason. */
export function Signing({ title }: { title: string }) {
  const { t } = useTranslation(['phone', 'words'])
  const { state, procedure, participantId = '' } = useMeeting()
  const may = useMay()
  const [drawing, setDrawing] = useState('')
  /** What is signed is what was on this page when the dialog was opened, whatever has come in since. */
  const [asking, setAsking] = useState<{ readonly what: 'sign' | 'refuse'; readonly itemsSha256: string }>()
  const ask = (what: 'sign' | 'refuse'): void => {
    setDrawing('')
    setAsking({ what, itemsSha256: itemsFingerprint(state.items) })
  }
  const signature = state.signatures[participantId]
  const open = openItems(state).length + openCorrections(state).length
  const waiting = open > 0 || awaitsReadOut(state, procedure)
  const onPhone = procedure.minutes.drawnSignature.value
  return (
    <PhoneFrame
      title={title}
      sub={<StageSub />}
      foot={
        signature ? (
          <p className="hint">
            <Stamp act={signature.method === 'refused' ? 'none' : 'signed'} />{' '}
            {t(`signing.done.${signature.method}`, { time: formatTime(signature.at) })}
          </p>
        ) : may('sign-minutes') ? (
          <>
            {onPhone && (
              <Button
                kind="primary"
                size={56}
                waiting={waiting}
                aria-describedby="sign-hint"
                onClick={() => ask('sign')}
              >
                {t('signing.sign')}
              </Button>
            )}
            <Button onClick={() => ask('refuse')} waiting={waiting}>
              {t('signing.refuse')}
            </Button>
            <p className="hint" id="sign-hint">
              {open > 0
                ? t('signing.waiting', { count: open })
                : waiting
                  ? t('signing.notReadOut')
                  : t(onPhone ? 'signing.hint' : 'signing.onPaper')}
            </p>
          </>
        ) : undefined
      }
    >
      <MinutesReader inOrder />
      {asking?.what === 'sign' && (
        <ActDialog
          title={t('signing.signTitle')}
          confirm={t('signing.sign')}
          type="sign-minutes"
          data={
            drawing === '' ? null : { method: 'phone', note: '', itemsSha256: asking.itemsSha256, drawing }
          }
          onClose={() => setAsking(undefined)}
        >
          <p>{t('signing.signExplain')}</p>
          <NameDrawing label={t('signing.draw')} drawing={drawing} onChange={setDrawing} />
        </ActDialog>
      )}
      {asking?.what === 'refuse' && (
        <ReasonDialog
          title={t('signing.refuseTitle')}
          explain={t('signing.refuseExplain')}
          confirm={t('signing.refuse')}
          type="sign-minutes"
          makeData={(note) => ({ method: 'refused', note, itemsSha256: asking.itemsSha256 })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </PhoneFrame>
  )
}
