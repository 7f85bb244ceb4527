/** What the clerk's keys do: Alt and one key, and find; `event.code` is the key whatever the layout types. */
export type KeyAction =
  | { readonly kind: 'speaker'; readonly index: number }
  | { readonly kind: 'other' | 'evidence' | 'record' | 'time' | 'phrases' | 'flag' | 'find' }

const letters: Readonly<Record<string, Exclude<KeyAction, { kind: 'speaker' }>['kind']>> = {
  KeyE: 'evidence',
  KeyR: 'record',
  KeyT: 'time',
  KeyQ: 'phrases',
  KeyM: 'flag',
  Digit0: 'other',
}

type Pressed = Pick<
  KeyboardEvent,
  'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'code' | 'isComposing' | 'repeat'
>

/** The action of a key press, or null. Keys that an input method is using are its own. */
export function keyAction(pressed: Pressed): KeyAction | null {
  const { altKey, ctrlKey, metaKey, shiftKey, code, isComposing, repeat } = pressed
  const isFind = (ctrlKey || metaKey) && !altKey && !shiftKey && (code === 'KeyF' || code === 'KeyH')
  if (isFind && !isComposing) return { kind: 'find' }
  if (!altKey || ctrlKey || metaKey || shiftKey || isComposing || repeat) return null
  const kind = letters[code]
  if (kind) return { kind }
  const digit = /^Digit([1-9])$/.exec(code)?.[1]
  return digit === undefined ? null : { kind: 'speaker', index: Number(digit) - 1 }
}
