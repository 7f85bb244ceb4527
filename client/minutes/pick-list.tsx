import { type KeyboardEvent, useEffect, useRef } from 'react'

export interface Choice {
  readonly key: string
  readonly label: string
}

/** A short list over the text: arrow keys move, Enter chooses, Escape leaves. */
export function PickList({
  label,
  choices,
  empty,
  onChoose,
  onClose,
}: {
  label: string
  choices: readonly Choice[]
  /** Shown where there is nothing to choose. */
  empty?: string
  onChoose: (key: string) => void
  onClose: () => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const target = list.current?.querySelector('button') ?? list.current
    target?.focus()
  }, [])
  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (event.key === 'Escape') onClose()
    if (step === 0 && event.key !== 'Escape') return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button.matches(':focus'))
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div
      ref={list}
      className="minutes-pick"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onClose()
      }}
    >
      {choices.length === 0 && <p>{empty}</p>}
      {choices.map(({ key, label }) => (
        <button key={key} type="button" role="menuitem" onClick={() => onChoose(key)}>
          {label}
        </button>
      ))}
    </div>
  )
}
