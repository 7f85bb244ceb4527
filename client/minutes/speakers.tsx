import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import { Button, KeyCap } from '../ui/button.tsx'
import { currentSpeakerId, type Speaker } from './speech.ts'

/** As many as have a key. */
export const MOST_SPEAKER_KEYS = 9

/** Whose paragraph comes next: one key each. */
export function SpeakerBar({
  editor,
  speakers,
  onSpeaker,
  onOther,
}: {
  editor: Editor
  speakers: readonly Speaker[]
  onSpeaker: (speaker: Speaker) => void
  onOther: () => void
}) {
  const { t } = useTranslation('minutes')
  const current = useEditorState({ editor, selector: ({ editor: e }) => currentSpeakerId(e) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would make form controls of these buttons
    <div className="minutes-speakers" role="group" aria-label={t('speakers.label')}>
      <span>{t('speakers.next')}</span>
      {speakers.slice(0, MOST_SPEAKER_KEYS).map((speaker, index) => (
        <Button key={speaker.id} aria-pressed={speaker.id === current} onClick={() => onSpeaker(speaker)}>
          {speaker.name} <KeyCap>{`Alt ${index + 1}`}</KeyCap>
        </Button>
      ))}
      {speakers.length > MOST_SPEAKER_KEYS && (
        <Button onClick={onOther}>
          {t('speakers.other')} <KeyCap>Alt 0</KeyCap>
        </Button>
      )}
    </div>
  )
}
