import { type Editor, Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, TextSelection } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { yUndoPluginKey } from '@tiptap/y-tiptap'

/** A place in the document. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** Every place of `wanted`, large and small letters alike; never across a reference or two paragraphs. */
export function findAll(doc: Node, wanted: string): readonly Place[] {
  const sought = wanted.toLowerCase()
  const places: Place[] = []
  if (sought === '') return places
  doc.descendants((node, at) => {
    if (!node.isTextblock) return
    // Every reference is one place in the document and one character here.
    const text = node.textBetween(0, node.content.size, undefined, '\uFFFC').toLowerCase()
    if (text.length !== node.content.size) return
    for (let i = text.indexOf(sought); i >= 0; i = text.indexOf(sought, i + sought.length))
      places.push({ from: at + 1 + i, to: at + 1 + i + sought.length })
  })
  return places
}

interface Search {
  readonly wanted: string
  readonly places: readonly Place[]
}
const key = new PluginKey<Search>('find')

/** The places found now, in order. */
export const found = (editor: Editor): readonly Place[] => key.getState(editor.state)?.places ?? []

/** Marks what is looked for, also while everybody writes on. */
export const finding: Extension = Extension.create({
  name: 'finding',
  addProseMirrorPlugins: () => [
    new Plugin<Search>({
      key,
      state: {
        init: () => ({ wanted: '', places: [] }),
        apply(tr, search, _before, { doc }) {
          const wanted: string = tr.getMeta(key) ?? search.wanted
          return wanted === search.wanted && !tr.docChanged
            ? search
            : { wanted, places: findAll(doc, wanted) }
        },
      },
      props: {
        decorations(state) {
          const { from, to } = state.selection
          const places = key.getState(state)?.places ?? []
          return DecorationSet.create(
            state.doc,
            places.map((place) => {
              const isCurrent = place.from === from && place.to === to
              return Decoration.inline(place.from, place.to, {
                class: isCurrent ? 'minutes-found minutes-found-now' : 'minutes-found',
              })
            }),
          )
        },
      },
    }),
  ],
})

/** Looks for `wanted` from now on; nothing where it is empty. */
export function lookFor(editor: Editor, wanted: string): void {
  editor.view.dispatch(editor.state.tr.setMeta(key, wanted))
}

/** Number of the place that is selected, from 0, or -1. */
export function currentPlace(editor: Editor): number {
  const { from, to } = editor.state.selection
  return found(editor).findIndex((place) => place.from === from && place.to === to)
}

/** Selects the next place after the cursor, or the one before it, round the end. */
export function goToPlace(editor: Editor, direction: 1 | -1): void {
  const places = found(editor)
  const { from, to } = editor.state.selection
  const ahead = places.findIndex((place) => place.from >= (direction === 1 ? to : from))
  const first = ahead < 0 ? places.length : ahead
  // The selected place itself is where the cursor is, not the next one.
  const index = direction === 1 ? first % places.length : (first - 1 + places.length) % places.length
  const place = places[index]
  if (!place) return
  const { view } = editor
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.from, place.to)))
  view.dom.querySelector('.minutes-found-now')?.scrollIntoView({ block: 'nearest' })
}

/** One step of undo of its own. */
function undoable(editor: Editor, change: () => void): void {
  const { undoManager } = yUndoPluginKey.getState(editor.state)
  undoManager.stopCapturing()
  change()
  undoManager.stopCapturing()
}

const put = ({ view }: Editor, { from, to }: Place, text: string): void => {
  const { tr } = view.state
  view.dispatch(text === '' ? tr.delete(from, to) : tr.insertText(text, from, to))
}

/** Replaces the selected place and goes to the next; only goes there where none is selected. */
export function replacePlace(editor: Editor, text: string): void {
  const place = found(editor)[currentPlace(editor)]
  if (place) undoable(editor, () => put(editor, place, text))
  goToPlace(editor, 1)
}

/**
 * Replaces every place and says how many. Each is a change of its own, so that what others write between two places,
 * and where their carets stand, is left alone.
 */
export function replaceAll(editor: Editor, text: string): number {
  const places = found(editor)
  undoable(editor, () => {
    for (const place of [...places].reverse()) put(editor, place, text)
  })
  return places.length
}
