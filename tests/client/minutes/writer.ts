import { Editor } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { onTestFinished, vi } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { finding } from '../../../client/minutes/find.ts'
import { holdUpdates } from '../../../client/minutes/held-updates.ts'
import { sharedText } from '../../../client/minutes/shared-text.ts'
import { speechKeeping } from '../../../client/minutes/speech.ts'
import { minutesExtensions } from '../../../shared/minutes/extensions.ts'
import { writeUpdate } from '../../../shared/minutes/messages.ts'
import { FRAGMENT, messageType } from '../../../shared/minutes/protocol.ts'
import { seedUpdate } from '../../../shared/minutes/seed.ts'

/** Somebody at an editor of the minutes; what the others wrote waits in `inbox`. Timers must be faked. */
function sit(clientId: number) {
  const doc = new Y.Doc()
  doc.clientID = clientId
  Y.applyUpdate(doc, seedUpdate())
  const provider = new WebsocketProvider('ws://127.0.0.1', 'm1/i1', doc, { connect: false, disableBc: true })
  const held = holdUpdates(provider)
  const editor = new Editor({
    element: document.createElement('div'),
    extensions: [
      ...minutesExtensions,
      Collaboration.configure({ document: doc, field: FRAGMENT }),
      sharedText(held),
      speechKeeping(() => Date.now()),
      finding,
    ],
  })
  const { view } = editor
  const inbox: Uint8Array[] = []
  const put = (text: string, from: number): void =>
    view.dispatch(view.state.tr.insertText(text, from, view.state.selection.head))

  return {
    doc,
    editor,
    inbox,
    /** The next of what the others wrote comes in. */
    hear(): void {
      const update = inbox.shift()
      if (!update) return
      const decoder = decoding.createDecoder(writeUpdate(update))
      const type = decoding.readVarUint(decoder)
      provider.messageHandlers[messageType.sync]?.(encoding.createEncoder(), decoder, provider, true, type)
    },
    /** One letter after the other at the caret, as a keyboard does; a step each. */
    *typing(word: string): Generator<void> {
      for (const letter of word) {
        put(letter, view.state.selection.head)
        yield
      }
    },
    /** As an input method does: letters that grow, then the word in their place; a step each. */
    *composing(letters: string, word: string): Generator<void> {
      view.dom.dispatchEvent(new CompositionEvent('compositionstart'))
      const from = view.state.selection.head
      for (let n = 1; n <= letters.length; n++) {
        put(letters.slice(0, n), from)
        yield
      }
      put(word, from)
      view.dom.dispatchEvent(new CompositionEvent('compositionend'))
    },
    /** Puts the caret at an end of its paragraph. */
    go(where: 'start' | 'end'): void {
      const { $head } = view.state.selection
      editor.commands.setTextSelection(where === 'start' ? $head.start() : $head.end())
    },
    /** What stands before the caret in its paragraph. */
    before(): string {
      const { $head } = view.state.selection
      return $head.parent.textBetween(0, $head.parentOffset)
    },
    leave(): void {
      editor.destroy()
      provider.destroy()
    },
    text: () => editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n'),
  }
}
export type Writer = ReturnType<typeof sit>

/** So many people at one item; nothing reaches the others before they hear it. */
export function writersTogether(count: number): readonly Writer[] {
  const writers = Array.from({ length: count }, (_, n) => sit(n + 2))
  for (const one of writers)
    one.doc.on('update', (update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) for (const other of writers) if (other !== one) other.inbox.push(update)
    })
  onTestFinished(() => {
    for (const one of writers) one.leave()
  })
  return writers
}

/** Every word is finished and everybody has everything. */
export function settle(writers: readonly Writer[]): void {
  vi.advanceTimersByTime(1000)
  for (const one of writers) while (one.inbox.length > 0) one.hear()
}

/** Does all of it at once. */
export function all(steps: Generator<void>): void {
  for (const _step of steps);
}
