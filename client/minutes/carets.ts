import { Extension } from '@tiptap/core'
import type { EditorState, Selection } from '@tiptap/pm/state'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { WebsocketProvider } from 'y-websocket'
import type { HeldUpdates } from './held-updates.ts'

/** Two colours are enough where the name stands beside each. */
const colours = ['#0b5394', '#0d6570'] as const

/** The same colour for the same person on every screen. */
export function caretColour(userId: string): string {
  const sum = [...userId].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0)
  return colours[sum % colours.length] ?? colours[0]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Where the others are, with their names. `label` is what stands beside a caret. While a word is composed the
 * others see the caret where the word began.
 */
export const carets = (
  provider: WebsocketProvider,
  held: Pick<HeldUpdates, 'holding'>,
  label: (name: string, role: string) => string,
): Extension =>
  Extension.create({
    name: 'carets',
    addProseMirrorPlugins() {
      let shared: Selection | undefined
      return [
        yCursorPlugin(provider.awareness, {
          cursorBuilder(other) {
            const colour = caretColour(text(other.id))
            const caret = document.createElement('span')
            caret.className = 'minutes-caret'
            caret.style.borderColor = colour
            const name = document.createElement('span')
            name.className = 'minutes-caret-name'
            name.style.backgroundColor = colour
            name.textContent = label(text(other.name), text(other.role))
            caret.append(name)
            return caret
          },
          selectionBuilder: (other) => ({ class: 'minutes-selection', 'data-user': text(other.name) }),
          getSelection({ selection }: EditorState) {
            if (!shared || !held.holding) shared = selection
            return shared
          },
        }),
      ]
    },
  })
