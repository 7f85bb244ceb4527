import { type Editor, Extension } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { Plugin, Selection } from '@tiptap/pm/state'
import { WORD_WRITTEN } from './shared-text.ts'

/** Somebody whose words can be written down. */
export interface Speaker {
  readonly id: string
  readonly name: string
}

/** The speaker of the paragraph with the cursor. */
export function currentSpeakerId(editor: Editor): string | null {
  const { speakerId } = editor.getAttributes('paragraph')
  return typeof speakerId === 'string' ? speakerId : null
}

/** Begins a speaker's paragraph after the one with the cursor, or in it where nothing is written yet. */
export function startSpeech(editor: Editor, speaker: Speaker, at: number): void {
  const attrs = { speakerId: speaker.id, speakerName: speaker.name, at }
  editor
    .chain()
    .focus()
    .command(({ tr, state }) => {
      const { $head } = tr.selection
      const paragraph = state.schema.nodes.paragraph
      if (!paragraph) return false
      if ($head.parent.type === paragraph && $head.parent.content.size === 0) {
        tr.setNodeMarkup($head.before(), null, attrs)
        return true
      }
      const after = $head.depth === 0 ? tr.doc.content.size : $head.after(1)
      tr.insert(after, paragraph.create(attrs))
      tr.setSelection(Selection.near(tr.doc.resolve(after + 1)))
      tr.scrollIntoView()
      return true
    })
    .run()
}

/**
 * Enter goes on with the same speaker; a paragraph gets its time when its first words are written. While an
 * input method composes, nothing is touched: the paragraph's element must stay as it is.
 */
export const speechKeeping = (now: () => number): Extension =>
  Extension.create({
    name: 'speechKeeping',
    addProseMirrorPlugins() {
      const { editor } = this
      return [
        new Plugin({
          appendTransaction(transactions, _before, state) {
            if (!editor.isEditable || editor.view.composing) return null
            const isOwn = transactions.some((tr) => tr.docChanged || tr.getMeta(WORD_WRITTEN))
            if (!isOwn || transactions.some(isChangeOrigin)) return null
            const { $head } = state.selection
            const { parent } = $head
            const isUntimed = parent.type.name === 'paragraph' && parent.attrs.at === null
            if (!isUntimed || parent.content.size === 0 || $head.depth !== 1) return null
            return state.tr.setNodeMarkup($head.before(), null, { ...parent.attrs, at: now() })
          },
        }),
      ]
    },
  })

/** A reader's editor shows what comes and writes nothing, whatever a plugin would like to mend. */
export const readingOnly: Extension = Extension.create({
  name: 'readingOnly',
  addProseMirrorPlugins: () => [
    new Plugin({ filterTransaction: (tr) => !tr.docChanged || isChangeOrigin(tr) }),
  ],
})
