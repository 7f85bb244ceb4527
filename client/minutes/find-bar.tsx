import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { currentPlace, found, goToPlace, lookFor, replaceAll, replacePlace } from './find.ts'

/** Find and replace: Enter the next place, Shift+Enter the one before, Escape back to the text. */
export function FindBar({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const { t } = useTranslation(['minutes', 'words'])
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [wanted, setWanted] = useState(() => selectedWords(editor))
  const [replacement, setReplacement] = useState('')
  const [replaced, setReplaced] = useState<number | null>(null)
  const { at, total } = useEditorState({
    editor,
    selector: ({ editor: e }) => ({ at: currentPlace(e), total: found(e).length }),
  })
  useEffect(() => input.current?.select(), [])
  useEffect(() => {
    lookFor(editor, wanted)
    setReplaced(null)
    return () => {
      if (!editor.isDestroyed) lookFor(editor, '')
    }
  }, [editor, wanted])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && event.target === input.current)
      goToPlace(editor, event.shiftKey ? -1 : 1)
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
      replacePlace(editor, replacement)
    else return
    event.preventDefault()
  }
  const none = total === 0
  const count = none
    ? t('find.none')
    : at < 0
      ? t('find.total', { total })
      : t('find.count', { n: at + 1, total })
  return (
    <search className="minutes-find" aria-label={t('find.label')} onKeyDown={onKeyDown}>
      <label htmlFor={`${id}-wanted`}>{t('find.wanted')}</label>
      <input
        ref={input}
        id={`${id}-wanted`}
        value={wanted}
        maxLength={200}
        onChange={(event) => setWanted(event.target.value)}
      />
      <output aria-live="polite">
        {replaced !== null ? t('find.replaced', { count: replaced }) : wanted === '' ? '' : count}
      </output>
      <Button waiting={none} onClick={() => goToPlace(editor, -1)}>
        {t('find.previous')}
      </Button>
      <Button waiting={none} onClick={() => goToPlace(editor, 1)}>
        {t('find.next')}
      </Button>
      <label htmlFor={`${id}-replacement`}>{t('find.replacement')}</label>
      <input
        id={`${id}-replacement`}
        value={replacement}
        maxLength={200}
        onChange={(event) => setReplacement(event.target.value)}
      />
      <Button waiting={none} onClick={() => replacePlace(editor, replacement)}>
        {t('find.replace')}
      </Button>
      <Button waiting={none} onClick={() => setReplaced(replaceAll(editor, replacement))}>
        {t('find.all')}
      </Button>
      <Button onClick={onClose}>{t('words:close')}</Button>
    </search>
  )
}

/** What is selected is what one looks for, where it is a few words. */
function selectedWords({ state }: Editor): string {
  const { from, to } = state.selection
  const text = state.doc.textBetween(from, to, '\n')
  return text.includes('\n') ? '' : text.slice(0, 200)
}
