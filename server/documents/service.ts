import type { Viewer } from '../../shared/ledger/aggregate.ts'
import { replay } from '../../shared/ledger/replay.ts'
import { meeting } from '../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../shared/meeting/state.ts'
import type { MinutesHistory } from '../../shared/minutes/answers.ts'
import { decodeBody } from '../../shared/minutes/body.ts'
import { minutesStream } from '../../shared/minutes/protocol.ts'
import {
  composeMinutes,
  type MinutesRecord,
  type StoredVersion,
  storedVersions,
} from '../../shared/minutes/record.ts'
import { type ItemVersionKey, itemKey } from '../../shared/minutes/versions.ts'
import { pinnedProcedure } from '../../shared/procedures/index.ts'
import type { Meetings } from '../meetings/service.ts'
import type { Streams } from '../streams/streams.ts'

export interface DocumentsOptions {
  readonly meetings: Pick<Meetings, 'load' | 'commits'>
  readonly streams: Pick<Streams, 'read'>
}

/** Name behind an entry's author, as the meeting knows it. */
function authorIn(state: MeetingState): (by: string) => string {
  const staff = [...state.clerks, ...(state.chair ? [state.chair] : [])]
  return (by) => staff.find(({ accountId }) => by === `account:${accountId}`)?.name ?? ''
}

/** The minutes as documents: composed from what a reader may see of the record, and from nothing else. */
export function createDocuments({ meetings, streams }: DocumentsOptions) {
  return {
    /** The whole minutes as they stand, or null for a meeting whose procedure is not installed. */
    async record(meetingId: string, viewer: Viewer): Promise<MinutesRecord | null> {
      const commits = await meetings.commits(meetingId, viewer, 0)
      const state = replay(meeting, commits)
      const procedure = pinnedProcedure(state.procedure?.hash ?? '')
      return procedure ? composeMinutes(state, commits, procedure) : null
    },

    async versions(meetingId: string, viewer: Viewer): Promise<StoredVersion[]> {
      return storedVersions(await meetings.commits(meetingId, viewer, 0))
    },

    /** How one version was written: its stream, entry by entry, with the names behind the accounts. */
    async history(meetingId: string, version: ItemVersionKey): Promise<MinutesHistory> {
      const { state } = await meetings.load(meetingId)
      const nameOf = authorIn(state)
      const entries = await streams.read(minutesStream({ meetingId, itemId: itemKey(version) }), 0)
      return {
        entries: entries.map(({ seq, at, by, body }) => {
          const decoded = decodeBody(body)
          const update = decoded.kind === 'edit' ? Buffer.from(decoded.update).toString('base64') : ''
          const sha256 = decoded.kind === 'close' ? decoded.sha256 : ''
          const kind = seq === 1 && decoded.kind === 'edit' ? 'begin' : decoded.kind
          return { seq, at, by: nameOf(by), kind, update, sha256 }
        }),
      }
    },
  }
}

export type Documents = ReturnType<typeof createDocuments>
