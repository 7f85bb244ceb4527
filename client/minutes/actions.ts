import type { Editor } from '@tiptap/core'

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
