import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonProps } from './button.tsx'

/**
 * Asks before something that cannot be undone. Focus starts on cancel, Escape cancels. Rendered only while
 * open. Safari before 15.4 has no `showModal`: there the same element is laid over the page by CSS.
 */
export function Dialog({
  title,
  confirm,
  onConfirm,
  onCancel,
  children,
  kind = 'primary',
  busy = false,
}: {
  title: ReactNode
  /** The verb on the button that does it; absent where there is only something to look at. */
  confirm?: ReactNode
  onConfirm?: () => void
  onCancel: () => void
  children?: ReactNode
  kind?: NonNullable<ButtonProps['kind']>
  busy?: boolean
}) {
  const { t } = useTranslation()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const before = document.activeElement
    // Chromium before 107 throws where the element is open already, as it is when the effect runs anew.
    if (!element.hasAttribute('open')) {
      if (typeof element.showModal === 'function') element.showModal()
      else element.setAttribute('open', '')
    }
    cancel.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-modal="true"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onCancel()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && typeof dialog.current?.showModal !== 'function') onCancel()
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
      <div className="dialog-actions">
        <Button ref={cancel} size={40} onClick={onCancel}>
          {t(confirm === undefined ? 'close' : 'cancel')}
        </Button>
        {confirm !== undefined && (
          <Button kind={kind} size={40} waiting={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        )}
      </div>
    </dialog>
  )
}
