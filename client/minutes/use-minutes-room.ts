import { useEffect, useState, useSyncExternalStore } from 'react'
import { seatKey } from '../ui/seat.ts'
import { openDraft } from './draft.ts'
import { type MinutesUser, type Session, type SessionState, startSession } from './session.ts'

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
}

/**
 * One item, live while the component is there. A writer of an item that becomes final goes on as a reader of
 * the final text; null until the session has begun.
 */
export function useMinutesRoom({
  meetingId,
  itemId,
  mode,
  user,
  now,
}: MinutesRoomOptions): MinutesRoom | null {
  const [session, setSession] = useState<Session | null>(null)
  const [final, setFinal] = useState(false)
  const reading = mode === 'read' || final
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
      if (!reading && started.state().closed === 'finalised') setFinal(true)
    })
    return () => {
      stopListening()
      started.stop()
      setSession(null)
    }
  }, [meetingId, itemId, reading, id, name, role])
  const state = useSyncExternalStore(session?.subscribe ?? noSubscription, session?.state ?? (() => null))
  return session && state ? { session, state } : null
}

const noSubscription = (): (() => void) => () => {}
