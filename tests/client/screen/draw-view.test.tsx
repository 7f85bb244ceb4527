import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { DrawView } from '../../../client/screen/draw-view.tsx'
import { changeLanguage, startI18n } from '../../../client/ui/i18n.ts'
import { screen as messages } from '../../../shared/i18n/screen.ts'
import { replay } from '../../../shared/ledger/replay.ts'
import { meeting } from '../../../shared/meeting/meeting.ts'
import type { MeetingState } from '../../../shared/meeting/state.ts'
import { meetingEvents, publicCommits } from '../../shared/publication/record-fixture.ts'

beforeAll(() => startI18n({ screen: messages }))
afterEach(cleanup)

/** The draw as far as `commits` of the meeting go, its pool filled up to `count` officers. */
function drawOf(commits: number, count: number, expert: number | null = null): MeetingState {
  const state = replay(meeting, publicCommits(meetingEvents('m1', undefined, expert)).slice(0, commits))
  const fill = (draw: MeetingState['draws'][number]) => {
    const { candidates } = draw.locked
    const last = candidates.at(-1)
    const more = Array.from({ length: count - candidates.length }, (_, i) => ({
      ...last,
      no: candidates.length + i + 1,
    }))
    return { ...draw, locked: { ...draw.locked, candidates: [...candidates, ...more] as typeof candidates } }
  }
  return { ...state, draws: state.draws.map(fill) }
}
const tokens = () => document.querySelectorAll('.officer').length

describe.each(['zh', 'en'] as const)('the draw on the projector, in %s', (language) => {
  const { draw: words } = messages[language]
  beforeAll(() => changeLanguage(language))

  it('lists every officer of the county’s pool', () => {
    render(<DrawView state={drawOf(3, 69)} />)
    expect(tokens()).toBe(69)
  })

  it.each([200, 1000, 10_000])(
    'does not overflow with a pool of %i, and says where to look anybody up',
    (count) => {
      render(<DrawView state={drawOf(3, count)} />)
      expect(tokens()).toBe(0)
      expect(screen.getByText(words.many.replace('{{count}}', String(count)))).toBeTruthy()
      cleanup()
      render(<DrawView state={drawOf(4, count)} />)
      expect(tokens()).toBe(7)
    },
  )

  it('says who sits without having been drawn, and counts them apart', () => {
    render(<DrawView state={drawOf(4, 69, 9)} />)
    expect(screen.getAllByText(words.recommended)).toHaveLength(1)
    expect(screen.getByText(words.recommendedCount.replace('{{count}}', '1'))).toBeTruthy()
    expect(document.body.textContent).not.toContain('100%')
    cleanup()
    render(<DrawView state={drawOf(4, 69)} />)
    expect(screen.queryByText(words.recommended)).toBeNull()
  })
})
