import { Extension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type PluginView, Selection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import {
  type ProsemirrorBinding,
  relativePositionToAbsolutePosition,
  yCursorPluginKey,
  ySyncPluginKey,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import type { HeldUpdates } from './held-updates.ts'
import { type Change, fillTextBlocks, joined, writeTextChange } from './text-change.ts'

/** What the page has and the shared text has not yet, in order. */
type Unwritten = readonly Change[]
const key = new PluginKey<Unwritten>('sharedText')

/** Mark of the transaction after a word that was composed. */
export const WORD_WRITTEN = 'wordWritten'

/** `keyCode` of a key an input method takes for itself. */
const OF_INPUT_METHOD = 229

/**
 * Leaves the caret beside the character it stood behind. y-tiptap knows that character, and then "recovers" the
 * caret to its old distance from the paragraph's beginning whenever somebody else changed the paragraph: into the
 * middle of a word. Without the old distance it believes the character. After undo it keeps the place of the word
 * for the next change of anybody, wherever the caret is by then: that is not taken either.
 */
function trustCharacters(binding: ProsemirrorBinding): void {
  let selection: object | null = null
  Object.defineProperty(binding, 'beforeTransactionSelection', {
    get: () => selection,
    set(given: object | null) {
      if (!given) selection = null
      else if (binding.doc._transaction) selection = { ...given, absAnchor: undefined, absHead: undefined }
    },
  })
}

/**
 * The selection y-tiptap loses: behind a character at the very beginning that is gone now. It takes that for a
 * paragraph moved away, and the caret ends up at the end of the minutes.
 */
function isLost({ doc, type, mapping, beforeTransactionSelection: given }: ProsemirrorBinding): boolean {
  if (!given?.anchor || !given.head) return false
  const isKnown = (position: Y.RelativePosition) =>
    Y.createAbsolutePositionFromRelativePosition(position, doc)?.type instanceof Y.XmlText
  const isResolved = (position: Y.RelativePosition) =>
    relativePositionToAbsolutePosition(doc, type, position, mapping) !== null
  return isKnown(given.head) && !isResolved(given.anchor) && !isResolved(given.head)
}

/**
 * Where the page and the shared text meet. Changes are written at the very characters they were made at, and a word
 * that is being composed is written when it is there.
 */
export const sharedText = (held: HeldUpdates): Extension =>
  Extension.create({
    name: 'sharedText',
    // Before the plugins of Collaboration (1000), whose binding it changes before that is used.
    priority: 1001,
    onDestroy: () => held.stop(),
    addProseMirrorPlugins() {
      let written: Node | null = null

      function attach(view: EditorView): PluginView {
        const { binding }: { binding: ProsemirrorBinding } = ySyncPluginKey.getState(view.state)
        trustCharacters(binding)
        const writeDocument = binding._prosemirrorChanged.bind(binding)
        binding._prosemirrorChanged = (doc) => {
          if (held.holding || doc === written) return
          const changes = key.getState(view.state) ?? []
          binding.doc.transact(() => {
            // The first that changes more than text ends it; y-tiptap writes that and the rest.
            joined(changes).every((change) => writeTextChange(binding, change))
            writeDocument(doc)
          }, ySyncPluginKey)
          written = doc
        }
        const stopHolding = held.onFlush(() => {
          binding.mux(() => binding._prosemirrorChanged(view.state.doc))
          const { tr } = view.state
          view.dispatch(tr.setMeta(WORD_WRITTEN, true).setMeta(yCursorPluginKey, { awarenessUpdated: true }))
        })
        const fill = (transaction: Y.Transaction): void => {
          if (transaction.origin === ySyncPluginKey) fillTextBlocks(transaction)
        }
        binding.doc.on('beforeObserverCalls', fill)
        return {
          destroy() {
            stopHolding()
            binding.doc.off('beforeObserverCalls', fill)
          },
        }
      }

      return [
        new Plugin<Unwritten>({
          key,
          state: {
            init: () => [],
            apply(tr, unwritten, { doc: before }, { doc: after }) {
              if (isChangeOrigin(tr)) return []
              if (!tr.docChanged) return unwritten
              const change = { before, after, maps: tr.mapping.maps }
              return before === written ? [change] : [...unwritten, change]
            },
          },
          appendTransaction(transactions, _before, state) {
            if (!transactions.some((tr) => isChangeOrigin(tr) && tr.docChanged)) return null
            const { binding }: { binding: ProsemirrorBinding } = ySyncPluginKey.getState(state)
            return isLost(binding) ? state.tr.setSelection(Selection.atStart(state.doc)) : null
          },
          // Carets of others are drawn inside the paragraph: not while a word is composed there.
          filterTransaction: (tr) => !(held.holding && tr.getMeta(yCursorPluginKey)?.awarenessUpdated),
          props: {
            handleDOMEvents: {
              compositionstart: () => held.hold(),
              compositionend: () => held.release(),
              keydown: (_view, { isComposing, keyCode }) => {
                if (!isComposing && keyCode !== OF_INPUT_METHOD) held.settle()
              },
              blur: () => held.settle(),
            },
          },
          view: attach,
        }),
      ]
    },
  })
