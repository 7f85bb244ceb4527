import './minutes.css'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minutes } from '../../shared/i18n/minutes.ts'
import { parseEntryKey } from '../../shared/minutes/record-entries.ts'
import { useLanguage } from '../ui/i18n.ts'
import { useLeaveWarning } from '../ui/saved-indicator.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { insertEntry, insertEvidence, insertPhrase, insertTime, toggleFlag } from './actions.ts'
import { FindBar } from './find-bar.tsx'
import { keyAction } from './keys.ts'
import { Paper, useMinutesEditor } from './paper.tsx'
import { PeopleLine } from './people-line.tsx'
import { PickList } from './pick-list.tsx'
import type { RecordSource } from './record-source.ts'
import type { MinutesUser } from './session.ts'
import { MOST_SPEAKER_KEYS, SpeakerBar } from './speakers.tsx'
import { type Speaker, startSpeech } from './speech.ts'
import { type Menu, Toolbar } from './toolbar.tsx'
import { UnsentBox } from './unsent-box.tsx'
import { type MinutesRoom, useMinutesRoom } from './use-minutes-room.ts'

export interface MinutesEditorProps {
  readonly meetingId: string
  readonly itemId: string
  readonly mode: 'write' | 'read'
  /** Who is at this browser; staff only. Readers without an account are nobody here. */
  readonly user: MinutesUser | null
  /** How readers of the screen hear the text field named. */
  readonly label: string
  /** Server time, UTC milliseconds. */
  readonly now: () => number
  /** Those who attend, in the order of their keys. */
  readonly speakers?: readonly Speaker[]
  /** What the text refers to; its identity changes with the record. */
  readonly record: RecordSource
  /** Puts words that came too late for a final item into the record as an addendum; false where refused. */
  readonly onAddendum?: ((text: string) => Promise<boolean>) | undefined
  /** Told whenever something is not yet durable, and when everything is. */
  readonly onSaved?: (saved: boolean) => void
}

/** The minutes of one item, written together or read live. */
export function MinutesEditor(props: MinutesEditorProps) {
  const { meetingId, itemId, mode, user, now } = props
  const room = useMinutesRoom({ meetingId, itemId, mode, user, now })
  if (!room?.state.begun) return <MinutesWaiting room={room} />
  return <OpenMinutes {...props} room={room} key={room.session.doc.guid} />
}

function MinutesWaiting({ room }: { room: MinutesRoom | null }) {
  return room?.state.closed ? <ClosedNotice room={room} /> : <Skeleton />
}

function ClosedNotice({ room: { state, refused } }: { room: MinutesRoom }) {
  const { t } = useTranslation('minutes')
  const reason = refused ?? state.closed
  if (!reason) return null
  return (
    <p className="minutes-closed" role="status">
      <b>{t(`closed.${reason}.what`)}</b> {t(`closed.${reason}.next`)}
    </p>
  )
}

function OpenMinutes(props: MinutesEditorProps & { room: MinutesRoom }) {
  const { room, user, label, now, speakers = [], record, onSaved, meetingId, itemId } = props
  const { session, state } = room
  const { t } = useTranslation('minutes')
  const language = useLanguage()
  const [menu, setMenu] = useState<Menu | null>(null)
  const [finds, setFinds] = useState(false)
  const writer = session.mode === 'write' ? user : null
  const editable = writer !== null && state.closed === null
  // Once everything the record holds was here, what this device kept can be compared with it.
  const hasAll = state.synced || (session.mode === 'read' && state.closed === 'finalised')
  const [compared, setCompared] = useState(false)
  if (hasAll && !compared) setCompared(true)
  const editor = useMinutesEditor(session, { label, user: writer, editable, words: record, now })
  const allSaved = state.saved.state === 'saved'
  useLeaveWarning(!allSaved && state.saved.pending > 0)
  useEffect(() => onSaved?.(allSaved), [onSaved, allSaved])

  const speak = (speaker: Speaker) => editor && startSpeech(editor, speaker, now())
  function onKeyDown(event: KeyboardEvent) {
    const action = keyAction(event.nativeEvent)
    if (!action || !editor || !editable) return
    event.preventDefault()
    switch (action.kind) {
      case 'speaker': {
        const speaker = speakers[action.index]
        if (speaker) speak(speaker)
        break
      }
      case 'time':
        insertTime(editor, now())
        break
      case 'flag':
        toggleFlag(editor)
        break
      case 'find':
        setFinds(true)
        break
      case 'evidence':
      case 'record':
      case 'phrases':
      case 'other':
        setMenu(action.kind)
    }
  }

  function choose(key: string) {
    if (!editor) return
    const speaker = speakers.find(({ id }) => id === key)
    if (menu === 'evidence') insertEvidence(editor, Number(key))
    if (menu === 'record') insertEntry(editor, parseEntryKey(key))
    if (menu === 'phrases') insertPhrase(editor, key)
    if (menu === 'other' && speaker) speak(speaker)
    setMenu(null)
  }
  const choices = {
    evidence: record.evidenceList,
    record: record.entries,
    phrases: Object.values(minutes[language].phrases).map((phrase) => ({ key: phrase, label: phrase })),
    other: speakers.slice(MOST_SPEAKER_KEYS).map(({ id, name }) => ({ key: id, label: name })),
  }
  const menuLabels = {
    evidence: t('menu.evidence'),
    record: t('menu.record'),
    phrases: t('menu.phrases'),
    other: t('speakers.whose'),
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the text field inside
    <div className="minutes" onKeyDown={onKeyDown}>
      {writer && <PeopleLine state={state} />}
      {(session.mode === 'write' || room.refused) && <ClosedNotice room={room} />}
      {editable && editor && (
        <Toolbar editor={editor} now={now} onMenu={setMenu} onFind={() => setFinds(true)} />
      )}
      {finds && editable && editor && (
        <FindBar
          editor={editor}
          onClose={() => {
            setFinds(false)
            editor.commands.focus()
          }}
        />
      )}
      {menu && (
        <div className="minutes-over">
          <PickList
            label={menuLabels[menu]}
            choices={choices[menu]}
            empty={t(menu === 'record' ? 'menu.noRecord' : 'menu.noEvidence')}
            onChoose={choose}
            onClose={() => {
              setMenu(null)
              editor?.commands.focus()
            }}
          />
        </div>
      )}
      {user && compared && (
        <UnsentBox
          session={session}
          words={record}
          user={user}
          meetingId={meetingId}
          itemId={itemId}
          onAddendum={props.onAddendum}
        />
      )}
      <Paper editor={editor} />
      {editable && editor && (
        <SpeakerBar editor={editor} speakers={speakers} onSpeaker={speak} onOther={() => setMenu('other')} />
      )}
    </div>
  )
}
