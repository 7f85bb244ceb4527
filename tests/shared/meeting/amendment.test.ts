import { describe, expect, it } from 'vitest'
import type { Seen } from '../../../shared/ledger/aggregate.ts'
import { issueNotice, publishAnnouncement } from '../../../shared/meeting/decide/preparation.ts'
import type { MeetingEvent } from '../../../shared/meeting/events.ts'
import { evolveMeeting } from '../../../shared/meeting/evolve/evolve.ts'
import { initialMeeting, type MeetingState } from '../../../shared/meeting/state.ts'

const arrangement = {
  place: '二楼听证室',
  startsAt: 9_000_000,
  open: true,
  closedReason: '',
  chair: { accountId: 'chair', name: '顾明衡' },
  clerks: [{ accountId: 'clerk', name: '白书简' }],
}
const stateAfter = (...events: readonly Seen<MeetingEvent>[]): MeetingState =>
  events.reduce((state, event, n) => evolveMeeting(state, event, { seq: n + 1, at: n + 1 }), initialMeeting)

const said: readonly Seen<MeetingEvent>[] = [
  { type: 'meeting-scheduled', ...arrangement },
  { type: 'notice-issued', number: '青信听〔2026〕17号' },
  { type: 'announcement-published' },
]
const decided = (state: MeetingState) =>
  [issueNotice, publishAnnouncement].map((decide) => decide(state, {}, {} as never).ok)

describe('notice and announcement', () => {
  it('are given once', () => {
    expect(decided(stateAfter(...said))).toEqual([false, false])
  })

  it('are given again, once, after an amendment that changes what they say', () => {
    const moved: Seen<MeetingEvent> = { type: 'meeting-amended', ...arrangement, startsAt: 9_900_000 }
    expect(decided(stateAfter(...said, moved))).toEqual([true, true])
    expect(decided(stateAfter(...said, moved, ...said.slice(1)))).toEqual([false, false])
    expect(decided(stateAfter(...said, { type: 'meeting-amended', ...arrangement }))).toEqual([false, false])
  })
})
