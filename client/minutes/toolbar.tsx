import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, KeyCap } from '../ui/button.tsx'
import { insertTime, toggleFlag } from './actions.ts'

export type Menu = 'evidence' | 'record' | 'phrases' | 'other'

/** Formatting and everything that can be put into the text. */
export function Toolbar({
  editor,
  now,
  onMenu,
  onFind,
}: {
  editor: Editor
  now: () => number
  onMenu: (menu: Menu) => void
  onFind: () => void
}) {
  const { t } = useTranslation('minutes')
  const active = useEditorState({
    editor,
    selector: ({ editor: e }) => ({
      bold: e.isActive('bold'),
      underline: e.isActive('underline'),
      heading: e.isActive('heading'),
      list: e.isActive('bulletList'),
      numbered: e.isActive('orderedList'),
      flag: e.isActive('flag'),
      table: e.isActive('table'),
    }),
  })
  const chain = () => editor.chain().focus()
  return (
    <div className="minutes-tools" role="toolbar" aria-label={t('toolbar.label')}>
      <Group>
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
        <Button aria-pressed={active.heading} onClick={() => chain().toggleHeading({ level: 2 }).run()}>
          {t('toolbar.heading')}
        </Button>
        <Button aria-pressed={active.list} onClick={() => chain().toggleBulletList().run()}>
          {t('toolbar.list')}
        </Button>
        <Button aria-pressed={active.numbered} onClick={() => chain().toggleOrderedList().run()}>
          {t('toolbar.numbered')}
        </Button>
        {!active.table && (
          <Button onClick={() => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()}>
            {t('toolbar.table')}
          </Button>
        )}
      </Group>
      {active.table && (
        <Group>
          <Button onClick={() => chain().addRowAfter().run()}>{t('toolbar.rowAfter')}</Button>
          <Button onClick={() => chain().addColumnAfter().run()}>{t('toolbar.columnAfter')}</Button>
          <Button onClick={() => chain().deleteRow().run()}>{t('toolbar.rowAway')}</Button>
          <Button onClick={() => chain().deleteColumn().run()}>{t('toolbar.columnAway')}</Button>
          <Button onClick={() => chain().deleteTable().run()}>{t('toolbar.tableAway')}</Button>
        </Group>
      )}
      <Group>
        <Button onClick={() => chain().undo().run()}>{t('toolbar.undo')}</Button>
        <Button onClick={() => chain().redo().run()}>{t('toolbar.redo')}</Button>
        <Button onClick={onFind}>
          {t('toolbar.find')} <KeyCap>Ctrl F</KeyCap>
        </Button>
      </Group>
      <Group>
        <Button onClick={() => onMenu('evidence')}>
          {t('toolbar.evidence')} <KeyCap>Alt E</KeyCap>
        </Button>
        <Button onClick={() => onMenu('record')}>
          {t('toolbar.record')} <KeyCap>Alt R</KeyCap>
        </Button>
        <Button onClick={() => insertTime(editor, now())}>
          {t('toolbar.time')} <KeyCap>Alt T</KeyCap>
        </Button>
        <Button onClick={() => onMenu('phrases')}>
          {t('toolbar.phrases')} <KeyCap>Alt Q</KeyCap>
        </Button>
        <Button aria-pressed={active.flag} onClick={() => toggleFlag(editor)}>
          {t('toolbar.flag')} <KeyCap>Alt M</KeyCap>
        </Button>
      </Group>
    </div>
  )
}

/** Buttons that stay together where the line is too short for all. */
const Group = ({ children }: { children: ReactNode }) => <div className="minutes-tools-group">{children}</div>
