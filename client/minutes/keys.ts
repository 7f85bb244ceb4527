/** What the clerk's keys do. All are Alt and one key; `event.code` is the key whatever the layout types. */
export type KeyAction =
  | { readonly kind: 'speaker'; readonly index: number }
  | { readonly kind: 'other' | 'evidence' | 'time' | 'phrases' | 'flag' }

const letters: Readonly<Record<string, Exclude<KeyAction, { kind: 'speaker' }>['kind']>> = {
  KeyE: 'evidence',
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
  if (!altKey || ctrlKey || metaKey || shiftKey || isComposing || repeat) return null
  const kind = letters[code]
  if (kind) return { kind }
  const digit = /^Digit([1-9])$/.exec(code)?.[1]
  return digit === undefined ? null : { kind: 'speaker', index: Number(digit) - 1 }
}
