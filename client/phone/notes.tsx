import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { formatTime } from '../../shared/i18n/format.ts'
import { type Kept, useKept } from '../meeting/kept.ts'
import { useMeeting } from '../meeting/meeting-context.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'

export const noteTags = ['fact', 'doubt', 'evidence', 'basis'] as const

const noteSchema = z.object({
  tag: z.enum(noteTags),
  text: z.string(),
  /** Stage's place in the procedure, from 1. */
  stage: z.int(),
  at: z.number(),
})
export type Note = z.infer<typeof noteSchema>

/** Private notes: in this browser alone, never sent anywhere. */
export function useNotes(): Kept<readonly Note[]> {
  const { meetingId, participantId = '' } = useMeeting()
  return useKept<readonly Note[]>(`mingting.notes.${meetingId}.${participantId}`, z.array(noteSchema), [])
}

/** The notes so far; each can be crossed out. */
export function NoteList({ notes }: { notes: Kept<readonly Note[]> }) {
  const { t } = useTranslation('phone')
  return (
    <>
      <div className="sec">
        <h2>{t('notes.title')}</h2>
        <small>
          <Icon name="lock" />
          {t('notes.private')}
        </small>
      </div>
      {notes.value.length === 0 ? (
        <p className="quiet">{t('notes.empty')}</p>
      ) : (
        <ul className="blk notes">
          {notes.value.map((note) => (
            <li key={note.at}>
              <span className="tag">{t(`notes.tag.${note.tag}`)}</span>
              <span>{note.text}</span>
              <small>
                {t('notes.when', { stage: note.stage, time: formatTime(note.at) })}
                <button
                  type="button"
                  className="link-button"
                  aria-label={t('notes.removeOf', { text: note.text })}
                  onClick={() => notes.set(notes.value.filter((each) => each.at !== note.at))}
                >
                  {t('notes.remove')}
                </button>
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** Writes the next note: what kind it is, and the text. */
export function NoteWriter({ notes }: { notes: Kept<readonly Note[]> }) {
  const { t } = useTranslation('phone')
  const { state, live } = useMeeting()
  const [tag, setTag] = useState<(typeof noteTags)[number]>('fact')
  const [text, setText] = useState('')
  function write() {
    if (text.trim() === '') return
    const at = Date.now() + live.offsetMs
    notes.set([...notes.value, { tag, text: text.trim(), stage: (state.stage?.index ?? 0) + 1, at }])
    setText('')
  }
  return (
    <>
      <fieldset className="tags" aria-label={t('notes.kind')}>
        {noteTags.map((each) => (
          <button key={each} type="button" aria-pressed={tag === each} onClick={() => setTag(each)}>
            {t(`notes.tag.${each}`)}
          </button>
        ))}
      </fieldset>
      <form
        className="input"
        onSubmit={(event) => {
          event.preventDefault()
          write()
        }}
      >
        <input
          aria-label={t('notes.write')}
          placeholder={t('notes.write')}
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" kind="primary">
          {t('notes.keep')}
        </Button>
      </form>
    </>
  )
}
