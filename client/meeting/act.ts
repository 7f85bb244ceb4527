import { useRef, useState } from 'react'
import type { MeetingRequest } from '../../shared/meeting/commands.ts'
import { newCommandId, RefusalError, sendCommand } from '../ui/api.ts'
import { useMeeting } from './meeting-context.ts'

export type MeetingRequestType = MeetingRequest['type']
export type MeetingRequestData<T extends MeetingRequestType> = Extract<MeetingRequest, { type: T }>['data']

export interface Act {
  /** Resolves to whether it was done; a refusal stays in `error` until the next try. One at a time. */
  send<T extends MeetingRequestType>(type: T, data: MeetingRequestData<T>): Promise<boolean>
  readonly busy: boolean
  readonly error: unknown
  dismiss(): void
}

/**
 * Sends commands of the meeting on this page. While no answer came, the same intention keeps its id, so that
 * pressing again cannot do it twice.
 */
export function useAct(): Act {
  const { meetingId } = useMeeting()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const sending = useRef(false)
  const unanswered = useRef<{ intention: string; commandId: string } | undefined>(undefined)

  async function send<T extends MeetingRequestType>(type: T, data: MeetingRequestData<T>): Promise<boolean> {
    if (sending.current) return false
    sending.current = true
    setBusy(true)
    setError(undefined)
    const intention = JSON.stringify([type, data])
    const known = unanswered.current
    const commandId = known?.intention === intention ? known.commandId : newCommandId()
    unanswered.current = undefined
    try {
      await sendCommand('meeting', meetingId, { commandId, type, data })
      return true
    } catch (caught) {
      if (caught instanceof RefusalError && caught.status === 0) unanswered.current = { intention, commandId }
      setError(caught)
      return false
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  return { send, busy, error, dismiss: () => setError(undefined) }
}
