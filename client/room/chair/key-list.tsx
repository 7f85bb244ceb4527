import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, KeyCap } from '../../ui/button.tsx'
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
  const { t } = useTranslation(['room', 'words'])
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
  const { t } = useTranslation(['room', 'words'])
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const before = document.activeElement
    if (typeof dialog.current?.showModal === 'function') dialog.current.showModal()
    else dialog.current?.setAttribute('open', '')
    close.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={id}>{t('keys.title')}</h2>
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
      <div className="dialog-actions">
        <Button ref={close} size={40} onClick={onClose}>
          {t('words:close')}
        </Button>
      </div>
    </dialog>
  )
}
