import { roleIn } from '../../shared/meeting/abilities.ts'
import { meeting } from '../../shared/meeting/meeting.ts'
import { minutesAccess, minutesAccessKey } from '../../shared/meeting/minutes.ts'
import type { Endings } from '../accounts/endings.ts'
import type { Sessions } from '../accounts/sessions.ts'
import type { Ledger } from '../ledger/service.ts'
import type { Meetings } from '../meetings/service.ts'
import type { Gate } from './handshake.ts'
import type { Minutes } from './minutes.ts'

/** Who comes, by the session, and what they may do, by the meeting. */
export function createGate(
  sessions: Pick<Sessions, 'ofUpgrade' | 'actorOfSignIn'>,
  meetings: Pick<Meetings, 'load'>,
): Gate {
  return {
    authenticate: async (request) => sessions.actorOfSignIn(await sessions.ofUpgrade(request)),
    async access(actor, meetingId, itemId) {
      const { state } = await meetings.load(meetingId)
      const mode = minutesAccess(state, actor, meetingId, itemId)
      return mode === 'none' ? null : { mode, role: roleIn(state, actor, meetingId) }
    },
  }
}

export interface GuardOptions {
  readonly minutes: Pick<Minutes, 'recheck'>
  readonly ledger: Pick<Ledger, 'load' | 'onCommit'>
  readonly endings: Endings
  /** Meetings whose minutes somebody may have open here. */
  readonly inSession: () => Promise<readonly string[]>
  /** How soon a change made on another node is noticed, in milliseconds. */
  readonly everyMs: number
  readonly onError: (error: unknown) => void
}

/**
 * Asks again what everybody connected may do: when a commit changed who is who, when a sign-in ended, and now
 * and then for what happened on another node.
 */
export function guardMinutes({ minutes, ledger, endings, inSession, everyMs, onError }: GuardOptions) {
  const keys = new Map<string, string>()

  const recheckAll = (): void => {
    inSession()
      .then((meetingIds) => Promise.all(meetingIds.map((id) => minutes.recheck(id))))
      .catch(onError)
  }

  const unsubscribe = ledger.onCommit(async ({ aggregate, id }) => {
    if (aggregate !== meeting.name) return
    const { state } = await ledger.load(meeting, id)
    const key = minutesAccessKey(state)
    if (keys.get(id) === key) return
    keys.set(id, key)
    minutes.recheck(id).catch(onError)
  })
  endings.onEnded(recheckAll)
  const timer = setInterval(recheckAll, everyMs)
  timer.unref()

  return {
    stop(): void {
      clearInterval(timer)
      unsubscribe()
    },
  }
}
