import { useEffect, useState, useSyncExternalStore } from 'react'
import { seatKey } from '../ui/seat.ts'
import { openDraft } from './draft.ts'
import {
  type ClosedReason,
  type MinutesUser,
  type Session,
  type SessionState,
  startSession,
} from './session.ts'

/** The minutes' sockets are served where the page is. */
function minutesUrl(): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/minutes`
}

export interface MinutesRoomOptions {
  readonly meetingId: string
  readonly itemId: string
  readonly mode: 'write' | 'read'
  readonly user: MinutesUser | null
  /** Server time, UTC milliseconds. */
  readonly now: () => number
}

export interface MinutesRoom {
  readonly session: Session
  readonly state: SessionState
  /** Why somebody who came to write goes on as a reader. */
  readonly refused: ClosedReason | null
}

/** After these the record can still be read, and what it did not take be compared with it. */
const readableAfter: ReadonlySet<ClosedReason | null> = new Set([
  'finalised',
  'forbidden',
  'tooLarge',
  'unreadable',
] as const)

/**
 * One item, live while the component is there. A writer of an item that becomes final, or whose words the server
 * does not take, goes on as a reader of what the record has; null until the session has begun.
 */
export function useMinutesRoom({
  meetingId,
  itemId,
  mode,
  user,
  now,
}: MinutesRoomOptions): MinutesRoom | null {
  const [session, setSession] = useState<Session | null>(null)
  const [refusal, setRefusal] = useState<{ readonly of: string; readonly reason: ClosedReason } | null>(null)
  // Of this item and version only: a correction opens the next one to be written.
  const place = `${mode} ${meetingId}/${itemId}`
  const refused = refusal?.of === place ? refusal.reason : null
  const reading = mode === 'read' || refused !== null
  const { id, name, role } = user ?? {}
  // biome-ignore lint/correctness/useExhaustiveDependencies: `now` is only read, a new function needs no new session
  useEffect(() => {
    const started = startSession({
      url: minutesUrl(),
      address: { meetingId, itemId },
      mode: reading ? 'read' : 'write',
      seat: seatKey(),
      user: id === undefined || name === undefined || role === undefined ? null : { id, name, role },
      openDraft,
      now,
    })
    setSession(started)
    const stopListening = started.subscribe(() => {
      const { closed } = started.state()
      if (!reading && closed && readableAfter.has(closed)) setRefusal({ of: place, reason: closed })
    })
    return () => {
      stopListening()
      started.stop()
      setSession(null)
    }
  }, [place, meetingId, itemId, reading, id, name, role])
  const state = useSyncExternalStore(session?.subscribe ?? noSubscription, session?.state ?? (() => null))
  return session && state ? { session, state, refused } : null
}

const noSubscription = (): (() => void) => () => {}
