import { describe, expect, it } from 'vitest'
import { chanceSpan, percent } from '../../../client/meeting/chances.ts'
import { shownView } from '../../../client/screen/screen-page.tsx'
import { replay } from '../../../shared/ledger/replay.ts'
import { ceremonySteps } from '../../../shared/meeting/ceremony.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import { initialMeeting, type MeetingState } from '../../../shared/meeting/state.ts'
import { naimanReview } from '../../../shared/procedures/naiman-review.ts'
import { meetingEvents, publicCommits } from '../../shared/publication/record-fixture.ts'

const commits = publicCommits(meetingEvents())
const upTo = (count: number) => replay(meeting, commits.slice(0, count))
const done = (draw: MeetingState['draws'][number]) =>
  ceremonySteps(draw).filter((step) => step.phase === 'done').length
const shown = (state: MeetingState) => shownView(state, naimanReview)

describe('the projector', () => {
  it('waits, unfolds the draw as it is recorded, then follows the stages', () => {
    expect(shown(upTo(1))).toBe('waiting')
    expect([2, 3, 4].map((count) => shown(upTo(count)))).toEqual(['draw', 'draw', 'draw'])
    expect([2, 3, 4].map((count) => upTo(count).draws.map(done))).toEqual([[1], [2], [5]])
    expect(shown(upTo(5))).toBe('stage')
    expect(shown(upTo(commits.length))).toBe('end')
  })

  it('shows what the clerk chose, but an interruption before all', () => {
    const session: MeetingState = { ...initialMeeting, phase: 'in-session', screen: 'observer-code' }
    expect(shown(session)).toBe('observer-code')
    expect(shown({ ...session, interruption: { kind: 'recess', since: 1 } })).toBe('interruption')
  })

  it('shows an exact chance as a percentage', () => {
    expect(['2/5', '1/17', '1', '0'].map(percent)).toEqual(['40', '5.9', '100', '0'])
  })

  it('shows many different chances as the lowest and the highest, compared exactly', () => {
    expect(chanceSpan(['1/17', '1/17'])).toEqual(['1/17'])
    expect(chanceSpan(['2/5', '1/17', '10/25', '3/5'])).toEqual(['1/17', '3/5'])
    expect(chanceSpan([])).toEqual([])
  })
})
