import { Collaboration } from '@tiptap/extension-collaboration'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { minutesExtensions } from '../../shared/minutes/extensions.ts'
import { FRAGMENT } from '../../shared/minutes/protocol.ts'
import { carets } from './carets.ts'
import { references } from './references.ts'
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
    now,
  }: { label: string; user: MinutesUser | null; editable: boolean; now: () => number },
): Editor | null {
  const { t } = useTranslation('minutes')
  const roleWord = useRoleWord()
  const editor = useEditor(
    {
      editable,
      extensions: [
        ...minutesExtensions,
        Collaboration.configure({ document: session.doc, field: FRAGMENT }),
        references({ evidence: (no) => t('evidence', { no }) }),
        ...(user
          ? [
              sharedText(session.held),
              carets(session.provider, session.held, (name, role) => `${name} ${roleWord(role)}`.trim()),
              speechKeeping(now),
            ]
          : [readingOnly]),
      ],
      enableContentCheck: true,
      onContentError: () => session.schemaFailed(),
      editorProps: {
        attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'minutes-text' },
      },
    },
    [session, user === null, t],
  )
  useEffect(() => {
    editor?.setEditable(editable, false)
  }, [editor, editable])
  return editor
}

export function Paper({ editor }: { editor: Editor | null }) {
  return <EditorContent editor={editor} className="minutes-paper" />
}
