import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyCap } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useKey } from '../keys.ts'

const chords = [
  ['Ctrl Enter', 'primary'],
  ['F2', 'next'],
  ['F8', 'pause'],
  ['F9', 'extend'],
  ['Shift F8', 'end'],
  ['Alt Q', 'queue'],
  ['Alt M', 'minutes'],
  ['Ctrl /', 'list'],
] as const

/** Every key of the chair's console, opened by its own key or by its button. */
export function KeyList() {
  const { t } = useTranslation('room')
  const [open, setOpen] = useState(false)
  useKey('Control+Slash', () => setOpen(true))
  return (
    <>
      <button type="button" className="link-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('keys.open')}
      </button>
      {open && <List onClose={() => setOpen(false)} />}
    </>
  )
}

function List({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('room')
  return (
    <Dialog title={t('keys.title')} onCancel={onClose}>
      <dl className="key-list">
        {chords.map(([chord, does]) => (
          <div key={chord}>
            <dt>
              <KeyCap>{chord}</KeyCap>
            </dt>
            <dd>{t(`keys.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
