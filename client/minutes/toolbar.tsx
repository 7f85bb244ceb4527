import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import { Button, KeyCap } from '../ui/button.tsx'
import { insertTime, toggleFlag } from './actions.ts'

export type Menu = 'evidence' | 'phrases' | 'other'

/** Formatting and everything that can be put into the text. */
export function Toolbar({
  editor,
  now,
  onMenu,
}: {
  editor: Editor
  now: () => number
  onMenu: (menu: Menu) => void
}) {
  const { t } = useTranslation('minutes')
  const active = useEditorState({
    editor,
    selector: ({ editor: e }) => ({
      bold: e.isActive('bold'),
      underline: e.isActive('underline'),
      list: e.isActive('bulletList'),
      flag: e.isActive('flag'),
    }),
  })
  const chain = () => editor.chain().focus()
  return (
    <div className="minutes-tools" role="toolbar" aria-label={t('toolbar.label')}>
      <Button
        aria-label={t('toolbar.bold')}
        aria-pressed={active.bold}
        onClick={() => chain().toggleBold().run()}
      >
        <b aria-hidden="true">B</b>
      </Button>
      <Button
        aria-label={t('toolbar.underline')}
        aria-pressed={active.underline}
        onClick={() => chain().toggleUnderline().run()}
      >
        <u aria-hidden="true">U</u>
      </Button>
      <Button onClick={() => chain().undo().run()}>{t('toolbar.undo')}</Button>
      <Button onClick={() => chain().redo().run()}>{t('toolbar.redo')}</Button>
      <hr />
      <Button onClick={() => onMenu('evidence')}>
        {t('toolbar.evidence')} <KeyCap>Alt E</KeyCap>
      </Button>
      <Button onClick={() => insertTime(editor, now())}>
        {t('toolbar.time')} <KeyCap>Alt T</KeyCap>
      </Button>
      <Button onClick={() => onMenu('phrases')}>
        {t('toolbar.phrases')} <KeyCap>Alt Q</KeyCap>
      </Button>
      <hr />
      <Button aria-pressed={active.list} onClick={() => chain().toggleBulletList().run()}>
        {t('toolbar.list')}
      </Button>
      <Button onClick={() => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}>
        {t('toolbar.table')}
      </Button>
      <Button aria-pressed={active.flag} onClick={() => toggleFlag(editor)}>
        {t('toolbar.flag')} <KeyCap>Alt M</KeyCap>
      </Button>
    </div>
  )
}
