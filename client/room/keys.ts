import { useEffect, useRef } from 'react'

/** A chord as the list of keys writes it: modifiers in this order, then `event.code` without `Key`. */
export function chordOf(event: Pick<KeyboardEvent, 'ctrlKey' | 'altKey' | 'shiftKey' | 'code'>): string {
  const key = event.code.replace(/^Key/, '').replace(/^NumpadEnter$/, 'Enter')
  return [event.ctrlKey && 'Control', event.altKey && 'Alt', event.shiftKey && 'Shift', key]
    .filter(Boolean)
    .join('+')
}

/** Does something at a chord, wherever the focus is, except while a dialog is open. */
export function useKey(chord: string, action: () => void): void {
  const latest = useRef(action)
  latest.current = action
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.repeat || event.isComposing || chordOf(event) !== chord) return
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [chord])
}
