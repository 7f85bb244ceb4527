import type { Editor } from '@tiptap/core'
import { Selection } from '@tiptap/pm/state'
import type { EntryRef } from '../../shared/minutes/record-entries.ts'

/** Puts a reference to a piece of evidence at the cursor. */
export function insertEvidence(editor: Editor, no: number): void {
  editor
    .chain()
    .focus()
    .insertContent([
      { type: 'evidence', attrs: { no } },
      { type: 'text', text: ' ' },
    ])
    .run()
}

/** Puts a line that says an entry of the record after the paragraph with the cursor, or in the place of an empty one. */
export function insertEntry(editor: Editor, ref: EntryRef): void {
  editor
    .chain()
    .focus()
    .command(({ tr, state: { schema } }) => {
      const { recordEntry, paragraph } = schema.nodes
      if (!recordEntry || !paragraph) return false
      const { $head } = tr.selection
      const isEmpty = $head.depth === 1 && $head.parent.content.size === 0
      const after = $head.depth === 0 ? tr.doc.content.size : $head.after(1)
      const from = isEmpty ? $head.before(1) : after
      tr.replaceWith(from, after, [recordEntry.create({ ...ref }), paragraph.create()])
      tr.setSelection(Selection.near(tr.doc.resolve(from + 2)))
      tr.scrollIntoView()
      return true
    })
    .run()
}

/** `at` is UTC milliseconds. */
export function insertTime(editor: Editor, at: number): void {
  editor.chain().focus().insertContent({ type: 'timestamp', attrs: { at } }).run()
}

export function insertPhrase(editor: Editor, phrase: string): void {
  editor.chain().focus().insertContent({ type: 'text', text: phrase }).run()
}

/** Marks the selected words as to be checked, or the whole paragraph where nothing is selected. */
export function toggleFlag(editor: Editor): void {
  const { empty, $head, head } = editor.state.selection
  if (!empty) {
    editor.chain().focus().toggleMark('flag').run()
    return
  }
  editor
    .chain()
    .setTextSelection({ from: $head.start(), to: $head.end() })
    .toggleMark('flag')
    .setTextSelection(head)
    .focus()
    .run()
}
