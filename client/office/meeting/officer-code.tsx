import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { officerParticipantId } from '../../../shared/meeting/participants.ts'
import { useMakeLink } from '../../room/clerk/make-link.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorBox } from '../../ui/error-box.tsx'
import { Qr } from '../../ui/qr.tsx'

/** A drawn officer's own link as a QR code: on their phone they answer whether they come. */
export function OfficerCode({ officerNo, name }: { officerNo: number; name: string }) {
  const { t } = useTranslation('office')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button aria-label={t('draw.codeOf', { name })} onClick={() => setOpen(true)}>
        {t('draw.code')}
      </Button>
      {open && <CodeDialog officerNo={officerNo} name={name} onClose={() => setOpen(false)} />}
    </>
  )
}

function CodeDialog({ officerNo, name, onClose }: { officerNo: number; name: string; onClose: () => void }) {
  const { t } = useTranslation('office')
  const link = useMakeLink()
  const url = link.data?.url
  return (
    <Dialog
      title={t('draw.codeOf', { name })}
      {...(url === undefined
        ? {
            confirm: t('draw.makeCode'),
            busy: link.isPending,
            onConfirm: () => link.mutate({ participantId: officerParticipantId(officerNo) }),
          }
        : {})}
      onCancel={onClose}
    >
      <p>{t('draw.codeExplain')}</p>
      {link.error && <ErrorBox error={link.error} />}
      {url !== undefined && (
        <div className="code-shown" role="status">
          <Qr text={url} size={200} />
          <span className="address">{url}</span>
        </div>
      )}
    </Dialog>
  )
}
