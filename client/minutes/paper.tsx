import { Collaboration } from '@tiptap/extension-collaboration'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useState } from 'react'
import { minutesExtensions } from '../../shared/minutes/extensions.ts'
import { FRAGMENT } from '../../shared/minutes/protocol.ts'
import { carets } from './carets.ts'
import { finding } from './find.ts'
import { createReferences, type RecordWords } from './references.ts'
import { useRoleWord } from './role-word.ts'
import type { MinutesUser, Session } from './session.ts'
import { sharedText } from './shared-text.ts'
import { readingOnly, speechKeeping } from './speech.ts'

/** The editor of one live item. Without `user` nothing can be written. */
export function useMinutesEditor(
  session: Session,
  {
    label,
    user,
    editable,
    words,
    now,
  }: {
    label: string
    user: MinutesUser | null
    editable: boolean
    words: RecordWords
    now: () => number
  },
): Editor | null {
  const [references] = useState(createReferences)
  const roleWord = useRoleWord()
  const editor = useEditor(
    {
      editable,
      extensions: [
        ...minutesExtensions,
        Collaboration.configure({ document: session.doc, field: FRAGMENT }),
        references.extension,
        ...(user
          ? [
              sharedText(session.held),
              carets(session.provider, session.held, (name, role) => `${name} ${roleWord(role)}`.trim()),
              speechKeeping(now),
              finding,
            ]
          : [readingOnly]),
      ],
      enableContentCheck: true,
      onContentError: () => session.schemaFailed(),
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'minutes-text' },
      },
    },
    [session, user === null],
  )
  useEffect(() => references.show(words), [references, words])
  useEffect(() => {
    editor?.setEditable(editable, false)
  }, [editor, editable])
  return editor
}

export function Paper({ editor }: { editor: Editor | null }) {
  return <EditorContent editor={editor} className="minutes-paper" />
}
